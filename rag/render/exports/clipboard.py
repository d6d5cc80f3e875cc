"""What the clipboard takes: an answer with its footnotes, or a quote with where it is from."""

from dataclasses import dataclass
from datetime import date

from rag.core.answer import Answer, Citation
from rag.render.exports.handout import Note, handout
from rag.render.exports.html import quote_html, section_html
from rag.render.exports.markdown import note_markdown, quote_markdown, section_markdown
from rag.render.wording import ENGLISH, Wording


@dataclass(frozen=True, slots=True)
class Clip:
    """A copy in two forms; the program that it is pasted into takes the one that it knows.

    Attributes:
        markdown: for text/plain and text/markdown.
        html: for text/html, a fragment of plain tags in which nothing is alive.
    """

    markdown: str
    html: str


def answer_clip(answer: Answer, as_of: date | None = None, t: Wording = ENGLISH) -> Clip:
    """Return an answer with its footnotes for the clipboard, without its question.

    Args:
        answer: the answer.
        as_of: the day on which the articles said so.
        t: the texts.
    """
    document = handout([answer], as_of=as_of, t=t)
    (section,) = document.sections
    notes = "\n\n".join(map(note_markdown, document.notes))
    markdown = "\n\n".join(filter(None, (section_markdown(section, t), notes)))
    return Clip(markdown, section_html(section, document.notes, t))


def quote_clip(citation: Citation, as_of: date | None = None, t: Wording = ENGLISH) -> Clip:
    """Return a quote with the line that cites it for the clipboard.

    Args:
        citation: the quote.
        as_of: the day on which the article said so.
        t: the texts.
    """
    note = Note(citation, as_of, t)
    return Clip(quote_markdown(note), quote_html(note))
