"""The catalog's tables, their rows, and a filter as conditions on them."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, TypeVar

import sqlalchemy as sa

from rag.core.article import Article, ArticleInfo
from rag.core.corpus import Filter
from rag.core.details import Details
from rag.core.passage import Chunk
from rag.core.span import Span
from rag.core.vectors import StoredVectors
from rag.errors import IndexBroken
from rag.library.database import START_ANEW
from rag.library.records import Entry, Known, digest

T = TypeVar("T")
MOST_VARIABLES = 500
"""How many values are given to one SQL statement."""
metadata = sa.MetaData()
articles_table = sa.Table(
    "articles",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("identity", sa.String, nullable=False, unique=True),
    sa.Column("content_sha256", sa.String, nullable=False, index=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("outlet", sa.String, nullable=False, index=True),
    sa.Column("url", sa.String, nullable=False),
    sa.Column("published", sa.Date, index=True),
    sa.Column("topics", sa.JSON, nullable=False),
    sa.Column("sha256", sa.String, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("language", sa.String, nullable=False, server_default="en"),
    sa.Column("authors", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("details", sa.JSON, nullable=False, server_default="{}"),
    sa.Column("digest", sa.String, nullable=False, server_default=""),
)
versions_table = sa.Table(
    "versions",
    metadata,
    sa.Column("article_id", sa.String, primary_key=True),
    sa.Column("sha256", sa.String, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("replaced_at", sa.DateTime, nullable=False),
    sa.Column("title", sa.String, nullable=False, server_default=""),
    sa.Column("outlet", sa.String, nullable=False, server_default=""),
    sa.Column("url", sa.String, nullable=False, server_default=""),
    sa.Column("published", sa.Date),
    sa.Column("language", sa.String, nullable=False, server_default="en"),
    sa.Column("authors", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("details", sa.JSON, nullable=False, server_default="{}"),
)
chunks_table = sa.Table(
    "chunks",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column(
        "article_id",
        sa.String,
        sa.ForeignKey("articles.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
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
sketches_table = sa.Table(
    "sketches",
    metadata,
    sa.Column("shingle", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("article_id", sa.String, primary_key=True, index=True),
)
copies_table = sa.Table(
    "copies",
    metadata,
    sa.Column("article_id", sa.String, primary_key=True),
    sa.Column("other_id", sa.String, primary_key=True, index=True),
)
clusters_table = sa.Table(
    "clusters",
    metadata,
    sa.Column("article_id", sa.String, primary_key=True),
    sa.Column("origin_id", sa.String, nullable=False, index=True),
)
meta_table = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
feedback_table = sa.Table(
    "feedback",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("created", sa.DateTime, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)


def article_row(entry: Entry) -> dict[str, object]:
    """Return the row of an article."""
    article, source = entry.item.article, entry.item.source
    names = ("id", "title", "outlet", "url", "published", "sha256", "text", "language")
    return {name: getattr(article, name) for name in names} | {
        "topics": list(article.topics),
        "authors": list(article.authors),
        "details": article.details.as_json(),
        "digest": digest(article),
        "identity": source.identity,
        "content_sha256": source.sha256,
    }


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
    return ArticleInfo(
        row.id,
        row.title,
        row.outlet,
        row.url,
        row.published,
        row.sha256,
        row.language,
        tuple(row.authors),
        Details.from_json(row.details),
    )


def stored_article(row: Any) -> Article:
    """Return the article in a row."""
    return _article(row, row.id, row.title, row.topics)


def known_article(row: Any) -> Known:
    """Return the article in a row as a sync knows it."""
    return Known(row.id, row.identity, row.content_sha256, row.digest)


def checked_article(row: Any) -> Article:
    """Return the article in a row, its text compared with its hash.

    Raises:
        IndexBroken: see `check_text`.
    """
    check_text(row)
    return stored_article(row)


def check_text(row: Any) -> None:
    """Compare the text in a row with its hash.

    Raises:
        IndexBroken: when it is damaged.
    """
    if sha256(row.text.encode()).hexdigest() != row.sha256:
        raise IndexBroken(f"the text of article {row.id!r} is damaged: {START_ANEW}")


def stored_version(row: Any) -> Article:
    """Return the article in a row of the versions, as it was; its topics are not kept."""
    return _article(row, row.article_id, row.title or row.article_id, ())


def _article(row: Any, name: str, title: str, topics: Iterable[str]) -> Article:
    about = {"outlet": row.outlet, "url": row.url, "published": row.published}
    words = {"topics": topics, "language": row.language, "authors": row.authors}
    details = Details.from_json(row.details)
    return Article(row.text, title, name, details=details, **about, **words)


def conditions(where: Filter) -> list[sa.ColumnElement[bool]]:
    """Return what an article's row must fulfil to pass a filter, topics and long lists aside."""
    columns = articles_table.c
    found: list[sa.ColumnElement[bool]] = []
    if 0 < len(where.articles) <= MOST_VARIABLES:
        found.append(columns.id.in_(where.articles))
    if 0 < len(where.outlets) <= MOST_VARIABLES:
        found.append(columns.outlet.in_(where.outlets))
    if where.since:
        found.append(columns.published >= where.since)
    if where.until:
        found.append(columns.published <= where.until)
    return found


def stored_chunk(row: Any) -> tuple[Chunk, StoredVectors]:
    """Return the chunk in a row, and its vectors."""
    sentences = tuple(Span(start, end) for start, end in row.sentences)
    chunk = Chunk(article_info(row), Span(row.start, row.end), row.words, sentences)
    return chunk, StoredVectors(row.dense, row.tokens, row.offsets)


def parts(values: Iterable[T]) -> Iterator[list[T]]:
    """Yield values in lists that fit into one SQL statement."""
    ordered = list(values)
    for start in range(0, len(ordered), MOST_VARIABLES):
        yield ordered[start : start + MOST_VARIABLES]
