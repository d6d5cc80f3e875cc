"""Answers as a plain text document."""

from rag.render.blocks import byline
from rag.render.escape import plain
from rag.render.exports.handout import AnswerSection, Handout, Note
from rag.render.terminal import body_text
from rag.render.wording import Wording


def text(document: Handout) -> str:
    """Return a document as plain text: questions, answers with marks, and all footnotes."""
    t = document.t
    head = [_line(document.title), "=" * len(_line(document.title))]
    if document.as_of:
        head.append(t("handed_as_of", day=t.day(document.as_of)))
    parts = ["\n".join(head), *(part for one in document.sections for part in _section(one, t))]
    if document.notes:
        footnotes = t("handed_footnotes")
        parts += [f"{footnotes}\n{'-' * len(footnotes)}", *map(_note, document.notes)]
    return plain("\n\n".join(parts)) + "\n"


def _section(section: AnswerSection, t: Wording) -> list[str]:
    laid_out = section.layout
    question = _line(section.question)
    unplaced = "".join(f"[{number}]" for number in section.unplaced)
    nearest = [f"- {byline(near.article, t)}" for near in laid_out.nearest]
    parts = [
        f"{question}\n{'-' * len(question)}" if question else "",
        "\n".join(laid_out.searched),
        body_text(laid_out, t),
        "\n".join([*filter(None, [section.verdict]), *section.remarks]),
        f"{t('handed_see_also')} {unplaced}" if unplaced else "",
        "\n".join(f"- {option}" for option in laid_out.options),
        "\n".join([t("handed_nearest"), *nearest]) if nearest else "",
    ]
    return list(filter(None, parts))


def _note(note: Note) -> str:
    quote = note.t("quoted", name=note.quote)
    lines = [f"[{note.number}] {note.source}: {quote}", note.caveat, note.url, note.about]
    return "\n    ".join(filter(None, lines))


def _line(title: str) -> str:
    return " ".join(plain(title).split())
