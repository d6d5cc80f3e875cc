"""Load the cross-encoder that ships with Footnote, write a trained one, or start a new one."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import ModelUnavailable
from rag.models.cross_encoder.cross_encoder import CrossEncoder
from rag.models.default_model import DEFAULT_MODEL, is_offline
from rag.models.embedding import Embedder, first_line, working_dtype

if TYPE_CHECKING:
    from rag.models.cross_encoder.cross_encoder import Reranker
    from rag.models.cross_encoder.network import CrossEncoderNetwork

FOLDER = Path(str(files(__package__))) / "model"
WEIGHTS, CARD = "weights.safetensors", "card.json"
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
    data = path.read_bytes()
    digest, expected = hashlib.sha256(data).hexdigest(), read_card(folder)["sha256"]
    if digest != expected:
        raise ModelUnavailable(
            f"{path.name} has sha256 {digest[:12]}..., its card says {expected[:12]}...: "
            "reinstall footnote-rag"
        )
    import torch
    from safetensors.torch import load
    from transformers import BertModel

    from rag.models.cross_encoder.network import CrossEncoderNetwork

    base = embedder if embedder.name == DEFAULT_MODEL else Embedder()
    with torch.device("meta"):
        network = CrossEncoderNetwork(BertModel(base.network.config, add_pooling_layer=False))
    network.encoder.embeddings = base.network.embeddings
    weights = {
        name: tensor.to(working_dtype() if name.startswith("encoder.") else torch.float32)
        for name, tensor in load(data).items()
    }
    network.load_state_dict(weights | _shared(network), assign=True)
    return CrossEncoder(network, base.tokenizer)


def load_reranker(model: str) -> "Reranker":
    """Return a sentence-transformers CrossEncoder, by name or folder, as a function to its logits.

    Raises:
        ModelUnavailable: when it can't be found or loaded.
    """
    import torch
    from sentence_transformers import CrossEncoder

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
    from rag.models.cross_encoder.network import CrossEncoderNetwork

    encoder = Embedder().network.float()
    encoder.pooler = None
    return CrossEncoderNetwork(encoder).eval()


def write_cross_encoder(
    network: "CrossEncoderNetwork", folder: Path, card: Mapping[str, object]
) -> None:
    """Write a network's own weights in float16 and its card, completed with the weights' sha256."""
    import torch
    from safetensors.torch import save

    tensors = {
        name: tensor
        for name, tensor in network.state_dict().items()
        if not name.startswith(_SHARED)
    }
    data = save({name: tensor.to(torch.float16).contiguous() for name, tensor in tensors.items()})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS).write_bytes(data)
    whole = {**card, "sha256": hashlib.sha256(data).hexdigest()}
    (folder / CARD).write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")


def read_card(folder: Path = FOLDER) -> dict[str, Any]:
    """Return the card of the weights: their sha256, what they were trained and measured on."""
    card: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
    return card


def _shared(network: "CrossEncoderNetwork") -> dict[str, Any]:
    return {
        name: tensor for name, tensor in network.state_dict().items() if name.startswith(_SHARED)
    }
