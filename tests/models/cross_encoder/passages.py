"""A passage with three sentences, and another that has nothing to do with it."""

from rag.core.article import Article
from rag.core.passage import Chunk
from rag.core.span import Span

NORTHVOLT = (
    "Northvolt filed for bankruptcy in Sweden on 12 March 2025. Its factory stands in Skellefteå. "
    "It had 5,000 workers."
)
SENTENCES = (Span(0, 58), Span(59, 92), Span(93, 114))
START = 12
TULIPS = "Tulips flower in spring. Bees visit them."


def tulips() -> Chunk:
    info = Article(TULIPS, "Tulips").info
    return Chunk(info, Span(0, len(TULIPS)), TULIPS, (Span(0, 24), Span(25, 41)))
