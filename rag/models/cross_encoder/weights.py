"""Load the cross-encoder that ships with Footnote, write a trained one, or start a new one."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import ModelUnavailable
from rag.models.cross_encoder.cross_encoder import CrossEncoder
from rag.models.default_model import DEFAULT_MODEL, default_folder, is_offline
from rag.models.embedding import Embedder
from rag.models.hashes import sha256_of

if TYPE_CHECKING:
    from rag.models.cross_encoder.cross_encoder import Reranker
    from rag.models.cross_encoder.network import CrossEncoderNetwork

FOLDER = Path(str(files(__package__))) / "model"
WEIGHTS, CARD = "weights.safetensors", "card.json"
_ENCODER = "encoder."
_SHARED = "encoder.embeddings."
"""What is not in the file: the word embeddings are the default embedding model's."""


def load_cross_encoder(embedder: Embedder, folder: Path = FOLDER) -> CrossEncoder | None:
    """Return the cross-encoder in a folder; None where there are no weights.

    Args:
        embedder: lends its word embeddings and tokenizer when it is the default model, so that
            they are in memory once.
        folder: has the weights and the card that names their sha256.

    Raises:
        ModelUnavailable: when the weights are not those of the card.
    """
    path = folder / WEIGHTS
    if not path.is_file():
        return None
    digest, expected = sha256_of(path), read_card(folder)["sha256"]
    if digest != expected:
        raise ModelUnavailable(
            f"{path.name} has sha256 {digest[:12]}..., its card says {expected[:12]}...: "
            "reinstall footnote-rag"
        )
    import torch
    from safetensors.torch import load_file

    from rag.models.cross_encoder.network import CrossEncoderNetwork
    from rag.models.encoder import Encoder, fused
    from rag.models.text_models import working_dtype

    base = embedder if embedder.name == DEFAULT_MODEL else Embedder()
    encoder, heads = _divided(load_file(path))
    with torch.device("meta"):
        network = CrossEncoderNetwork(Encoder(base.network.config))
    network.encoder.embeddings = base.network.embeddings
    weights = {name: tensor.to(torch.float32) for name, tensor in heads.items()}
    for name, tensor in fused(encoder).items():
        weights[_ENCODER + name] = tensor.to(working_dtype())
    network.load_state_dict(weights | _shared(network), assign=True)
    return CrossEncoder(network.requires_grad_(False), base.tokenizer)


def load_reranker(model: str) -> "Reranker":
    """Return a sentence-transformers CrossEncoder, by name or folder, as a function to its logits.

    Raises:
        ModelUnavailable: when it can't be found or loaded.
    """
    import torch
    from sentence_transformers import CrossEncoder

    from rag.models.text_models import first_line

    try:
        encoder = CrossEncoder(
            model,
            device="cpu",
            trust_remote_code=False,
            local_files_only=is_offline(),
            activation_fn=torch.nn.Identity(),
        )
    except Exception as error:
        raise ModelUnavailable(
            f"reranker {model!r} can't be loaded ({first_line(error)}): set retrieval.reranker to "
            "a sentence-transformers CrossEncoder, name or folder, or leave it empty"
        ) from error

    def rerank(question: str, passages: Sequence[str]) -> list[float]:
        pairs = [(question, passage) for passage in passages]
        return [float(score) for score in encoder.predict(pairs, show_progress_bar=False)]

    return rerank


def new_network() -> "CrossEncoderNetwork":
    """Return all-MiniLM-L6-v2 with untrained heads, in float32, without dropout (slow on CPUs)."""
    import torch

    from rag.models.cross_encoder.network import CrossEncoderNetwork
    from rag.models.encoder import load_encoder

    encoder = load_encoder(default_folder(), torch.float32).requires_grad_(True)
    return CrossEncoderNetwork(encoder).eval()


def write_cross_encoder(
    network: "CrossEncoderNetwork", folder: Path, card: Mapping[str, object]
) -> None:
    """Write a network's own weights in float16 and its card, completed with the weights' sha256."""
    import torch
    from safetensors.torch import save

    from rag.models.encoder import published

    own = {n: tensor for n, tensor in network.state_dict().items() if not n.startswith(_SHARED)}
    encoder, heads = _divided(own)
    tensors = heads | {_ENCODER + name: tensor for name, tensor in published(encoder).items()}
    data = save({name: tensor.to(torch.float16).contiguous() for name, tensor in tensors.items()})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS).write_bytes(data)
    whole = {**card, "sha256": hashlib.sha256(data).hexdigest()}
    (folder / CARD).write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")


def read_card(folder: Path = FOLDER) -> dict[str, Any]:
    """Return the card of the weights: their sha256, what they were trained and measured on."""
    card: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
    return card


def _divided(tensors: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the tensors of the encoder, by their names in it, and the others."""
    inside = {
        name.removeprefix(_ENCODER): tensor
        for name, tensor in tensors.items()
        if name.startswith(_ENCODER)
    }
    return inside, {n: tensor for n, tensor in tensors.items() if not n.startswith(_ENCODER)}


def _shared(network: "CrossEncoderNetwork") -> dict[str, Any]:
    return {
        name: tensor for name, tensor in network.state_dict().items() if name.startswith(_SHARED)
    }
