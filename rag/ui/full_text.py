"""A whole article as HTML, the quoted words marked. Pure; see `rag.ui.html` for what is escaped."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.article import ArticleInfo
from rag.render import escape, safe_url
from rag.types import Span
from rag.ui.html import byline, note_line

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_NEW_LINE = re.compile(r"\n+")


def show(article: ArticleInfo, text: str, quote: Span | None, others: Sequence[Span], note: str = "") -> str:
    """Return a whole article, the quoted words marked; `others` are faintly marked, `note` is said above the text."""
    url = safe_url(article.url)
    link = f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">Read at the source</a>' if url else ""
    body = "".join(f"<p>{_marked(text, part, quote, others)}</p>" for part in _paragraphs(text))
    return (
        f'<h2 class="fn-reader-title">{escape(article.title)}</h2>'
        f'<p class="fn-byline">{byline(article)} {link}</p>{note_line(note)}<div class="fn-text">{body}</div>'
    )


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs of a text: set apart by blank lines or, where it has none, by line ends."""
    separator = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _NEW_LINE
    start = 0
    for gap in separator.finditer(text):
        if text[start : gap.start()].strip():
            yield Span(start, gap.start())
        start = gap.end()
    if text[start:].strip():
        yield Span(start, len(text))


def _marked(text: str, part: Span, quote: Span | None, others: Sequence[Span]) -> str:
    """Return one paragraph with the words of the quote, and those of other citations, marked."""
    edges = {edge for span in (quote, *others) if span for edge in (span.start, span.end)}
    cuts = sorted({part.start, part.end} | {edge for edge in edges if part.start < edge < part.end})
    return "".join(_piece(Span(start, end), text, quote, others) for start, end in pairwise(cuts))


def _piece(piece: Span, text: str, quote: Span | None, others: Sequence[Span]) -> str:
    words = escape(piece.slice(text))
    if quote and piece.within(quote):
        return f'<mark class="fn-cited">{words}</mark>'
    return f'<mark class="fn-other">{words}</mark>' if any(piece.within(other) for other in others) else words
