import numpy as np
import pytest

from rag.indexing.dense import DenseIndex


@pytest.fixture
def index(tmp_path):
    index = DenseIndex(tmp_path)
    yield index
    index.close()


def unit(*values):
    vector = np.array(values, dtype=np.float32)
    return vector / np.linalg.norm(vector)


def fill(index):
    vectors = np.stack([unit(1, 0), unit(0, 1), unit(1, 1), unit(-1, 0)])
    index.add(["a:0-1", "a:1-2", "b:0-1", "c:0-1"], ["a", "a", "b", "c"], vectors)


def test_search_gives_cosines_best_first(index):
    fill(index)
    found = index.search(unit(1, 0), 4)
    assert [name for name, _ in found] == ["a:0-1", "b:0-1", "a:1-2", "c:0-1"]
    assert [score for _, score in found] == pytest.approx([1.0, 0.5**0.5, 0.0, -1.0], abs=1e-6)


def test_cosine_does_not_depend_on_length(index):
    fill(index)
    assert index.search(5 * unit(1, 0), 1)[0][1] == pytest.approx(1.0)


def test_search_gives_at_most_k_and_at_most_all(index):
    fill(index)
    assert len(index.search(unit(1, 0), 2)) == 2
    assert len(index.search(unit(1, 0), 100)) == 4


def test_search_within_articles(index):
    fill(index)
    assert [name for name, _ in index.search(unit(1, 0), 9, ["b", "c", "unknown"])] == ["b:0-1", "c:0-1"]
    assert index.search(unit(1, 0), 9, ["unknown"]) == []
    assert index.search(unit(1, 0), 9, []) == []


def test_ties_are_ordered_by_id(index):
    index.add(["z", "m", "a"], ["x"] * 3, np.stack([unit(1, 0)] * 3))
    assert [name for name, _ in index.search(unit(1, 0), 3)] == ["a", "m", "z"]


def test_an_empty_index_finds_nothing(index):
    assert index.search(unit(1, 0), 5) == []


def test_delete_takes_out_and_passes_over_the_unknown(index):
    fill(index)
    index.delete(["a:0-1", "unknown"])
    index.delete([])
    assert [name for name, _ in index.search(unit(1, 0), 9)] == ["b:0-1", "a:1-2", "c:0-1"]


def test_what_was_added_is_there_after_opening_again(tmp_path):
    first = DenseIndex(tmp_path)
    fill(first)
    first.close()
    second = DenseIndex(tmp_path)
    assert second.search(unit(0, 1), 1) == [("a:1-2", pytest.approx(1.0))]
    second.close()


def test_more_than_one_batch(index):
    count = 4_500
    angles = np.linspace(0, np.pi, count)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    index.add([f"c{n:05d}" for n in range(count)], ["a"] * count, vectors)
    assert index.search(vectors[3_000], 1) == [("c03000", pytest.approx(1.0))]
    index.delete([f"c{n:05d}" for n in range(count) if n != 7])
    assert [name for name, _ in index.search(vectors[3_000], 9)] == ["c00007"]
