"""Clippings: quotes that somebody collected over several answers, in an order, with notes."""

from collections.abc import Callable, Sequence

import sqlalchemy as sa

from rag.core.article import Article
from rag.core.conversation import Clipping
from rag.core.span import Span
from rag.core.text import normalise, whole_letters
from rag.errors import DataError, NotKept
from rag.library.conversation_rows import clipping_values, new_id, now, stored_clipping
from rag.library.database import Database
from rag.library.schema import clippings_table
from rag.library.view import View

MOST_CLIPPINGS = 5_000
"""How many clippings an owner may have."""
MOST_NOTE = 5_000
"""The most characters of a note; what is longer is cut."""
MOST_QUOTED = 20_000
"""The most characters of a quote."""

_columns = clippings_table.c


class Clippings:
    """Clippings by their owners, in the order that each owner gave them. Safe to use from threads.

    Every method takes the owner and raises NotKept for what is not there or is another owner's.

    Args:
        database: a database with the tables of a catalog.
        version: returns an article as it was when its text had a hash, see `Library.version`.
    """

    def __init__(self, database: Database, version: Callable[[str, str], Article | None]) -> None:
        self._database = database
        self._version = version

    def add(
        self,
        owner: str,
        article_id: str,
        sha256: str,
        span: Span,
        note: str = "",
        turn_id: str = "",
    ) -> Clipping:
        """Collect a quote, behind the others. Its words are read from the article.

        Args:
            owner: who collects it.
            article_id: the article.
            sha256: the hash of the text that is quoted.
            span: where the quote stands in that text.
            note: what is written beside it.
            turn_id: the turn whose answer quotes it; empty where it is collected from the article.

        Raises:
            DataError: when there is no such place, it is too long, or there are too many clippings.
        """
        article = self._version(article_id, sha256)
        if article is None or span.end > len(article.text):
            raise DataError("no version of the article has this place: open the answer again")
        if len(span) > MOST_QUOTED:
            raise DataError(f"a quote has at most {MOST_QUOTED:,} characters: mark less")
        words = span.slice(article.text)
        clipping = Clipping(
            new_id(), article.info, span, words, _note(note), whole_letters(turn_id), now()
        )
        with self._database.writing() as connection:
            mine = sa.select(sa.func.count(), sa.func.max(_columns.position))
            count, last = connection.execute(mine.where(_columns.owner == owner)).one()
            if count >= MOST_CLIPPINGS:
                raise DataError(
                    f"{MOST_CLIPPINGS:,} clippings are kept, as many as can be: delete some"
                )
            values = clipping_values(clipping) | {"owner": owner, "position": (last or 0) + 1}
            connection.execute(sa.insert(clippings_table).values(values))
        return clipping

    def all(self, owner: str) -> list[Clipping]:
        """Return an owner's clippings, in their order."""
        query = sa.select(clippings_table).where(
            _columns.owner == owner, _columns.deleted.is_(None)
        )
        query = query.order_by(_columns.position, _columns.id)
        with self._database.reading() as connection:
            return list(View(connection).made(query, stored_clipping))

    def write_note(self, owner: str, clipping_id: str, note: str) -> None:
        """Put a note beside a clipping, in the place of the one before."""
        self._change(owner, clipping_id, note=_note(note))

    def order(self, owner: str, ids: Sequence[str]) -> None:
        """Put clippings into an order; those that are not named come behind, as they were."""
        rank = {name: place for place, name in enumerate(ids)}
        with self._database.writing() as connection:
            query = sa.select(_columns.id).where(_columns.owner == owner)
            query = query.order_by(_columns.position, _columns.id)
            mine = list(connection.execute(query).scalars())
            if not rank.keys() <= set(mine):
                raise _missing()
            mine.sort(key=lambda name: rank.get(name, len(rank)))
            place = sa.update(clippings_table).where(_columns.id == sa.bindparam("name"))
            rows = [{"name": name, "at": at} for at, name in enumerate(mine, start=1)]
            connection.execute(place.values(position=sa.bindparam("at")), rows)

    def delete(self, owner: str, clipping_id: str) -> None:
        """Delete a clipping; it can be restored for 30 days."""
        self._change(owner, clipping_id, deleted=now())

    def restore(self, owner: str, clipping_id: str) -> None:
        """Undo `delete`; nothing happens where it was not deleted."""
        self._change(owner, clipping_id, deleted=None)

    def _change(self, owner: str, clipping_id: str, **values: object) -> None:
        mine = [_columns.id == whole_letters(clipping_id), _columns.owner == owner]
        if "deleted" not in values:
            mine.append(_columns.deleted.is_(None))
        with self._database.writing() as connection:
            changed = connection.execute(sa.update(clippings_table).where(*mine).values(**values))
            if not changed.rowcount:
                raise _missing()


def _missing() -> NotKept:
    return NotKept("there is no such clipping: it was deleted, or is not yours")


def _note(text: str) -> str:
    return normalise(text)[:MOST_NOTE]
