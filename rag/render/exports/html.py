"""Answers as one page: no script, nothing fetched, and a style that prints well.

Jinja escapes every value; before it, control and bidirectional characters are taken out. So every
tag and attribute of the page is one that the template writes, and its policy forbids the rest.
"""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from rag.render.blocks import Comparison, ItemList, Rows, byline
from rag.render.escape import plain
from rag.render.exports.handout import AnswerSection, Handout, Note
from rag.render.wording import Wording


def html_document(document: Handout) -> str:
    """Return a document as a self-contained page."""
    return self_contained("handout", document=document, t=document.t)


def self_contained(name: str, **values: object) -> str:
    """Return the page of a template with the style of its name, which its policy names."""
    style = (files("rag.render.exports") / "assets" / f"{name}.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page: str = _template(name).render(**values, style=style, digest=digest)
    return page


def section_html(section: AnswerSection, notes: Sequence[Note], t: Wording) -> str:
    """Return an answer with its footnotes as a fragment: plain tags for another program."""
    return _fragment("section", section=section, notes=notes, t=t)


def checked_html(paragraphs: Sequence[object], notes: Sequence[Note], t: Wording) -> str:
    """Return the paragraphs of a checked text with their footnotes as a fragment."""
    return _fragment("checked", paragraphs=paragraphs, notes=notes, t=t)


def quote_html(note: Note) -> str:
    """Return a quote as a block, and below it where it is from, as a fragment."""
    return _fragment("quote", note=note, t=note.t)


def _finalize(value: object) -> object:
    """Return a value as it may be escaped: a text without what could disturb the page's order."""
    return plain(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _quotation_marks(t: Wording) -> list[str]:
    """Return the marks before and after a quote."""
    return t("quoted", name="\n").split("\n")


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("rag.render.exports"),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests.update(
        comparison=lambda block: isinstance(block, Comparison),
        item_list=lambda block: isinstance(block, ItemList),
        table=lambda block: isinstance(block, Rows),
    )
    environment.globals.update(byline=byline, quotation_marks=_quotation_marks)
    return environment


def _fragment(name: str, **values: object) -> str:
    fragment: str = _template(name).render(values)
    return fragment.strip()


def _template(name: str) -> Any:
    return _environment().get_template(f"{name}.html")
