"""Rankings of documents, pure."""

from collections.abc import Iterable, Mapping, Sequence

from rag.search.ranking import ordered

Ranking = Mapping[str, float]
"""Documents with their scores, best first; scores compare within one search only."""


def first(scored: Iterable[tuple[str, float]]) -> Ranking:
    """Return each name where it comes first.

    >>> first([("b", 3.0), ("a", 2.0), ("b", 1.0)])
    {'b': 3.0, 'a': 2.0}
    """
    ranking: dict[str, float] = {}
    for name, score in scored:
        ranking.setdefault(name, score)
    return ranking


def fuse_ranks(rankings: Sequence[Ranking], k: int = 60) -> Ranking:
    """Return the reciprocal rank fusion of rankings, ties by id.

    Cormack, Clarke and Buettcher, 2009.

    >>> list(fuse_ranks([{"a": 9.0, "b": 8.0}, {"b": 0.7, "c": 0.6}]))
    ['b', 'a', 'c']
    """
    fused: dict[str, float] = {}
    for ranking in rankings:
        for rank, name in enumerate(ranking, start=1):
            fused[name] = fused.get(name, 0.0) + 1 / (k + rank)
    return {name: fused[name] for name in ordered(fused)}
