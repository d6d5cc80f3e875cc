"""What is a copy of what, kept right as articles come, change and leave.

Articles that share a rare shingle (a run of words that few articles have) are compared, and what
is a copy of what is kept. Which articles make a cluster follows from the articles alone: in which
order they came does not matter. The cost of a change grows with the articles that are changed.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

import sqlalchemy as sa

from rag.core.article import ArticleInfo
from rag.core.cluster import Fingerprint, clustered, fingerprint, is_copy
from rag.library.rows import article_info, stored_article
from rag.library.schema import (
    articles_table,
    clusters_table,
    copies_table,
    parts,
    sketches_table,
)
from rag.library.sketches import Sketches, changes

MOST_HOLDING = 100
"""A shingle that more articles have is not rare: two articles that share it may have nothing else
in common."""
_LEAST_SAMPLE_SHARED = 0.2
"""Articles are compared that share so much of the smaller sample in rare shingles."""
_REMEMBERED = 500


def update(connection: sa.Connection, changed: Iterable[str]) -> None:
    """Bring the clusters up to date.

    Args:
        connection: to the catalog, in the transaction in which its articles changed.
        changed: the ids of articles that were added, changed or taken out.
    """
    _Update(connection, set(changed)).run()


class _Update:
    """One update of the clusters, see `update`."""

    def __init__(self, connection: sa.Connection, changed: set[str]) -> None:
        self._connection = connection
        self._changed = changed
        self._sizes: dict[str, int] = {}
        self._sketches = Sketches(connection)
        self._fingerprint = lru_cache(_REMEMBERED)(self._one)

    def run(self) -> None:
        """Sketch the changed articles, compare them and cluster what they touch."""
        touched = set(self._links(self._changed)) | self._changed
        again = self._changed | self._crossed(*self._sketch())
        for part in parts(again):
            for column in (copies_table.c.article_id, copies_table.c.other_id):
                self._connection.execute(sa.delete(copies_table).where(column.in_(part)))
        pairs: set[tuple[str, str]] = set()
        for part in parts(sorted(again)):
            pairs.update((min(pair), max(pair)) for pair in self._copies(part))
        if pairs:
            rows = [{"article_id": one, "other_id": other} for one, other in sorted(pairs)]
            self._connection.execute(sa.insert(copies_table), rows)
        self._cluster(touched | again)

    def _sketch(self) -> "tuple[array[int], array[int]]":
        """Replace the shingles kept of the changed articles; return those that came, and left."""
        came, left = array("q"), array("q")
        columns = sketches_table.c
        for part in parts(sorted(self._changed)):
            of_them = columns.article_id.in_(part)
            gone = self._connection.execute(sa.select(columns.shingle).where(of_them)).scalars()
            left.extend(gone)
            self._connection.execute(sa.delete(sketches_table).where(of_them))
            rows: list[dict[str, object]] = []
            for made in self._read(part):
                sample, name = made.sample, made.info.id
                self._sizes[name] = len(sample)
                came.extend(sample)
                rows += ({"shingle": shingle, "article_id": name} for shingle in sample)
            if rows:
                self._connection.execute(sa.insert(sketches_table), rows)
        return came, left

    def _crossed(self, came: "array[int]", left: "array[int]") -> set[str]:
        """Return the articles with a shingle that became rare, or is no longer."""
        crossed: list[int] = []
        for delta in changes(came, left):
            held = self._sketches.held(delta)
            crossed += (
                shingle
                for shingle, now in held.items()
                if (now > MOST_HOLDING) != (now - delta[shingle] > MOST_HOLDING)
            )
        return set(chain.from_iterable(self._sketches.holders(crossed).values()))

    def _copies(self, names: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield each of some articles with each of its copies."""
        samples, same = self._sketches.samples(names), self._same(names)
        shingles = set(chain.from_iterable(samples.values()))
        held = self._sketches.held(shingles)
        holders = self._sketches.holders(one for one in shingles if held[one] <= MOST_HOLDING)
        others = set(chain.from_iterable(holders.values()))
        self._sizes |= self._sketches.sizes(others - self._sizes.keys())
        for name, sample in samples.items():
            alike = self._sharing(sample, holders) | same[name]
            yield from (
                (name, other) for other in sorted(alike - {name}) if self._is_copy(name, other)
            )

    def _sharing(self, sample: Sequence[int], holders: Mapping[int, Sequence[str]]) -> set[str]:
        """Return the articles that share enough of a sample in shingles that these hold."""
        shared = Counter(chain.from_iterable(holders.get(shingle, ()) for shingle in sample))
        size, sizes = len(sample), self._sizes
        return {
            other
            for other, count in shared.items()
            if count >= _LEAST_SAMPLE_SHARED * min(size, sizes[other])
        }

    def _is_copy(self, name: str, other: str) -> bool:
        one, two = self._fingerprint(name), self._fingerprint(other)
        return one is not None and two is not None and is_copy(one, two)

    def _same(self, names: Iterable[str]) -> dict[str, set[str]]:
        """Return which articles have the same text as some articles."""
        same = {name: set[str]() for name in names}
        of, other = articles_table.c, articles_table.alias().c
        query = sa.select(of.id, other.id).where(of.sha256 == other.sha256, of.id.in_(same))
        for name, found in self._connection.execute(query):
            same[name].add(found)
        return same

    def _links(self, ids: Collection[str]) -> dict[str, set[str]]:
        """Return which articles are copies of which, for all that these are linked with."""
        links: dict[str, set[str]] = {name: set() for name in ids}
        one, other = copies_table.c.article_id, copies_table.c.other_id
        asked: set[str] = set()
        while new := links.keys() - asked:
            asked |= new
            for part in parts(new):
                query = sa.select(one, other).where(sa.or_(one.in_(part), other.in_(part)))
                for first, second in self._connection.execute(query):
                    links.setdefault(first, set()).add(second)
                    links.setdefault(second, set()).add(first)
        return links

    def _cluster(self, ids: Collection[str]) -> None:
        links = self._links(ids)
        linked = [name for name, others in links.items() if others]
        columns = [c for c in articles_table.c if c.name not in ("text", "topics")]
        infos: list[ArticleInfo] = []
        for part in parts(links):
            self._connection.execute(
                sa.delete(clusters_table).where(clusters_table.c.article_id.in_(part))
            )
        for part in parts(linked):
            query = sa.select(*columns).where(articles_table.c.id.in_(part))
            infos += map(article_info, self._connection.execute(query))
        rows = [
            {"article_id": name, "origin_id": origin}
            for name, origin in sorted(clustered(infos, links).items())
        ]
        if rows:
            self._connection.execute(sa.insert(clusters_table), rows)

    def _one(self, name: str) -> Fingerprint | None:
        return next(self._read([name]), None)

    def _read(self, names: Sequence[str]) -> Iterator[Fingerprint]:
        query = sa.select(articles_table).where(articles_table.c.id.in_(names))
        yield from (fingerprint(stored_article(row)) for row in self._connection.execute(query))
