"""The one way to answers as a file: a format by its name."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from rag.core.answer import Answer
from rag.errors import SettingsError
from rag.render.exports.handout import Handout, handout
from rag.render.exports.html import html_document
from rag.render.exports.markdown import markdown_document
from rag.render.exports.references import csl, ris
from rag.render.exports.table import table
from rag.render.exports.text import text
from rag.render.exports.word import word
from rag.render.json import answer_json, answers_json
from rag.render.wording import wording


class Format(StrEnum):
    """How answers are handed on."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    JSON = "json"
    RIS = "ris"
    CSL = "csl"
    CSV = "csv"


_ENDINGS = {"txt": Format.TEXT, "md": Format.MARKDOWN, "htm": Format.HTML}
"""Endings of file names beyond the formats' own names."""


def format_of(name: str | Path) -> Format:
    """Return the format that the ending of a file's name stands for.

    Raises:
        SettingsError: where it stands for none.

    >>> str(format_of("answer.docx")), str(format_of("answer.md"))
    ('docx', 'markdown')
    """
    ending = Path(name).suffix.lower().removeprefix(".")
    return _ENDINGS.get(ending) or as_format(ending)


def as_format(name: str) -> Format:
    """Return the format of a name.

    Raises:
        SettingsError: where there is none of this name.
    """
    try:
        return Format(name)
    except ValueError as error:
        names = ", ".join(Format)
        raise SettingsError(f"no format {name[:40]!r}: choose one of {names}") from error


def export_answers(
    answers: Answer | Sequence[Answer],
    form: Format | str,
    *,
    title: str = "",
    as_of: date | None = None,
    language: str = "en",
) -> bytes:
    """Return answers as a file to hand on, footnotes and all.

    Footnotes are numbered through the whole document, in the order in which a reader meets them.
    The same answers give the same bytes.

    Args:
        answers: an answer, or those of a conversation, oldest first.
        form: "text", "markdown", "html" (one page without scripts, prints as PDF), "docx" (with
            real footnotes), "json" (as `rag ask --json`; several are a list), "ris" and "csl" (the
            cited articles, for citation managers) or "csv" (the citations).
        title: what stands on top of a document; by default the question.
        as_of: the day on which the articles said so; it stands in footnotes and references.
        language: of what Footnote says around the answer, "en" or "de"; articles keep theirs.

    Returns:
        The file; texts are UTF-8.

    Raises:
        SettingsError: for another format or language.
        DataError: when there is no answer.

    >>> answer = bot.ask("When did Northvolt file for bankruptcy in Sweden?")
    >>> print(export_answers(answer, "markdown").decode().splitlines()[0])
    # When did Northvolt file for bankruptcy in Sweden?
    """
    form = as_format(form)
    several = [answers] if isinstance(answers, Answer) else list(answers)
    document = handout(several, title, as_of, wording(language))
    if form is Format.DOCX:
        return word(document)
    return _written(form, several, document).encode(errors="replace")


def _written(form: Format, answers: Sequence[Answer], document: Handout) -> str:
    match form:
        case Format.TEXT:
            return text(document)
        case Format.MARKDOWN:
            return markdown_document(document)
        case Format.HTML:
            return html_document(document)
        case Format.RIS:
            return ris(answers, document.as_of)
        case Format.CSL:
            return csl(answers, document.as_of)
        case Format.CSV:
            return table(answers)
    return (answer_json(answers[0]) if len(answers) == 1 else answers_json(answers)) + "\n"
