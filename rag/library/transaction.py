"""The rows that a reading of the catalog gives, and those of the articles that pass filters."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from rag.core.article import ArticleInfo
from rag.core.corpus import Filter
from rag.errors import IndexBroken
from rag.library.database import START_ANEW
from rag.library.rows import article_info, passing
from rag.library.schema import (
    articles_table,
    chunks_table,
    conditions,
    is_told,
    parts,
    vectors_table,
)

T = TypeVar("T")
NOT_ABOUT = ("text", "identity", "content_sha256", "digest")
"""The columns of an article's row that say nothing of it that a reader sees."""
_TOLD_BY = [articles_table.c[name] for name in ("id", "outlet", "topics", "authors")]
"""The columns that tell whether an article passes a filter, its days aside."""


class Transaction:
    """One read transaction of the catalog."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def infos(self, *wheres: Filter) -> list[ArticleInfo]:
        """Return what is known of the articles that pass filters besides their text, by id."""
        columns = [column for column in articles_table.c if column.name not in NOT_ABOUT]
        query = sa.select(*columns).order_by(articles_table.c.id)
        return list(self._passing(query, wheres, article_info))

    def page(self, where: Filter, after: str, limit: int | None) -> list[ArticleInfo]:
        """Return the first articles behind an id that pass a filter, by id; no others are read.

        Args:
            where: the filter.
            after: the id, or any text; "" for the first of all.
            limit: how many at most; None for all.
        """
        columns = [column for column in articles_table.c if column.name not in NOT_ABOUT]
        query = sa.select(*columns).order_by(articles_table.c.id)
        query = query.where(articles_table.c.id > after)
        if is_told(where):
            query = query.limit(limit)
        return list(islice(self._passing(query, [where], article_info), limit))

    def count(self, *wheres: Filter) -> int:
        """Return how many articles pass filters."""
        if all(map(is_told, wheres)):
            query = sa.select(sa.func.count()).select_from(articles_table).where(*_all(wheres))
            return int(self._connection.execute(query).scalar_one())
        return sum(1 for _ in self._passing(sa.select(*_TOLD_BY), wheres, lambda row: row.id))

    def passing(self, ids: Iterable[str], *wheres: Filter) -> set[str]:
        """Return those of some articles that pass filters, by their ids."""
        found: set[str] = set()
        told = all(map(is_told, wheres))
        for part in parts(ids):
            within = articles_table.c.id.in_(part)
            if told:
                query = sa.select(articles_table.c.id).where(within, *_all(wheres))
                found.update(self._connection.execute(query).scalars())
            else:
                rows = sa.select(*_TOLD_BY).where(within)
                found.update(self._passing(rows, wheres, lambda row: row.id))
        return found

    def dense(self, *wheres: Filter) -> Iterator[tuple[list[str], NDArray[np.float32]]]:
        """Yield the ids of all chunks of the articles that pass filters and their dense vectors.

        They come in parts, the vectors in the shape (n, dimension).
        """
        chunk, vectors = chunks_table.c, vectors_table.c
        query = sa.select(chunk.id, vectors.dense).where(chunk.vector_key == vectors.key)
        ids = self._passing(sa.select(*_TOLD_BY), wheres, lambda row: str(row.id))
        for part in parts(ids):
            of_them = query.where(chunk.article_id.in_(part))
            found = dict(self.made(of_them, lambda row: (row.id, row.dense)))
            matrix = np.frombuffer(b"".join(found.values()), dtype=np.float16)
            yield list(found), matrix.astype(np.float32).reshape(len(found), -1)

    def _passing(
        self,
        query: sa.Select[*tuple[Any, ...]],
        wheres: Sequence[Filter],
        make: Callable[[Any], T],
    ) -> Iterator[T]:
        """Yield what is made of the rows of articles that pass filters."""
        tests = [passing(where) for where in wheres]
        rows = self.made(
            query.where(*_all(wheres)),
            lambda row: [make(row)] if all(t(row) for t in tests) else [],
        )
        yield from chain.from_iterable(rows)

    def made(self, query: sa.Select[*tuple[Any, ...]], make: Callable[[Any], T]) -> Iterator[T]:
        """Yield what is made of each row that a query gives.

        Raises:
            IndexBroken: when a row can't be read.
        """
        try:
            for row in self._connection.execute(query):
                yield make(row)
        except (AttributeError, TypeError, ValueError) as error:
            raise IndexBroken(
                f"the catalog is damaged ({type(error).__name__}): {START_ANEW}"
            ) from error


def _all(wheres: Sequence[Filter]) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions of all filters."""
    yield from chain.from_iterable(map(conditions, wheres))
