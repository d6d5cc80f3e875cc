"""The source of truth: articles, their earlier texts, their chunks and vectors, in one SQL database.

Everything a question reads comes from one `View`, which is one read transaction: it sees the catalog before a sync or
after it, never a mix. `Catalog.switch` is the only place where articles change, and it is one transaction as well.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from rag.errors import IndexBroken
from rag.types import Article, ArticleInfo, Chunk, Filter, Span

FILE_NAME = "catalog.db"
_SQL_VARIABLES = 500

metadata = sa.MetaData()
_articles = sa.Table(
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
_versions = sa.Table(
    "versions",
    metadata,
    sa.Column("article_id", sa.String, primary_key=True),
    sa.Column("sha256", sa.String, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("replaced_at", sa.DateTime, nullable=False),
)
_chunks = sa.Table(
    "chunks",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("article_id", sa.String, sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("sentences", sa.JSON, nullable=False),
    sa.Column("vector_key", sa.String, nullable=False, index=True),
)
_vectors = sa.Table(
    "vectors",
    metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("dense", sa.LargeBinary, nullable=False),
    sa.Column("tokens", sa.LargeBinary, nullable=False),
    sa.Column("offsets", sa.LargeBinary, nullable=False),
)
_meta = sa.Table(
    "meta", metadata, sa.Column("key", sa.String, primary_key=True), sa.Column("value", sa.String, nullable=False)
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


class View:
    """One consistent reading of the catalog; lives as long as `Catalog.view`'s context."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    @property
    def generation(self) -> int:
        """The number of the index that belongs to this reading; 0 when nothing was indexed."""
        return int(self._meta("generation") or 0)

    def known(self) -> list[Known]:
        """Return every article as a sync knows it, sorted by identity."""
        columns = (_articles.c.id, _articles.c.identity, _articles.c.content_sha256)
        return [Known(*row) for row in self._connection.execute(sa.select(*columns).order_by(_articles.c.identity))]

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id, or None."""
        row = self._connection.execute(sa.select(_articles).where(_articles.c.id == article_id)).first()
        return _article(row) if row else None

    def text_version(self, article_id: str, sha256: str) -> str | None:
        """Return the text with this hash that the article has or once had, or None."""
        for table, owner in ((_articles, _articles.c.id), (_versions, _versions.c.article_id)):
            query = sa.select(table.c.text).where(owner == article_id, table.c.sha256 == sha256)
            if (text := self._connection.execute(query).scalar()) is not None:
                return str(text)
        return None

    def articles(self) -> Iterator[tuple[Article, Known]]:
        """Yield every article with its provenance, sorted by id."""
        for row in self._connection.execute(sa.select(_articles).order_by(_articles.c.id)):
            yield _article(row), Known(row.id, row.identity, row.content_sha256)

    def matching(self, where: Filter) -> list[str]:
        """Return the ids of the articles that pass the filter, sorted."""
        query = sa.select(_articles.c.id).order_by(_articles.c.id)
        if where.articles:
            query = query.where(_articles.c.id.in_(where.articles))
        if where.sources:
            query = query.where(_articles.c.source.in_(where.sources))
        if where.since:
            query = query.where(_articles.c.published >= where.since)
        if where.until:
            query = query.where(_articles.c.published <= where.until)
        return list(self._connection.execute(query).scalars())

    def chunk_ids(self, article_ids: Iterable[str]) -> list[str]:
        """Return the ids of all chunks of some articles, sorted."""
        ids: list[str] = []
        for part in _parts(article_ids):
            ids += self._connection.execute(sa.select(_chunks.c.id).where(_chunks.c.article_id.in_(part))).scalars()
        return sorted(ids)

    def chunks(self, ids: Iterable[str]) -> dict[str, tuple[Chunk, StoredVectors]]:
        """Return chunks with their vectors by chunk id; an unknown id is left out."""
        found = {}
        text = sa.func.substr(_articles.c.text, _chunks.c.start + 1, _chunks.c.end - _chunks.c.start).label("chunk_text")
        columns = [column for column in _articles.c if column.name not in ("text", "topics")]
        joined = _chunks.join(_articles).join(_vectors, _chunks.c.vector_key == _vectors.c.key)
        chunk_columns = (_chunks.c.start, _chunks.c.end, _chunks.c.sentences)
        query = sa.select(*columns, *chunk_columns, text, _vectors.c.dense, _vectors.c.tokens, _vectors.c.offsets)
        for part in _parts(ids):
            for row in self._connection.execute(query.select_from(joined).where(_chunks.c.id.in_(part))):
                sentences = tuple(Span(start, end) for start, end in row.sentences)
                chunk = Chunk(_info(row), Span(row.start, row.end), row.chunk_text, sentences)
                found[chunk.id] = chunk, StoredVectors(row.dense, row.tokens, row.offsets)
        return found

    def vectors(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the dense vectors (float32 bytes) that are stored under some keys."""
        found: dict[str, bytes] = {}
        for part in _parts(keys):
            query = sa.select(_vectors.c.key, _vectors.c.dense).where(_vectors.c.key.in_(part))
            found.update((key, dense) for key, dense in self._connection.execute(query))
        return found

    def facts(self) -> Facts:
        """Return what the corpus is, in numbers and dates."""
        days = sa.select(sa.func.count(), sa.func.min(_articles.c.published), sa.func.max(_articles.c.published))
        articles, first, last = self._connection.execute(days).one()
        chunks = self._connection.execute(sa.select(sa.func.count()).select_from(_chunks)).scalar_one()
        synced = self._meta("synced")
        return Facts(articles, chunks, first, last, datetime.fromisoformat(synced) if synced else None)

    def _meta(self, key: str) -> str | None:
        return self._connection.execute(sa.select(_meta.c.value).where(_meta.c.key == key)).scalar()


