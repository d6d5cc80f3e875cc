"""The catalog's tables, and a filter as conditions on them."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

import sqlalchemy as sa

from rag.core.corpus import Filter

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
    sa.Column("suspicions", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("suspicious_title", sa.Boolean, nullable=False, server_default=sa.false()),
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
    sa.Column("suspicions", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("suspicious_title", sa.Boolean, nullable=False, server_default=sa.false()),
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
files_table = sa.Table(
    "files",
    metadata,
    sa.Column("path", sa.String, primary_key=True),
    sa.Column("size", sa.BigInteger),
    sa.Column("modified", sa.BigInteger),
    sa.Column("changed", sa.BigInteger),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("problem", sa.String, nullable=False),
    sa.Column("format", sa.String, nullable=False, server_default=""),
    sa.Column("revision", sa.Integer, nullable=False, server_default="0"),
    sa.Column("limit", sa.String, nullable=False, server_default=""),
)
sources_table = sa.Table(
    "sources",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("limit", sa.Integer, nullable=False),
)
sketches_table = sa.Table(
    "sketches",
    metadata,
    sa.Column("shingle", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("article_id", sa.String, primary_key=True, index=True),
    sqlite_with_rowid=False,
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
conversations_table = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("owner", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("words", sa.String, nullable=False),
    sa.Column("created", sa.DateTime, nullable=False),
    sa.Column("changed", sa.DateTime, nullable=False),
    sa.Column("leaf", sa.String, nullable=False),
    sa.Column("deleted", sa.DateTime),
    sa.Index("ix_conversations_owner", "owner", "deleted", "changed", "id"),
)
turns_table = sa.Table(
    "turns",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column(
        "conversation_id",
        sa.String,
        sa.ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("parent", sa.String, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("filter", sa.JSON, nullable=False),
    sa.Column("literal", sa.Boolean, nullable=False),
    sa.Column("mode", sa.String, nullable=False, server_default="quoted"),
    sa.Column("state", sa.String, nullable=False, index=True),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("asked", sa.DateTime, nullable=False),
    sa.Column("problem", sa.String, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Index("ix_turns_conversation_id", "conversation_id", "number"),
)
quotes_table = sa.Table(
    "quotes",
    metadata,
    sa.Column(
        "turn_id", sa.String, sa.ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("article_id", sa.String, nullable=False, index=True),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
)
clippings_table = sa.Table(
    "clippings",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("owner", sa.String, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("article", sa.Text, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("turn_id", sa.String, nullable=False),
    sa.Column("created", sa.DateTime, nullable=False),
    sa.Column("deleted", sa.DateTime),
    sa.Index("ix_clippings_owner", "owner", "position"),
)
drafts_table = sa.Table(
    "drafts",
    metadata,
    sa.Column("owner", sa.String, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("changed", sa.DateTime, nullable=False),
    sa.Column("deleted", sa.DateTime),
)


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


def is_told(where: Filter) -> bool:
    """Tell whether `conditions` are all of a filter.

    >>> is_told(Filter(outlets="a", since="2026-01-01")), is_told(Filter(topics="b"))
    (True, False)
    """
    longest = max(len(where.articles), len(where.outlets))
    return longest <= MOST_VARIABLES and not (where.topics or where.authors)


def parts(values: Iterable[T]) -> Iterator[list[T]]:
    """Yield values in lists that fit into one SQL statement."""
    ordered = list(values)
    for start in range(0, len(ordered), MOST_VARIABLES):
        yield ordered[start : start + MOST_VARIABLES]
