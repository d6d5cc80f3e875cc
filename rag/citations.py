"""Citations: number them, prove them, recheck them. Pure."""

from collections.abc import Sequence

from rag.errors import SpanError
from rag.types import Citation, Evidence, Sentence, Span


def cite(evidence: Sequence[Evidence]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Return the quoted sentences and their citations, numbered from 1 in the order of first use.

    Evidence that quotes the same words of the same article shares one number.
    """
    numbers: dict[tuple[str, Span], Citation] = {}
    sentences = []
    for piece in evidence:
        key = (piece.article.id, piece.span)
        if key not in numbers:
            numbers[key] = Citation(len(numbers) + 1, piece.article, piece.span, piece.text, piece.answer)
        sentences.append(Sentence(piece.text, (numbers[key].number,)))
    return tuple(sentences), tuple(numbers.values())


def prove(citation: Citation, text: str) -> Citation:
    """Return the citation, proven against the article's text.

    Raises:
        SpanError: when the quote is not exactly what stands there.
    """
    if not holds(citation, text):
        raise SpanError(f"citation {citation.number} does not stand at {citation.span} of {citation.article.id!r}")
    return citation


def holds(citation: Citation, text: str) -> bool:
    """Tell whether `text` still has the citation's exact words at its place."""
    return citation.span.end <= len(text) and citation.span.slice(text) == citation.quote
