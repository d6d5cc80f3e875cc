"""The shingles of articles that are kept in the catalog, by which copies are looked up."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import sqlalchemy as sa

from rag.library.schema import parts, sketches_table

_AT_ONCE = 10_000
"""Shingles that are looked up at once."""
_REMEMBERED = 100_000
"""Shingles of which it is remembered how many articles have them."""


def changes(came: "array[int]", left: "array[int]") -> Iterator[dict[int, int]]:
    """Yield by how much shingles became more or fewer, where they did, in parts.

    Args:
        came: each as often as an article got it.
        left: each as often as an article lost it.
    """
    shingles, places = np.unique(np.concatenate([came, left]), return_inverse=True)
    by = np.bincount(places[: len(came)], minlength=len(shingles))
    by -= np.bincount(places[len(came) :], minlength=len(shingles))
    shingles, by = shingles[by != 0], by[by != 0]
    for start in range(0, len(shingles), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        yield dict(zip(shingles[part].tolist(), by[part].tolist(), strict=True))


class Sketches:
    """Looks up the shingles that are kept, while they do not change.

    Args:
        connection: to the catalog.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._holding: dict[int, int] = {}

    def held(self, shingles: Iterable[int]) -> dict[int, int]:
        """Return how many articles have each of some shingles, where any has."""
        asked = set(shingles)
        if len(self._holding) > _REMEMBERED:
            self._holding = {}
        new = asked - self._holding.keys()
        self._holding |= self._counts(sketches_table.c.shingle, new)
        return {one: self._holding[one] for one in asked if one in self._holding}

    def _counts(self, column: sa.Column[Any], values: Iterable[Any]) -> dict[Any, int]:
        """Return how many rows of the sketches have each of some values."""
        counts: dict[Any, int] = {}
        for part in parts(values):
            query = sa.select(column, sa.func.count()).where(column.in_(part)).group_by(column)
            counts.update(map(tuple, self._connection.execute(query).all()))
        return counts

    def holders(self, shingles: Iterable[int]) -> dict[int, list[str]]:
        """Return the articles that have each of some shingles."""
        columns = sketches_table.c
        holders: dict[int, list[str]] = defaultdict(list)
        for part in parts(shingles):
            query = sa.select(columns.shingle, columns.article_id).where(columns.shingle.in_(part))
            for shingle, name in self._connection.execute(query).all():
                holders[shingle].append(name)
        return holders

    def samples(self, names: Iterable[str]) -> dict[str, list[int]]:
        """Return the sketched shingles of some articles."""
        columns, samples = sketches_table.c, {name: list[int]() for name in names}
        of_them = columns.article_id.in_(samples)
        query = sa.select(columns.article_id, columns.shingle).where(of_them)
        for name, shingle in self._connection.execute(query):
            samples[name].append(shingle)
        return samples

    def sizes(self, names: Iterable[str]) -> dict[str, int]:
        """Return how many shingles are kept of each of some articles."""
        return self._counts(sketches_table.c.article_id, names)
