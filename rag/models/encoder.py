"""A small BERT: the ids of tokens become hidden states. It needs torch and safetensors alone.

The embedding model and the cross-encoder are both one. Its weights are files as transformers writes
them: `fused` gives their tensors the names that they have here, `published` the other way round.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import safe_open
from torch import Tensor, nn
from torch.nn import functional

CONFIG, WEIGHTS = "config.json", "model.safetensors"
EMBEDDINGS = "embeddings."
"""How the names begin of what turns ids into vectors, before the layers."""
_LAYER = "encoder.layer."
_INPUTS = ("query", "key", "value")
_NAMES = {
    "attention.output.dense": "attention_out",
    "attention.output.LayerNorm": "attention_norm",
    "intermediate.dense": "widen",
    "output.dense": "narrow",
    "output.LayerNorm": "norm",
}
"""What a layer's parts are called, in the files and here; three more are one, `attention_in`."""


class Encoder(nn.Module):
    """The layers between the ids of tokens and their hidden states; no pooler, no dropout.

    Args:
        config: of a BERT, as `config.json` has it.

    Attributes:
        config: as given.
        width: of a hidden state.
    """

    def __init__(self, config: Mapping[str, int | float]) -> None:
        super().__init__()
        self.config = config
        self.width = int(config["hidden_size"])
        self.embeddings = _Embeddings(config)
        self.layers = nn.ModuleList(_Layer(config) for _ in range(int(config["num_hidden_layers"])))

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor | None = None) -> Tensor:
        """Return the hidden states, shape (texts, tokens, width).

        Args:
            ids: of the tokens, shape (texts, tokens).
            mask: 1 for a token, 0 for padding, same shape.
            types: 0 for the first, 1 for the second text of a pair, same shape; without, all are 0.
        """
        read = self.embeddings(ids, torch.zeros_like(ids) if types is None else types)
        states: Tensor = read.to(next(self.layers.parameters()).dtype)
        # attention without a mask is faster, and most batches hold texts of one length
        seen = None if bool(mask.all()) else (mask != 0)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, seen)
        return states


class _Embeddings(nn.Module):
    """The sum of what a token, its place and its text say; in the type of its weights."""

    def __init__(self, config: Mapping[str, int | float]) -> None:
        super().__init__()
        width = int(config["hidden_size"])
        self.word_embeddings = _table(int(config["vocab_size"]), width)
        self.position_embeddings = _table(int(config["max_position_embeddings"]), width)
        self.token_type_embeddings = _table(int(config["type_vocab_size"]), width)
        self.LayerNorm = nn.LayerNorm(width, eps=config["layer_norm_eps"])

    def forward(self, ids: Tensor, types: Tensor) -> Tensor:
        places = self.position_embeddings.weight[: ids.shape[1]]
        states: Tensor = self.LayerNorm(
            self.word_embeddings(ids) + self.token_type_embeddings(types) + places
        )
        return states


def _table(rows: int, width: int) -> nn.Embedding:
    """Return an untrained table; torch's own start of one imports its compiler, for 1.5 s."""
    return nn.Embedding(rows, width, _weight=torch.empty(rows, width).uniform_(-0.05, 0.05))


class _Layer(nn.Module):
    def __init__(self, config: Mapping[str, int | float]) -> None:
        super().__init__()
        width, wide = int(config["hidden_size"]), int(config["intermediate_size"])
        self.heads = int(config["num_attention_heads"])
        self.attention_in = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=config["layer_norm_eps"])
        self.widen = nn.Linear(width, wide)
        self.narrow = nn.Linear(wide, width)
        self.norm = nn.LayerNorm(width, eps=config["layer_norm_eps"])

    def forward(self, states: Tensor, seen: Tensor | None) -> Tensor:
        texts, tokens, width = states.shape
        shape = (texts, tokens, 3, self.heads, width // self.heads)
        query, key, value = self.attention_in(states).view(shape).permute(2, 0, 3, 1, 4)
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)
        joined = attended.transpose(1, 2).reshape(texts, tokens, width)
        states = self.attention_norm(states + self.attention_out(joined))
        wide = functional.gelu(self.widen(states))
        result: Tensor = self.norm(states + self.narrow(wide))
        return result


def load_encoder(folder: Path, dtype: torch.dtype) -> Encoder:
    """Return the encoder in a folder, its layers in a type.

    What turns ids into vectors stays in float32, in the file: a process holds of it in memory only
    the words that it has read.
    """
    config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    with safe_open(folder / WEIGHTS, framework="pt") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    with torch.device("meta"):
        encoder = Encoder(config)
    weights = {
        name: tensor if name.startswith(EMBEDDINGS) else tensor.to(dtype)
        for name, tensor in fused(tensors).items()
        if not name.startswith("pooler.") and name != "embeddings.position_ids"
    }
    encoder.load_state_dict(weights, assign=True)
    return encoder.requires_grad_(False).eval()


def fused(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return an encoder's tensors, named as in a file, under the names that they have here."""
    result, inputs = {}, {}
    for name, tensor in tensors.items():
        if not name.startswith(_LAYER):
            result[name] = tensor
            continue
        number, _, part = name.removeprefix(_LAYER).partition(".")
        place, _, kind = part.rpartition(".")
        if place in _NAMES:
            result[f"layers.{number}.{_NAMES[place]}.{kind}"] = tensor
        else:
            inputs[number, kind, place.rpartition(".")[2]] = tensor
    for number, kind in {(number, kind) for number, kind, _ in inputs}:
        parts = [inputs[number, kind, one] for one in _INPUTS]
        result[f"layers.{number}.attention_in.{kind}"] = torch.cat(parts)
    return result


def published(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return an encoder's tensors under the names that they have in a file: see `fused`."""
    names = {ours: theirs for theirs, ours in _NAMES.items()}
    result = {}
    for name, tensor in tensors.items():
        start, _, rest = name.partition(".")
        if start != "layers":
            result[name] = tensor
            continue
        number, place, kind = rest.split(".")
        layer = f"{_LAYER}{number}"
        if place in names:
            result[f"{layer}.{names[place]}.{kind}"] = tensor
        else:
            for one, part in zip(_INPUTS, tensor.chunk(3), strict=True):
                result[f"{layer}.attention.self.{one}.{kind}"] = part
    return result