class Catalog:
    """The catalog database of a state folder; safe to use from several threads.

    Args:
        url: an SQLAlchemy URL or the path of a SQLite file, which is created when it is missing.

    Raises:
        IndexBroken: when the database can't be opened or created.
    """

    def __init__(self, url: str | Path) -> None:
        location = f"sqlite:///{url}" if isinstance(url, Path) else url
        self._engine = sa.create_engine(location)
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(self._engine, "connect", _configure_sqlite)
            sa.event.listen(self._engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        with self._broken(), self._engine.begin() as connection:
            metadata.create_all(connection)

    @contextmanager
    def view(self) -> Iterator[View]:
        """Open one consistent reading."""
        with self._broken(), self._engine.connect() as connection, connection.begin():
            yield View(connection)

    def add_vectors(self, vectors: Mapping[str, StoredVectors]) -> None:
        """Store vectors under their keys, durably; nothing refers to them until `switch`."""
        if vectors:
            rows = [{"key": k, "dense": v.dense, "tokens": v.tokens, "offsets": v.offsets} for k, v in vectors.items()]
            with self._broken(), self._engine.begin() as connection:
                connection.execute(sa.insert(_vectors), rows)

    def switch(
        self, generation: int, put: Sequence[Entry], remove: Sequence[str], moved: Mapping[str, tuple[str, str]]
    ) -> None:
        """Make the next state of the corpus the current one, in one transaction.

        Args:
            generation: the number of the staged index that belongs to the new state.
            put: articles to add, or to put in the place of the article with the same id.
            remove: ids of articles to take out; their texts are kept as versions, as are replaced ones.
            moved: article id to its new (identity, source).
        """
        now = _now()
        gone = [*remove, *(entry.article.id for entry in put)]
        with self._broken(), self._engine.begin() as connection:
            for part in _parts(gone):
                _keep_versions(connection, part, now)
                connection.execute(sa.delete(_chunks).where(_chunks.c.article_id.in_(part)))
                connection.execute(sa.delete(_articles).where(_articles.c.id.in_(part)))
            for article_id, (identity, source) in moved.items():
                values = {"identity": identity, "source": source}
                connection.execute(sa.update(_articles).where(_articles.c.id == article_id).values(values))
            if put:
                connection.execute(sa.insert(_articles), [_article_row(entry) for entry in put])
                rows = [row for entry in put for row in _chunk_rows(entry)]
                if rows:
                    connection.execute(sa.insert(_chunks), rows)
            used = sa.select(_chunks.c.vector_key)
            connection.execute(sa.delete(_vectors).where(_vectors.c.key.not_in(used)))
            _set_meta(connection, generation=str(generation), synced=now.isoformat(timespec="seconds"))

    def mark_synced(self) -> None:
        """Note that a sync found nothing to do."""
        with self._broken(), self._engine.begin() as connection:
            _set_meta(connection, synced=_now().isoformat(timespec="seconds"))

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _broken(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            where = self._engine.url.database
            raise IndexBroken(
                f"catalog {where}: {error.orig}; check that its folder can be written and has space"
            ) from error


def _configure_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}").close()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _set_meta(connection: sa.Connection, **values: str) -> None:
    connection.execute(sa.delete(_meta).where(_meta.c.key.in_(values)))
    connection.execute(sa.insert(_meta), [{"key": key, "value": value} for key, value in values.items()])


def _parts(values: Iterable[str]) -> Iterator[list[str]]:
    ordered = list(values)
    for start in range(0, len(ordered), _SQL_VARIABLES):
        yield ordered[start : start + _SQL_VARIABLES]


def _keep_versions(connection: sa.Connection, ids: Sequence[str], now: datetime) -> None:
    columns = (_articles.c.id, _articles.c.sha256, _articles.c.text)
    kept = sa.select(_versions.c.article_id, _versions.c.sha256)
    for row in connection.execute(sa.select(*columns).where(_articles.c.id.in_(ids))).all():
        known = kept.where(_versions.c.article_id == row.id, _versions.c.sha256 == row.sha256)
        if connection.execute(known).first() is None:
            values = {"article_id": row.id, "sha256": row.sha256, "text": row.text, "replaced_at": now}
            connection.execute(sa.insert(_versions).values(values))


def _article_row(entry: Entry) -> dict[str, object]:
    names = ("id", "title", "source", "url", "published", "sha256", "text")
    values = {name: getattr(entry.article, name) for name in names}
    topics = list(entry.article.topics)
    return values | {"topics": topics, "identity": entry.identity, "content_sha256": entry.content_sha256}


def _chunk_rows(entry: Entry) -> Iterator[dict[str, object]]:
    for chunk, key in zip(entry.chunks, entry.vector_keys, strict=True):
        yield {
            "id": chunk.id,
            "article_id": chunk.article.id,
            "start": chunk.span.start,
            "end": chunk.span.end,
            "sentences": [[span.start, span.end] for span in chunk.sentences],
            "vector_key": key,
        }


def _info(row: Any) -> ArticleInfo:
    return ArticleInfo(row.id, row.title, row.source, row.url, row.published, row.sha256)


def _article(row: Any) -> Article:
    return Article(row.text, row.title, row.id, row.source, row.url, row.published, tuple(row.topics))
