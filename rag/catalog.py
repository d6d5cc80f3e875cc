"""The source of truth: articles, their earlier texts, chunks and vectors, and feedback, in one SQL database.

Everything a question reads comes from one `View`, which is one read transaction: it sees the catalog before a sync or
after it, never a mix. `Catalog.switch` is the only place where articles change, and it is one transaction as well.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from rag.article import Article
from rag.errors import IndexBroken
from rag.schema import (
    Entry,
    Facts,
    Known,
    StoredVectors,
    article_info,
    article_row,
    articles_table,
    chunk_rows,
    chunks_table,
    conditions,
    feedback_table,
    meta_table,
    metadata,
    stored_article,
    vectors_table,
    versions_table,
)
from rag.types import Chunk, Filter, Span

FILE_NAME = "catalog.db"
_SQL_VARIABLES = 500


class View:
    """One consistent reading of a catalog; lives as long as `Catalog.view`'s context."""

    def __init__(self, connection: sa.Connection, catalog: "Catalog") -> None:
        self._connection = connection
        self.catalog = catalog

    @property
    def generation(self) -> int:
        """The number of the index that belongs to this reading; 0 when nothing was indexed."""
        return int(self._meta("generation") or 0)

    def known(self) -> list[Known]:
        """Return every article as a sync knows it, sorted by identity."""
        columns = (articles_table.c.id, articles_table.c.identity, articles_table.c.content_sha256)
        return [Known(*row) for row in self._connection.execute(sa.select(*columns).order_by(articles_table.c.identity))]

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id, or None."""
        row = self._connection.execute(sa.select(articles_table).where(articles_table.c.id == article_id)).first()
        return stored_article(row) if row else None

    def text_version(self, article_id: str, sha256: str) -> str | None:
        """Return the text with this hash that the article has or once had, or None."""
        for table, owner in ((articles_table, articles_table.c.id), (versions_table, versions_table.c.article_id)):
            query = sa.select(table.c.text).where(owner == article_id, table.c.sha256 == sha256)
            if (text := self._connection.execute(query).scalar()) is not None:
                return str(text)
        return None

    def articles(self, holding: Iterable[str] = ()) -> Iterator[tuple[Article, Known]]:
        """Yield every article whose text has each of these strings in it, with its provenance, sorted by id."""
        held = [sa.func.instr(articles_table.c.text, words) > 0 for words in holding]
        for row in self._connection.execute(sa.select(articles_table).where(*held).order_by(articles_table.c.id)):
            yield stored_article(row), Known(row.id, row.identity, row.content_sha256)

    def matching(self, where: Filter) -> list[str]:
        """Return the ids of the articles that pass the filter, sorted."""
        query = sa.select(articles_table.c.id).where(*conditions(where)).order_by(articles_table.c.id)
        return list(self._connection.execute(query).scalars())

    def chunk_ids(self, article_ids: Iterable[str]) -> list[str]:
        """Return the ids of all chunks of some articles, sorted."""
        ids: list[str] = []
        for part in _parts(article_ids):
            ids += self._connection.execute(
                sa.select(chunks_table.c.id).where(chunks_table.c.article_id.in_(part))
            ).scalars()
        return sorted(ids)

    def chunks(self, ids: Iterable[str]) -> dict[str, tuple[Chunk, StoredVectors]]:
        """Return chunks with their vectors by chunk id; an unknown id is left out."""
        found = {}
        text = sa.func.substr(
            articles_table.c.text, chunks_table.c.start + 1, chunks_table.c.end - chunks_table.c.start
        ).label("chunk_text")
        columns = [column for column in articles_table.c if column.name not in ("text", "topics")]
        joined = chunks_table.join(articles_table).join(vectors_table, chunks_table.c.vector_key == vectors_table.c.key)
        chunk_columns = (chunks_table.c.start, chunks_table.c.end, chunks_table.c.sentences)
        query = sa.select(
            *columns, *chunk_columns, text, vectors_table.c.dense, vectors_table.c.tokens, vectors_table.c.offsets
        )
        for part in _parts(ids):
            for row in self._connection.execute(query.select_from(joined).where(chunks_table.c.id.in_(part))):
                sentences = tuple(Span(start, end) for start, end in row.sentences)
                chunk = Chunk(article_info(row), Span(row.start, row.end), row.chunk_text, sentences)
                found[chunk.id] = chunk, StoredVectors(row.dense, row.tokens, row.offsets)
        return found

    def vectors(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the dense vectors (float32 bytes) that are stored under some keys."""
        found: dict[str, bytes] = {}
        for part in _parts(keys):
            query = sa.select(vectors_table.c.key, vectors_table.c.dense).where(vectors_table.c.key.in_(part))
            found.update((key, dense) for key, dense in self._connection.execute(query))
        return found

    def facts(self) -> Facts:
        """Return what the corpus is, in numbers and dates."""
        days = sa.select(sa.func.count(), sa.func.min(articles_table.c.published), sa.func.max(articles_table.c.published))
        articles, first, last = self._connection.execute(days).one()
        chunks = self._connection.execute(sa.select(sa.func.count()).select_from(chunks_table)).scalar_one()
        synced = self._meta("synced")
        return Facts(articles, chunks, first, last, datetime.fromisoformat(synced) if synced else None)

    def feedback(self) -> list[tuple[int, str]]:
        """Return what was said of answers, oldest first: the number and the JSON of each."""
        query = sa.select(feedback_table.c.id, feedback_table.c.record).order_by(feedback_table.c.id)
        return [(number, record) for number, record in self._connection.execute(query)]

    def _meta(self, key: str) -> str | None:
        return self._connection.execute(sa.select(meta_table.c.value).where(meta_table.c.key == key)).scalar()


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
            yield View(connection, self)

    def add_vectors(self, vectors: Mapping[str, StoredVectors]) -> None:
        """Store vectors under their keys, durably; nothing refers to them until `switch`."""
        if vectors:
            rows = [{"key": k, "dense": v.dense, "tokens": v.tokens, "offsets": v.offsets} for k, v in vectors.items()]
            with self._broken(), self._engine.begin() as connection:
                connection.execute(sa.insert(vectors_table), rows)

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
                connection.execute(sa.delete(chunks_table).where(chunks_table.c.article_id.in_(part)))
                connection.execute(sa.delete(articles_table).where(articles_table.c.id.in_(part)))
            for article_id, (identity, source) in moved.items():
                values = {"identity": identity, "source": source}
                connection.execute(sa.update(articles_table).where(articles_table.c.id == article_id).values(values))
            if put:
                connection.execute(sa.insert(articles_table), [article_row(entry) for entry in put])
                rows = [row for entry in put for row in chunk_rows(entry)]
                if rows:
                    connection.execute(sa.insert(chunks_table), rows)
            used = sa.select(chunks_table.c.vector_key)
            connection.execute(sa.delete(vectors_table).where(vectors_table.c.key.not_in(used)))
            _set_meta(connection, generation=str(generation), synced=now.isoformat(timespec="seconds"))

    def mark_synced(self) -> None:
        """Note that a sync found nothing to do."""
        with self._broken(), self._engine.begin() as connection:
            _set_meta(connection, synced=_now().isoformat(timespec="seconds"))

    def add_feedback(self, record: str) -> None:
        """Keep what somebody said of an answer, as JSON; whatever is synced, it stays."""
        with self._broken(), self._engine.begin() as connection:
            connection.execute(sa.insert(feedback_table).values(created=_now(), record=record))

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
    connection.execute(sa.delete(meta_table).where(meta_table.c.key.in_(values)))
    connection.execute(sa.insert(meta_table), [{"key": key, "value": value} for key, value in values.items()])


def _parts(values: Iterable[str]) -> Iterator[list[str]]:
    ordered = list(values)
    for start in range(0, len(ordered), _SQL_VARIABLES):
        yield ordered[start : start + _SQL_VARIABLES]


def _keep_versions(connection: sa.Connection, ids: Sequence[str], now: datetime) -> None:
    article, version = articles_table.c, versions_table.c
    kept = sa.exists().where(version.article_id == article.id, version.sha256 == article.sha256)
    texts = sa.select(article.id, article.sha256, article.text, sa.literal(now)).where(article.id.in_(ids), ~kept)
    connection.execute(sa.insert(versions_table).from_select([column.name for column in version], texts))
