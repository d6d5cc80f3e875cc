"""The source of truth: articles, their earlier versions, chunks and vectors, feedback, in SQL.

Everything a question reads comes from one `View`, which is one read transaction. `Catalog.switch`
is the only place where articles change, and it is one transaction as well.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from rag.core.vectors import StoredVectors
from rag.errors import IndexBroken
from rag.library import copies
from rag.library.database import Database
from rag.library.following import keep_following
from rag.library.judging import judge_again
from rag.library.migrations import is_current, migrate
from rag.library.records import CATALOG_FILE, Entry, Following, KeptVersion, Move, Remark
from rag.library.rows import article_row, chunk_rows, file_row, version_row
from rag.library.schema import (
    articles_table,
    chunks_table,
    feedback_table,
    files_table,
    meta_table,
    parts,
    vectors_table,
    versions_table,
)
from rag.library.seen import Looks
from rag.library.view import View

FILE_NAME = CATALOG_FILE
_AT_ONCE = 200
"""How many articles are made into rows at once."""


class Catalog:
    """The catalog database of a state folder; safe to use from several threads.

    Args:
        url: an SQLAlchemy URL or the path of a SQLite file, which is created when it is missing.

    Attributes:
        database: where it is; conversations and clippings are kept there as well.

    Raises:
        IndexBroken: when the database can't be opened, created or brought up to date.
    """

    def __init__(self, url: str | Path) -> None:
        self.database = Database(url)
        with self.database.reading() as connection:
            current = is_current(connection)
        if not current:
            if self.read_only:
                raise IndexBroken(
                    "an earlier Footnote made the catalog, and it can't be written: "
                    "run `rag index` where it can"
                )
            with self.database.writing() as connection:
                migrate(connection)

    @property
    def read_only(self) -> bool:
        """Whether it can't be written."""
        return self.database.read_only

    @contextmanager
    def view(self) -> Iterator[View]:
        """Open one consistent reading."""
        with self.database.reading() as connection:
            yield View(connection)

    def add_vectors(self, vectors: Mapping[str, StoredVectors]) -> None:
        """Store vectors under their keys, durably; nothing refers to them until `switch`."""
        if not vectors:
            return
        rows = [
            {"key": key, "dense": v.dense, "tokens": v.tokens, "offsets": v.offsets}
            for key, v in vectors.items()
        ]
        with self.database.writing() as connection:
            connection.execute(sa.insert(vectors_table), rows)

    def switch(
        self,
        generation: int,
        put: Sequence[Entry],
        remove: Sequence[str],
        moved: Mapping[str, Move],
        index: str = "",
        looks: Looks = Looks(),
    ) -> None:
        """Make the next state of the corpus the current one, in one transaction.

        Args:
            generation: the number of the staged index that belongs to the new state.
            put: articles to add, or to put in the place of the article with the same id.
            remove: ids of articles to take out; they are kept as versions, as are replaced ones.
            moved: the new sources of articles, by their ids.
            index: the name of the staged index's folder; by default the number.
            looks: what was found out about files.
        """
        now = _now()
        gone = [*remove, *(entry.item.article.id for entry in put)]
        with self.database.writing() as connection:
            for part in parts(gone):
                _keep_versions(connection, part, now)
                of_them = chunks_table.c.article_id.in_(part)
                connection.execute(sa.delete(chunks_table).where(of_them))
                connection.execute(sa.delete(articles_table).where(articles_table.c.id.in_(part)))
            for article_id, move in moved.items():
                values = {
                    "identity": move.source.identity,
                    "outlet": move.outlet,
                    "content_sha256": move.source.sha256,
                }
                values |= {"url": move.url} if move.url else {}
                update = sa.update(articles_table).where(articles_table.c.id == article_id)
                connection.execute(update.values(values))
            for start in range(0, len(put), _AT_ONCE):
                _put(connection, put[start : start + _AT_ONCE])
            copies.update(connection, {*gone, *moved})
            used = sa.select(chunks_table.c.vector_key)
            connection.execute(sa.delete(vectors_table).where(vectors_table.c.key.not_in(used)))
            synced = now.isoformat(timespec="seconds")
            _set_meta(connection, generation=str(generation), index=index, synced=synced)
            _keep_looks(connection, looks)

    def judge(self) -> None:
        """Judge every article again, where other patterns told which talk to a model."""
        judge_again(self.database)

    def mark_synced(self, looks: Looks = Looks()) -> None:
        """Note that a sync found nothing to do, and what it found out about files."""
        with self.database.writing() as connection:
            _set_meta(connection, synced=_now().isoformat(timespec="seconds"))
            _keep_looks(connection, looks)

    def follow(self, sources: Iterable[Following]) -> None:
        """Keep what is followed from now on, in the place of what was."""
        with self.database.writing() as connection:
            keep_following(connection, sources)

    def note(self, **values: str) -> None:
        """Keep values under their keys; `View.meta` returns them."""
        with self.database.writing() as connection:
            _set_meta(connection, **values)

    def add_feedback(self, record: str) -> int:
        """Keep what somebody said of an answer, as JSON, and return its number.

        Whatever is synced, it stays.
        """
        added = sa.insert(feedback_table).values(created=_now(), record=record)
        with self.database.writing() as connection:
            return int(connection.execute(added.returning(feedback_table.c.id)).scalar_one())

    def add_kept(self, versions: Iterable[KeptVersion], feedback: Iterable[Remark]) -> None:
        """Keep earlier versions and what was said of answers, each that is not kept already."""
        same = (versions_table.c.article_id, versions_table.c.sha256)
        remark = (feedback_table.c.created, feedback_table.c.record)
        with self.database.writing() as connection:
            have = {tuple(row) for row in connection.execute(sa.select(*same))}
            rows = {(one.article.id, one.article.sha256): version_row(one) for one in versions}
            if new := [row for key, row in rows.items() if key not in have]:
                connection.execute(sa.insert(versions_table), new)
            said = {tuple(row) for row in connection.execute(sa.select(*remark))}
            for one in feedback:
                if (one.created, one.record) not in said:
                    values = {"created": one.created, "record": one.record}
                    connection.execute(sa.insert(feedback_table).values(values))

    def close(self) -> None:
        """Close every connection."""
        self.database.close()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _set_meta(connection: sa.Connection, **values: str) -> None:
    connection.execute(sa.delete(meta_table).where(meta_table.c.key.in_(values)))
    rows = [{"key": key, "value": value} for key, value in values.items()]
    connection.execute(sa.insert(meta_table), rows)


