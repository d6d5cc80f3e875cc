"""Article text into sentence spans, and sentence spans into chunks. Pure: spans first, text by slicing.

Boundaries come from sentencex; a chunk is packed from whole sentences up to a budget of tokens, and ends early where a
paragraph ends and the chunk is already half full. What is cut is never searched for again, so no offset can be wrong.
"""

from collections.abc import Callable, Sequence

from sentencex import get_sentence_boundaries

from rag.article import Article
from rag.types import Chunk, Span

MAX_SENTENCE = 1_000
"""Code points after which a sentence without an end (a table, a dump) is cut at white space."""

TokenCounter = Callable[[Sequence[str]], list[int]]
"""Counts the embedder's tokens in each of some texts."""


def sentence_spans(text: str, language: str = "en") -> list[Span]:
    """Return the sentences of `text`, sorted, not overlapping; every letter and digit lies in one of them.

    A line break that starts a list item or a heading also ends a sentence. White space around a sentence is left out.

    >>> [span.slice("Mr. X left. Why?") for span in sentence_spans("Mr. X left. Why?")]
    ['Mr. X left.', 'Why?']
    """
    spans = []
    for piece in get_sentence_boundaries(language, text):
        start, end = _strip(text, piece["start_index"], piece["end_index"])
        while end - start > MAX_SENTENCE:
            cut = text.rfind(" ", start + 1, start + MAX_SENTENCE)
            cut = cut if cut > start else start + MAX_SENTENCE
            spans.append(Span(*_strip(text, start, cut)))
            start, _ = _strip(text, cut, end)
        if any(map(str.isalnum, text[start:end])):
            spans.append(Span(start, end))
    return spans


def chunk_article(article: Article, count_tokens: TokenCounter, max_tokens: int) -> list[Chunk]:
    """Cut `article` into chunks of whole sentences, each at most `max_tokens` tokens where its sentences allow.

    A single sentence above the budget is a chunk of its own. The chunks are sorted, do not overlap and hold every
    sentence exactly once.
    """
    spans = sentence_spans(article.text)
    lengths = count_tokens([span.slice(article.text) for span in spans])
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


def _chunk(article: Article, sentences: Sequence[Span]) -> Chunk:
    span = Span(sentences[0].start, sentences[-1].end)
    return Chunk(article.info, span, span.slice(article.text), tuple(sentences))


def _paragraph_ends(text: str, spans: Sequence[Span], index: int) -> bool:
    return index + 1 < len(spans) and "\n" in text[spans[index].end : spans[index + 1].start]


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
