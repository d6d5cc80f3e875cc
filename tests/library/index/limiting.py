"""Articles to limit a search to, filters on them, and what a filter says without an index."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from rag.core.article import Article
from rag.core.corpus import Filter
from rag.library.index.fields import Bounds, Vectored
from rag.library.rows import passing

FIRST = date(2026, 1, 1)
_DAYS = st.integers(-2, 42).map(lambda days: FIRST + timedelta(days))
FILTERS = st.builds(
    Filter,
    articles=st.just(()) | st.lists(st.integers(0, 130).map(lambda n: f"a{n}"), max_size=120),
    outlets=st.lists(st.sampled_from(["o0", "o1", "O2", "unknown", ""]), max_size=2),
    topics=st.lists(st.sampled_from(["t0", "T1", "STRASSE", "unknown"]), max_size=2),
    authors=st.lists(st.sampled_from(["Ada", "BEN", "unknown"]), max_size=2),
    since=st.none() | _DAYS,
    until=st.none() | _DAYS,
)


@cache
def articles(count: int) -> Mapping[str, Article]:
    """Return articles that differ in all that a filter looks at, by their ids."""
    return {f"a{number}": _article(number) for number in range(count)}


def _article(number: int) -> Article:
    day = None if number % 7 == 0 else FIRST + timedelta(number % 40)
    topics = [f"t{number % 3}", "Straße"] if number % 4 else []
    authors = ["Ada", "Ben"][: number % 3]
    outlet = f"o{number % 4}" if number % 5 else ""
    return Article(
        "Text.", id=f"a{number}", outlet=outlet, published=day, topics=topics, authors=authors
    )


def bounds_of(
    known: Mapping[str, Article],
    *filters: Filter,
    vectors: Mapping[str, NDArray[np.float32]] = MappingProxyType({}),
) -> Bounds:
    """Return the bounds of filters on some articles, of whose chunks these are the vectors."""
    tests = [passing(where) for where in filters]

    def passes(name: str) -> bool:
        article = known[name]
        return all(test(article) for test in tests) and all(
            _in_days(article.published, where) for where in filters
        )

    def dense() -> Iterator[Vectored]:
        for name in known:
            chunks = [one for one in vectors if one.partition(":")[0] == name and passes(name)]
            if chunks:
                yield chunks, np.stack([vectors[one] for one in chunks])

    return Bounds(filters, lambda names: {name for name in names if passes(name)}, dense)


def _in_days(day: date | None, where: Filter) -> bool:
    first, last = where.since or date.min, where.until or date.max
    return not where.dated or day is not None and first <= day <= last


def only(*names: str) -> Bounds:
    """Return what bounds a search to some articles."""
    return Bounds((Filter(names),), set(names).intersection, lambda: iter(()))
