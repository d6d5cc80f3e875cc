"""An article's sentences packed into chunks: spans first, text by slicing.

A chunk is packed from whole sentences up to a budget of tokens, and ends early where a paragraph
ends and the chunk is already half full. Text is never searched for after it was cut, so no offset
can be wrong.
"""

from collections.abc import Callable, Sequence

from rag.core.article import Article
from rag.core.passage import Chunk
from rag.core.span import Span
from rag.language.blocks import is_heading
from rag.language.sentences import sentence_spans

MOST_READ = 240
"""The most tokens of a sentence where chunks are not longer; the model reads 256 with the title."""
TokenCounter = Callable[[Sequence[str]], list[int]]
"""Counts the embedder's tokens in each of some texts."""


def chunk_article(article: Article, count_tokens: TokenCounter, max_tokens: int) -> list[Chunk]:
    """Cut an article into chunks of whole sentences, each of at most `max_tokens` tokens.

    A single sentence above the budget is a chunk of its own; one that is longer than the model
    reads is cut at white space. The chunks are sorted, do not overlap and hold every sentence
    exactly once.
    """
    spans = sentence_spans(article.text, article.language)
    spans, lengths = _readable(article.text, spans, count_tokens, max(max_tokens, MOST_READ))
    chunks: list[Chunk] = []
    group: list[Span] = []
    used = 0
    for index, (span, length) in enumerate(zip(spans, lengths, strict=True)):
        if group and used + length > max_tokens:
            chunks.append(_chunk(article, group))
            group, used = [], 0
        group.append(span)
        used += length
        if used >= max_tokens / 2 and _paragraph_ends(article.text, spans, index):
            chunks.append(_chunk(article, group))
            group, used = [], 0
    return [*chunks, _chunk(article, group)]


def _readable(
    text: str, spans: list[Span], count_tokens: TokenCounter, most: int
) -> tuple[list[Span], list[int]]:
    """Return sentences of at most so many tokens each, and their tokens."""
    lengths = count_tokens([span.slice(text) for span in spans])
    while any(length > most and len(span) > 1 for span, length in zip(spans, lengths, strict=True)):
        pieces = [
            _halves(text, span) if length > most else [span]
            for span, length in zip(spans, lengths, strict=True)
        ]
        spans = [span for halves in pieces for span in halves]
        lengths = count_tokens([span.slice(text) for span in spans])
    return spans, lengths


def _halves(text: str, span: Span) -> list[Span]:
    """Return a span cut in two, at the white space nearest to its middle."""
    middle = (span.start + span.end) // 2
    spaces = [place for place in range(span.start + 1, span.end - 1) if text[place].isspace()]
    cut = min(spaces, key=lambda place: abs(place - middle), default=middle)
    sides = (text[span.start : cut].rstrip(), text[cut : span.end].lstrip())
    halves = [
        Span(span.start, span.start + len(sides[0])),
        Span(span.end - len(sides[1]), span.end),
    ]
    return [half for half in halves if any(map(str.isalnum, half.slice(text)))]


def _chunk(article: Article, sentences: Sequence[Span]) -> Chunk:
    span = Span(sentences[0].start, sentences[-1].end)
    return Chunk(article.info, span, span.slice(article.text), tuple(sentences))


def _paragraph_ends(text: str, spans: Sequence[Span], index: int) -> bool:
    """Tell whether a paragraph ends with a sentence; a heading belongs to what follows it."""
    if index + 1 == len(spans) or is_heading(spans[index].slice(text)):
        return False
    return "\n" in text[spans[index].end : spans[index + 1].start]
