"""Answers as a Markdown document with footnotes; no mark-up of an article survives."""

from rag.render.blocks import byline
from rag.render.escape import escape_markdown
from rag.render.exports.handout import AnswerSection, Handout, Note
from rag.render.markdown import body_markdown
from rag.render.wording import Wording


def markdown_document(document: Handout) -> str:
    """Return a document as Markdown; its only links are the addresses of articles."""
    parts = [f"# {escape_markdown(document.title)}"]
    if document.as_of:
        day = document.t.day(document.as_of)
        parts.append(f"*{document.t('handed_as_of', day=day)}*")
    parts += [part for section in document.sections for part in _section(section, document.t)]
    parts += map(note_markdown, document.notes)
    return "\n\n".join(parts) + "\n"


def section_markdown(section: AnswerSection, t: Wording) -> str:
    """Return an answer without its question and its footnotes."""
    return "\n\n".join(_answer(section, t))


def note_markdown(note: Note) -> str:
    """Return a footnote: source, quote, address, and what else is known, on one line."""
    return f"[^{note.number}]: {escape_markdown(note.source)}: {_quote(note)} {_where(note)}"


def quote_markdown(note: Note) -> str:
    """Return a quote as a block, and below it where it is from."""
    return f"> {_quote(note)}\n>\n> — {escape_markdown(note.source)} {_where(note)}"


def _quote(note: Note) -> str:
    caveat = f" {escape_markdown(note.caveat)}" if note.caveat else ""
    return note.t("quoted", name=escape_markdown(note.quote)) + caveat


def _where(note: Note) -> str:
    address = f"<{note.url}> " if note.url else ""
    return f"{address}({escape_markdown(note.about)})"


def _section(section: AnswerSection, t: Wording) -> list[str]:
    head = [f"## {escape_markdown(section.question)}"] if section.question else []
    return [*head, *_answer(section, t)]


def _answer(section: AnswerSection, t: Wording) -> list[str]:
    laid_out = section.layout
    unplaced = "".join(f"[^{number}]" for number in section.unplaced)
    nearest = [byline(near.article, t) for near in laid_out.nearest]
    remarks = filter(None, (section.verdict, *section.remarks))
    parts = [
        *map(escape_markdown, laid_out.searched),
        body_markdown(laid_out, t).strip(),
        *map(escape_markdown, remarks),
        f"{t('handed_see_also')} {unplaced}" if unplaced else "",
        _list(laid_out.options),
        t("handed_nearest") if nearest else "",
        _list(nearest),
    ]
    return list(filter(None, parts))


def _list(lines: "list[str] | tuple[str, ...]") -> str:
    return "\n".join(f"- {escape_markdown(line)}" for line in lines)
