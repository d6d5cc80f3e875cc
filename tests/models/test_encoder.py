from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import BertConfig, BertModel

from rag.models.default_model import default_folder
from rag.models.encoder import WEIGHTS, Encoder, fused, load_encoder, published

IDS = torch.tensor([[101, 7592, 2088, 102], [101, 4937, 102, 0]])
MASK = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
TYPES = torch.tensor([[0, 0, 1, 1], [0, 1, 1, 0]])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small BERT of transformers with random weights, as it writes it."""
    place = tmp_path_factory.mktemp("bert")
    torch.manual_seed(0)
    config = BertConfig(
        hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64
    )
    BertModel(config).eval().save_pretrained(place)
    return place


@pytest.mark.parametrize("types", [None, TYPES])
def test_hidden_states_are_those_of_transformers(folder: Path, types: torch.Tensor | None) -> None:
    reference = BertModel.from_pretrained(folder).eval()
    with torch.inference_mode():
        ours = load_encoder(folder, torch.float32)(IDS, MASK, types)
        theirs = reference(IDS, MASK, types).last_hidden_state
    torch.testing.assert_close(ours[0], theirs[0], atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(ours[1, :3], theirs[1, :3], atol=1e-5, rtol=1e-5)


def test_padding_changes_nothing(folder: Path) -> None:
    encoder = load_encoder(folder, torch.float32)
    with torch.inference_mode():
        padded = encoder(IDS, MASK)[1, :3]
        alone = encoder(IDS[1:, :3], MASK[1:, :3])[0]
    torch.testing.assert_close(padded, alone, atol=1e-5, rtol=1e-5)


def test_the_names_of_a_file_come_back(folder: Path) -> None:
    tensors = load_file(folder / WEIGHTS)
    back = published(fused(tensors))
    assert back.keys() == tensors.keys()
    assert all(torch.equal(back[name], tensors[name]) for name in tensors)


def test_only_the_layers_take_the_type_and_the_words_stay_in_the_file(folder: Path) -> None:
    encoder = load_encoder(folder, torch.bfloat16)
    assert {p.dtype for p in encoder.layers.parameters()} == {torch.bfloat16}
    assert {p.dtype for p in encoder.embeddings.parameters()} == {torch.float32}
    assert not any(p.requires_grad for p in encoder.parameters())
    with torch.inference_mode():
        assert encoder(IDS, MASK).dtype == torch.bfloat16


def test_words_that_are_not_read_are_not_in_memory() -> None:
    before = resident()
    encoder = load_encoder(default_folder(), torch.float32)
    words = encoder.embeddings.word_embeddings.weight
    size = words.numel() * words.element_size() / 2**20
    assert size > 40
    assert resident() - before < size / 2


def test_a_file_that_lacks_a_layer_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_bytes((folder / "config.json").read_bytes())
    tensors = load_file(folder / WEIGHTS)
    del tensors["encoder.layer.1.output.dense.bias"]
    save_file(tensors, tmp_path / WEIGHTS)
    with pytest.raises(RuntimeError, match="narrow"):
        load_encoder(tmp_path, torch.float32)


def test_it_can_be_trained(folder: Path) -> None:
    encoder = load_encoder(folder, torch.float32).requires_grad_(True)
    assert isinstance(encoder, Encoder)
    encoder(IDS, MASK).pow(2).sum().backward()
    gradient = encoder.layers[0].attention_in.weight.grad
    assert gradient.abs().sum() > 0


def resident() -> float:
    """Return the anonymous memory of this process, MB; what is mapped from files is not in it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("RssAnon"))) / 1024