def _put(connection: sa.Connection, entries: Sequence[Entry]) -> None:
    connection.execute(sa.insert(articles_table), [article_row(entry) for entry in entries])
    rows = [row for entry in entries for row in chunk_rows(entry)]
    if rows:
        connection.execute(sa.insert(chunks_table), rows)


def _keep_looks(connection: sa.Connection, looks: Looks) -> None:
    for part in parts([*looks.seen, *looks.gone]):
        connection.execute(sa.delete(files_table).where(files_table.c.path.in_(part)))
    if looks.seen:
        rows = [file_row(path, seen) for path, seen in looks.seen.items()]
        connection.execute(sa.insert(files_table), rows)


def _keep_versions(connection: sa.Connection, ids: Sequence[str], now: datetime) -> None:
    """Keep some articles as they are, each text once, with what a citation shows of it."""
    article, version = articles_table.c, versions_table.c
    kept = sa.exists().where(version.article_id == article.id, version.sha256 == article.sha256)
    about = ("title", "outlet", "url", "published", "language", "authors", "details")
    names = (*about, "suspicions", "suspicious_title")
    texts = sa.select(
        article.id, article.sha256, article.text, sa.literal(now), *(article[n] for n in names)
    ).where(article.id.in_(ids), ~kept)
    columns = ["article_id", "sha256", "text", "replaced_at", *names]
    connection.execute(sa.insert(versions_table).from_select(columns, texts))
