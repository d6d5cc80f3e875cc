from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rag.core.corpus import Filter
from rag.errors import IndexBroken
from rag.library.index import fields
from rag.library.index.dense import DenseIndex
from rag.library.index.layers import DELTA, FILE_NAME, LayeredIndex, Layers
from tests.library.index.limiting import FILTERS, articles, bounds_of

COUNT = 120
NAMES = [f"a{number}:0-1" for number in range(COUNT)]
Layered = tuple[LayeredIndex, DenseIndex, dict[str, NDArray[np.float32]]]
BASE, NEW = NAMES[:110], NAMES[100:]
"""What the base has, and what the delta has: ten of the chunks are in both."""


def test_what_is_written_is_read(tmp_path: Path) -> None:
    layers = Layers("000001-ab", 3, ("a:0-1",), ("b:0-1",))
    layers.write(tmp_path)
    assert Layers.read(tmp_path) == layers


@pytest.mark.parametrize(
    "text", [None, "", "[]", "{}", "[" * 100_000, '{"base": "a", "size": "b"}', '{"gone": 1}']
)
def test_missing_or_damaged_layers(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / FILE_NAME).write_text(text)
    with pytest.raises(IndexBroken, match=r"layers\.json is missing or damaged: run `rag index"):
        Layers.read(tmp_path)


def test_what_is_in_the_layers_after_a_sync() -> None:
    first = Layers("one", 30).after(["a", "b"], ["b", "x"])
    assert first == Layers("one", 30, ("a", "b"), ("b", "x"))
    second = first.after(["b", "c"], ["b", "y"])
    assert second == Layers("one", 30, ("a", "b", "c"), ("b", "x", "y"))
    assert second.after(["b", "x", "y"], []) == Layers("one", 30, ("a", "b", "c"))


def test_a_tenth_may_be_changed() -> None:
    assert not Layers("one", 20, ("a",), ("b",)).grown
    assert Layers("one", 20, ("a",), ("b", "c")).grown
    assert Layers("one", 0, (), ("a",)).grown
    assert not Layers("one", 0).grown


def vectors(names: list[str], salt: int = 0) -> NDArray[np.float32]:
    made = [np.random.default_rng([salt, int(n[1:-4])]).normal(size=8) for n in names]
    return np.array(made, dtype=np.float32)


def add(index: DenseIndex, names: list[str], salt: int = 0) -> None:
    index.add(names, vectors(names, salt))


@pytest.fixture(scope="module")
def layered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Layered]:
    """Layers, and one collection with the same chunks; what is gone lies near the question."""
    base, delta, whole = (DenseIndex(tmp_path_factory.mktemp("dense"), DELTA) for _ in range(3))
    add(base, BASE, salt=1)
    scores = dict(base.search(question(), COUNT))
    nearest = sorted((name for name in BASE if name not in NEW), key=lambda n: -scores[n])[:30]
    add(delta, NEW, salt=2)
    old = [name for name in BASE if name not in {*nearest, *NEW}]
    add(whole, old, salt=1)
    add(whole, NEW, salt=2)
    stored = dict(zip(old, vectors(old, 1), strict=True)) | dict(
        zip(NEW, vectors(NEW, 2), strict=True)
    )
    yield LayeredIndex(base, delta, {*nearest, *NEW}.intersection(BASE)), whole, stored
    for index in (base, delta, whole):
        index.close()


def question() -> NDArray[np.float32]:
    return vectors(["a0:0-1"], salt=3)[0]


@settings(max_examples=60, deadline=None)
@given(filters=st.lists(FILTERS, max_size=2), k=st.integers(1, 60))
def test_layers_are_searched_as_one_index_and_limited_exactly(
    layered: Layered, filters: list[Filter], k: int
) -> None:
    index, whole, stored = layered
    bounds = bounds_of(articles(COUNT), *filters, vectors=stored) if filters else None
    everything = whole.search(question(), COUNT)
    if bounds:
        passing = bounds.passing({name.partition(":")[0] for name, _ in everything})
        everything = [pair for pair in everything if pair[0].partition(":")[0] in passing]
    found = index.search(question(), k, bounds)
    assert [name for name, _ in found] == [name for name, _ in everything[:k]]
    assert dict(found) == pytest.approx(dict(everything[:k]), abs=1e-6)


def test_where_too_few_are_near_all_that_pass_are_compared(
    layered: Layered, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, whole, stored = layered
    monkeypatch.setattr(fields, "_FEW", 0)
    few = [name for name, _ in whole.search(question(), COUNT)][-3:]
    only = Filter([name.partition(":")[0] for name in few])
    bounds = bounds_of(articles(COUNT), only, vectors=stored)
    assert not bounds.few
    assert whole.near(question(), 2, bounds.passing) is None
    assert [name for name, _ in index.search(question(), 2, bounds)] == few[:2]


def test_the_ids_of_all_layers(layered: Layered) -> None:
    index, whole, _ = layered
    assert sorted(index.ids()) == sorted(whole.ids())


def test_a_base_alone(tmp_path: Path) -> None:
    base = DenseIndex(tmp_path)
    add(base, NAMES[:3])
    index = LayeredIndex(base)
    assert index.search(question(), 3) == base.search(question(), 3)
    assert sorted(index.ids()) == sorted(NAMES[:3])
    index.close()
    assert base.ids()  # it is not closed with the index
    base.close()
