import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from rag.errors import ModelUnavailable
from rag.library.index.manifest import FORMAT, VECTORS
from rag.models.default_model import DEFAULT_MODEL
from rag.models.embedding import Embedder
from rag.models.token_map import CARD, FOLDER, WEIGHTS, load_token_map


def test_the_default_model_has_a_map_and_no_other(embedder: Embedder) -> None:
    matrix = load_token_map(DEFAULT_MODEL)
    assert matrix is not None
    assert tuple(matrix.shape) == (embedder.dimension, 128)
    assert load_token_map("some/model") is None


def test_tokens_are_mapped_and_have_length_one(embedder: Embedder) -> None:
    (encoding,) = embedder.encode(["The plant in Heide makes battery cells."])
    assert encoding.dense.shape == (384,)
    assert encoding.tokens.shape == (len(encoding.offsets), 128)
    np.testing.assert_allclose(np.linalg.norm(encoding.tokens, axis=1), 1, rtol=1e-5)


def test_a_new_map_needs_a_new_version_of_vectors() -> None:
    card = json.loads((FOLDER / CARD).read_text(encoding="utf-8"))
    assert (VECTORS, card["sha256"][:12]) == ("4", "f0f94b190734"), (
        "indexes that were made with the map before would be searched with this one"
    )
    assert int(VECTORS) <= FORMAT


def test_a_file_that_is_not_the_cards_is_refused(tmp_path: Path) -> None:
    for name in (WEIGHTS, CARD):
        shutil.copy(FOLDER / name, tmp_path / name)
    data = (tmp_path / WEIGHTS).read_bytes()
    (tmp_path / WEIGHTS).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(ModelUnavailable, match=r"its card says .*: reinstall footnote-rag"):
        load_token_map(DEFAULT_MODEL, tmp_path)


@pytest.mark.parametrize("name", [WEIGHTS, CARD])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "model")
    (tmp_path / "model" / name).unlink()
    with pytest.raises(ModelUnavailable, match=rf"{name}.*: reinstall footnote-rag"):
        load_token_map(DEFAULT_MODEL, tmp_path / "model")
