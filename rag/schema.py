"""The catalog's tables, the values that go in and out of them, and a filter as conditions on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from rag.article import Article, ArticleInfo
from rag.types import Chunk, Filter

metadata = sa.MetaData()
articles_table = sa.Table(
    "articles",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("identity", sa.String, nullable=False, unique=True),
    sa.Column("content_sha256", sa.String, nullable=False, index=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("source", sa.String, nullable=False, index=True),
    sa.Column("url", sa.String, nullable=False),
    sa.Column("published", sa.Date, index=True),
    sa.Column("topics", sa.JSON, nullable=False),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)
versions_table = sa.Table(
    "versions",
    metadata,
    sa.Column("article_id", sa.String, primary_key=True),
    sa.Column("sha256", sa.String, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("replaced_at", sa.DateTime, nullable=False),
)
chunks_table = sa.Table(
    "chunks",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("article_id", sa.String, sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("sentences", sa.JSON, nullable=False),
    sa.Column("vector_key", sa.String, nullable=False, index=True),
)
vectors_table = sa.Table(
    "vectors",
    metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("dense", sa.LargeBinary, nullable=False),
    sa.Column("tokens", sa.LargeBinary, nullable=False),
    sa.Column("offsets", sa.LargeBinary, nullable=False),
)
meta_table = sa.Table(
    "meta", metadata, sa.Column("key", sa.String, primary_key=True), sa.Column("value", sa.String, nullable=False)
)
feedback_table = sa.Table(
    "feedback",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("created", sa.DateTime, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)


@dataclass(frozen=True, slots=True)
class Known:
    """An article as a sync knows it: where it came from and the hash of what was read there."""

    id: str
    identity: str
    content_sha256: str


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """A chunk's vectors as bytes: float32 dense, two-bit tokens, int32 offsets into the chunk's `embed_text`."""

    dense: bytes
    tokens: bytes
    offsets: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """An article to store, with the chunks cut from it and the keys of their vectors, in the same order."""

    article: Article
    identity: str
    content_sha256: str
    chunks: Sequence[Chunk]
    vector_keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the corpus is: how many articles and chunks, the first and last day of publication, the last sync (UTC)."""

    articles: int
    chunks: int
    first: date | None
    last: date | None
    synced: datetime | None


def article_row(entry: Entry) -> dict[str, object]:
    """Return the row of an article."""
    names = ("id", "title", "source", "url", "published", "sha256", "text")
    values = {name: getattr(entry.article, name) for name in names}
    topics = list(entry.article.topics)
    return values | {"topics": topics, "identity": entry.identity, "content_sha256": entry.content_sha256}


def chunk_rows(entry: Entry) -> Iterator[dict[str, object]]:
    """Yield the rows of an article's chunks."""
    for chunk, key in zip(entry.chunks, entry.vector_keys, strict=True):
        yield {
            "id": chunk.id,
            "article_id": chunk.article.id,
            "start": chunk.span.start,
            "end": chunk.span.end,
            "sentences": [[span.start, span.end] for span in chunk.sentences],
            "vector_key": key,
        }


def article_info(row: Any) -> ArticleInfo:
    """Return what a row says of an article besides its text."""
    return ArticleInfo(row.id, row.title, row.source, row.url, row.published, row.sha256)


def stored_article(row: Any) -> Article:
    """Return the article in a row."""
    return Article(row.text, row.title, row.id, row.source, row.url, row.published, tuple(row.topics))


def conditions(where: Filter) -> list[sa.ColumnElement[bool]]:
    """Return what an article's row must fulfil to pass a filter."""
    columns = articles_table.c
    found: list[sa.ColumnElement[bool]] = []
    if where.articles:
        found.append(columns.id.in_(where.articles))
    if where.sources:
        found.append(columns.source.in_(where.sources))
    if where.since:
        found.append(columns.published >= where.since)
    if where.until:
        found.append(columns.published <= where.until)
    return found
