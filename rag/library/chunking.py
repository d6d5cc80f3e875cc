"""An article's sentences packed into chunks: spans first, text by slicing.

A chunk is packed from whole sentences up to a budget of tokens, and ends early where a paragraph
ends and the chunk is already half full. Text is never searched for after it was cut, so no offset
can be wrong.
"""

from collections.abc import Callable, Sequence

from rag.core.article import Article
from rag.core.passage import Chunk
from rag.core.span import Span
from rag.language.sentences import sentence_spans

TokenCounter = Callable[[Sequence[str]], list[int]]
"""Counts the embedder's tokens in each of some texts."""


def chunk_article(article: Article, count_tokens: TokenCounter, max_tokens: int) -> list[Chunk]:
    """Cut an article into chunks of whole sentences, each of at most `max_tokens` tokens.

    A single sentence above the budget is a chunk of its own. The chunks are sorted, do not overlap
    and hold every sentence exactly once.
    """
    spans = sentence_spans(article.text, article.language)
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
