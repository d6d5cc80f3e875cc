from datetime import date

import numpy as np
import pytest
import sqlalchemy as sa

from rag.core.corpus import Filter
from rag.errors import IndexBroken
from rag.library.catalog import Catalog
from rag.library.schema import articles_table
from tests.library.entries import put_all


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Filter(), ["heide", "skell", "undated"]),
        (Filter(articles=("skell", "unknown")), ["skell"]),
        (Filter(outlets=("Tidning",)), ["skell", "undated"]),
        (Filter(outlets=("tidning",)), []),
        (Filter(outlets=("Tidning", "Die Zeitung")), ["heide", "skell", "undated"]),
        (Filter(topics=("CELLS",)), ["heide", "skell"]),
        (Filter(topics=("soup", "Lithium")), ["skell"]),
        (Filter(topics=("cell",)), []),
        (Filter(topics=("cells",), outlets=("Tidning",)), ["skell"]),
        (Filter(since=date(2025, 3, 1)), ["heide", "skell"]),
        (Filter(since=date(2025, 3, 2)), ["skell"]),
        (Filter(until=date(2025, 3, 1)), ["heide"]),
        (Filter(outlets=("Tidning",), until=date(2025, 3, 1)), []),
    ],
)
def test_a_filter_limits_articles(catalog: Catalog, where: Filter, expected: list[str]) -> None:
    put_all(catalog)
    with catalog.view() as view:
        assert [info.id for info in view.infos(where)] == expected
        assert view.count(where) == len(expected)
        assert view.passing(["heide", "skell", "undated", "x"], where) == set(expected)


def test_the_dense_vectors_of_the_chunks_that_pass(catalog: Catalog) -> None:
    put_all(catalog)
    with catalog.view() as view:
        assert list(view.dense(Filter(topics="soup"))) == []
        for where in (Filter(topics="cells"), Filter(articles=("heide", "skell"))):
            ((names, vectors),) = view.dense(where)
            assert sorted(names) == ["heide:0-8", "skell:0-18"]
            assert (vectors.tolist(), vectors.dtype) == ([[0, 1, 2, 3]] * 2, np.float32)
        assert [names for names, _ in view.dense(Filter(topics="cells"), Filter("skell"))] == [
            ["skell:0-18"]
        ]


def test_several_filters_limit_articles(catalog: Catalog) -> None:
    put_all(catalog)
    cells, tidning = Filter(topics="cells"), Filter(outlets="Tidning")
    with catalog.view() as view:
        assert [info.id for info in view.infos(cells, tidning)] == ["skell"]
        assert (view.count(), view.count(tidning), view.count(cells, tidning)) == (3, 2, 1)
        assert view.passing(["heide", "skell"], cells, tidning) == {"skell"}
        assert view.passing(["heide", "skell"]) == {"heide", "skell"}


def test_a_row_that_can_not_be_read_is_damage(catalog: Catalog) -> None:
    put_all(catalog)
    broken = pytest.raises(IndexBroken, match="the catalog is damaged")
    with catalog.view() as view, broken:
        list(view.made(sa.select(articles_table.c.id), lambda row: row.unknown))
