import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from rag.models.embedding import Embedder
from rag.models.quantization import pack, unpack


def unit_vectors(count: int, dimension: int, seed: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@given(st.integers(1, 20), st.integers(1, 96).map(lambda n: 4 * n), st.integers(0, 1_000))
def test_packing_keeps_shape_and_length_one(count: int, dimension: int, seed: int) -> None:
    data = pack(unit_vectors(count, dimension, seed))
    assert len(data) == count * dimension // 4
    back = unpack(data, dimension)
    assert back.shape == (count, dimension)
    np.testing.assert_allclose(np.linalg.norm(back, axis=1), 1.0, rtol=1e-5)


@given(st.integers(0, 100))
def test_packing_keeps_the_direction(seed: int) -> None:
    vectors = unit_vectors(200, 384, seed)
    cosines = (vectors * unpack(pack(vectors), 384)).sum(axis=1)
    assert cosines.mean() > 0.93
    assert cosines.min() > 0.90


def test_packing_what_was_unpacked_changes_nothing() -> None:
    data = pack(unit_vectors(50, 384, 1))
    assert pack(unpack(data, 384)) == data


def test_levels_by_hand() -> None:
    values = np.array([[-2.0, -0.5, 0.5, 2.0]], dtype=np.float32)
    assert pack(values) == bytes([0 | 1 << 2 | 2 << 4 | 3 << 6])


def test_real_tokens_keep_their_direction(embedder: Embedder) -> None:
    tokens = embedder.encode(["Northvolt filed for bankruptcy in Sweden on 12 March 2025."])[
        0
    ].tokens
    cosines = (tokens * unpack(pack(tokens), tokens.shape[1])).sum(axis=1)
    assert cosines.mean() > 0.9


@pytest.mark.parametrize("dimension", [4, 384])
def test_nothing_packs_to_nothing(dimension: int) -> None:
    empty = np.zeros((0, dimension), dtype=np.float32)
    assert pack(empty) == b""
    assert unpack(b"", dimension).shape == (0, dimension)
