"""A whole article as HTML, the quoted words marked. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.core.article import ArticleInfo
from rag.core.span import Span
from rag.ui.parts.template import render

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_NEW_LINE = re.compile(r"\n+")
SUSPICIOUS = "fn-suspicious"
"""The class of a sentence that talks to a model."""


def show(
    article: ArticleInfo, text: str, quote: Span | None, others: Sequence[Span], note: str = ""
) -> str:
    """Return a whole article, the quoted words marked, and struck what talks to a model.

    Args:
        article: what stands above the text, and where the text talks to a model.
        text: the text as it was quoted.
        quote: the words to mark.
        others: those of other citations, marked faintly.
        note: what the reader should know, above the text.
    """
    paragraphs = [
        _pieces(text, part, quote, others, article.suspicions) for part in _paragraphs(text)
    ]
    return render("article", article=article, note=note, paragraphs=paragraphs)


def no_article(note: str) -> str:
    """Return what is shown where there is no article."""
    return render("note", note=note)


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs of a text: set apart by blank lines, by line ends where it has none."""
    separator = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _NEW_LINE
    start = 0
    for gap in separator.finditer(text):
        if text[start : gap.start()].strip():
            yield Span(start, gap.start())
        start = gap.end()
    if text[start:].strip():
        yield Span(start, len(text))


def _pieces(
    text: str,
    part: Span,
    quote: Span | None,
    others: Sequence[Span],
    suspicions: Sequence[Span],
) -> list[tuple[str, str]]:
    """Return the words of one paragraph in pieces, each with the class of its mark, or ""."""
    marked = (quote, *others, *suspicions)
    edges = {edge for span in marked if span for edge in (span.start, span.end)}
    cuts = sorted({part.start, part.end} | {edge for edge in edges if part.start < edge < part.end})
    pieces = (Span(start, end) for start, end in pairwise(cuts))
    return [(piece.slice(text), _mark(piece, quote, others, suspicions)) for piece in pieces]


def _mark(
    piece: Span, quote: Span | None, others: Sequence[Span], suspicions: Sequence[Span]
) -> str:
    if quote and piece.within(quote):
        return "fn-cited"
    if any(piece.within(suspicion) for suspicion in suspicions):
        return SUSPICIOUS
    return "fn-other" if any(piece.within(other) for other in others) else ""
