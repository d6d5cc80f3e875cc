from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rag.core.corpus import Filter
from rag.library.index.dense import DenseIndex, ranked
from tests.library.index.limiting import FILTERS, articles, bounds_of


@pytest.fixture
def index(tmp_path: Path) -> Iterator[DenseIndex]:
    index = DenseIndex(tmp_path)
    yield index
    index.close()


def unit(*values: float) -> NDArray[np.float32]:
    vector = np.array(values, dtype=np.float32)
    return vector / np.linalg.norm(vector)


def fill(index: DenseIndex) -> None:
    vectors = np.stack([unit(1, 0), unit(0, 1), unit(1, 1), unit(-1, 0)])
    index.add(["a:0-1", "a:1-2", "b:0-1", "c:0-1"], vectors)


def test_search_gives_cosines_best_first(index: DenseIndex) -> None:
    fill(index)
    found = index.search(unit(1, 0), 4)
    assert [name for name, _ in found] == ["a:0-1", "b:0-1", "a:1-2", "c:0-1"]
    assert [score for _, score in found] == pytest.approx([1.0, 0.5**0.5, 0.0, -1.0], abs=1e-6)


def test_cosine_does_not_depend_on_length(index: DenseIndex) -> None:
    fill(index)
    assert index.search(5 * unit(1, 0), 1)[0][1] == pytest.approx(1.0)


def test_search_gives_at_most_k_and_at_most_all(index: DenseIndex) -> None:
    fill(index)
    assert len(index.search(unit(1, 0), 2)) == 2
    assert len(index.search(unit(1, 0), 100)) == 4


def test_ties_are_ordered_by_id(index: DenseIndex) -> None:
    index.add(["z", "m", "a"], np.stack([unit(1, 0)] * 3))
    assert [name for name, _ in index.search(unit(1, 0), 3)] == ["a", "m", "z"]


def test_an_empty_index_finds_nothing(index: DenseIndex) -> None:
    assert index.search(unit(1, 0), 5) == []


def test_delete_takes_out_and_passes_over_the_unknown(index: DenseIndex) -> None:
    fill(index)
    index.delete(["a:0-1", "unknown"])
    index.delete([])
    assert [name for name, _ in index.search(unit(1, 0), 9)] == ["b:0-1", "a:1-2", "c:0-1"]


def test_what_was_added_is_there_after_opening_again(tmp_path: Path) -> None:
    first = DenseIndex(tmp_path)
    fill(first)
    first.close()
    second = DenseIndex(tmp_path)
    assert second.search(unit(0, 1), 1) == [("a:1-2", pytest.approx(1.0))]
    second.close()


def test_more_than_one_batch(index: DenseIndex) -> None:
    count = 4_500
    angles = np.linspace(0, np.pi, count)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    index.add([f"c{n:05d}" for n in range(count)], vectors)
    assert index.search(vectors[3_000], 1) == [("c03000", pytest.approx(1.0))]
    index.delete([f"c{n:05d}" for n in range(count) if n != 7])
    assert [name for name, _ in index.search(vectors[3_000], 9)] == ["c00007"]


def test_a_relative_folder_is_that_of_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        index = DenseIndex(Path())
        if name == "first":
            fill(index)
        counts.append(len(index.search(unit(1, 0), 9)))
    assert counts == [4, 0]


COUNT = 120


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DenseIndex]:
    """The chunks of the articles of `limiting`, three of each."""
    index = DenseIndex(tmp_path_factory.mktemp("many"))
    known = articles(COUNT)
    ids = [f"{name}:{part}-{part + 1}" for name in known for part in range(3)]
    index.add(ids, directions(len(ids)))
    yield index
    index.close()


def directions(count: int) -> NDArray[np.float32]:
    return np.random.default_rng(5).normal(size=(count, 8)).astype(np.float32)


@settings(max_examples=50, deadline=None)
@given(filters=st.lists(FILTERS, min_size=1, max_size=2), k=st.integers(1, 40))
def test_what_is_near_and_passes_is_found_or_too_few_pass(
    many: DenseIndex, filters: list[Filter], k: int
) -> None:
    passing = bounds_of(articles(COUNT), *filters).passing
    everything = many.search(directions(1)[0], 3 * COUNT)
    articles_of_them = passing({name.partition(":")[0] for name, _ in everything})
    expected = [pair for pair in everything if pair[0].partition(":")[0] in articles_of_them]
    found = many.near(directions(1)[0], k, passing)
    if found is None:
        assert sum(name in dict(everything[: round(2.4 * k)]) for name, _ in expected) < k
    else:
        assert ranked(found)[:k] == [
            (name, pytest.approx(score, abs=1e-6)) for name, score in expected[:k]
        ]
    gone = frozenset(name for name, _ in expected[: k // 2])
    without = many.near(directions(1)[0], k, passing, gone)
    assert without is None or not gone.intersection(dict(without))
