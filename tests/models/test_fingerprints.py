import hashlib
from pathlib import Path

import pytest

from rag.models.default_model import DEFAULT_MODEL, SHA256, WEIGHTS
from rag.models.fingerprints import public_name, weights_hash


def test_the_default_model_has_the_hash_that_is_checked_when_it_is_loaded() -> None:
    assert weights_hash(DEFAULT_MODEL) == SHA256[WEIGHTS]


def test_one_file_has_its_own_hash_and_several_the_hash_of_their_list(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    assert weights_hash(str(tmp_path)) == ""
    first, second = tmp_path / "a" / "model.safetensors", tmp_path / "b.bin"
    first.parent.mkdir()
    first.write_bytes(b"1")
    one = hashlib.sha256(b"1").hexdigest()
    assert weights_hash(str(tmp_path)) == weights_hash(str(first)) == one
    second.write_bytes(b"2")
    two = hashlib.sha256(b"2").hexdigest()
    listed = f"a/model.safetensors {one}\nb.bin {two}".encode()
    assert weights_hash(str(tmp_path)) == hashlib.sha256(listed).hexdigest()


@pytest.mark.parametrize("model", ["openai:gpt-5-mini", "nobody/has-this", "", "a\0b"])
def test_what_is_not_on_this_machine_has_none(model: str) -> None:
    assert weights_hash(model) == ""


def test_a_name_tells_nothing_of_the_folders_of_this_machine(tmp_path: Path) -> None:
    assert public_name(str(tmp_path)) == tmp_path.name
    assert public_name("gguf:smollm2") == "gguf:smollm2"
    assert public_name(DEFAULT_MODEL) == DEFAULT_MODEL
