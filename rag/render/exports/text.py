"""Answers as a plain text document."""

from rag.render.blocks import byline
from rag.render.escape import plain
from rag.render.exports.handout import AnswerSection, Handout, Note
from rag.render.filters import day
from rag.render.terminal import body_text


def text(document: Handout) -> str:
    """Return a document as plain text: questions, answers with marks, and all footnotes."""
    head = [_line(document.title), "=" * len(_line(document.title))]
    if document.as_of:
        head.append(f"The articles as of {day(document.as_of)}.")
    parts = ["\n".join(head), *(part for one in document.sections for part in _section(one))]
    if document.notes:
        parts += ["Footnotes\n---------", *map(_note, document.notes)]
    return plain("\n\n".join(parts)) + "\n"


def _section(section: AnswerSection) -> list[str]:
    laid_out = section.layout
    question = _line(section.question)
    unplaced = "".join(f"[{number}]" for number in section.unplaced)
    nearest = [f"- {byline(near.article)}" for near in laid_out.nearest]
    parts = [
        f"{question}\n{'-' * len(question)}" if question else "",
        "\n".join(laid_out.searched),
        body_text(laid_out),
        "\n".join([*filter(None, [section.verdict]), *section.remarks]),
        f"See also {unplaced}" if unplaced else "",
        "\n".join(f"- {option}" for option in laid_out.options),
        "\n".join(["Nearest articles:", *nearest]) if nearest else "",
    ]
    return list(filter(None, parts))


def _note(note: Note) -> str:
    said = f"[{note.number}] {note.source}: “{note.quote}”"
    lines = [said, note.caveat, note.url, note.about]
    return "\n    ".join(filter(None, lines))


def _line(title: str) -> str:
    return " ".join(plain(title).split())
