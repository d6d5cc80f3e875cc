"""Plain text and Markdown with optional front matter."""

import re
from collections.abc import Mapping

from rag.errors import CorpusError
from rag.sources.about import About, Reading, make_article, only
from rag.sources.columns import with_rows
from rag.sources.encodings import decode
from rag.sources.formats.front_matter import split_front_matter
from rag.sources.formats.markdown import plain_text
from rag.sources.frame import find_body
from rag.sources.mapping import FIELDS, read_mapping

_HEADING = re.compile(r"\s*(?:#{1,6}[ \t]|[^\n]+\n(?:=+|-{3,})[ \t]*\n)")
_FIELD = re.compile(r"([A-Za-zÄÖÜäöü][\w -]{1,24}?)[ \t]*:[ \t]+(\S.*)")
_LEAST_FIELDS = 2


def load_plain(data: bytes, name: str) -> Reading:
    """Return the article in a plain text; see `load_text`."""
    return _load(data, name, markdown=False)


def load_markdown(data: bytes, name: str) -> Reading:
    """Return the article in a Markdown text; see `load_text`."""
    return _load(data, name, markdown=True)


def _load(data: bytes, name: str, markdown: bool) -> Reading:
    text, warning = decode(data)
    reading = load_text(text, name, markdown)
    warnings = (warning, *reading.warnings) if warning else reading.warnings
    return Reading(reading.articles, warnings)


def load_text(text: str, name: str, markdown: bool) -> Reading:
    """Return the article in a text.

    It may start with front matter: see `split_front_matter`, and `read_mapping` for its names; or
    with lines "Title: ...", "Date: ..." above an empty line. Headline, byline, day and dateline
    become metadata.

    Args:
        text: the content of the file.
        name: what the file is called.
        markdown: whether marks of Markdown are taken off.

    Raises:
        CorpusError: for a file without text.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise CorpusError("empty file: put text into it")
    values, body, wrong = split_front_matter(text)
    if not values and not wrong and (fields := _fields(body)):
        values, body = fields
    about = read_mapping(values, "front matter") if values else About()
    if wrong:
        about.warnings.append(wrong)
    headline = not markdown or _HEADING.match(body) is not None
    body = plain_text(body) if markdown else with_rows(body)
    words = body[find_body(body, about, headline)]
    return only(make_article(words, name, about), about)


def _fields(text: str) -> tuple[Mapping[str, str], str] | None:
    """Return the lines "Name: value" that a text begins with, and the rest of it."""
    head, _, rest = text.lstrip("\n").partition("\n\n")
    matches = [_FIELD.fullmatch(line.strip()) for line in head.split("\n")]
    found = {match[1]: match[2] for match in matches if match}
    known = sum(name.lower() in FIELDS for name in found)
    if not rest.strip() or len(found) < len(matches) or known < _LEAST_FIELDS:
        return None
    return found, rest
