"""The map that the default model's token vectors go through: of 384 values 128 are made.

They are the principal axes of many passages' token vectors, written by
`python -m eval.fits.token_map`. Sentences are ranked as with all values, in a third of the room
(`eval/LOG.md`). The map belongs to the default model; vectors of others stay whole.
"""

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import ModelUnavailable
from rag.models.default_model import DEFAULT_MODEL

if TYPE_CHECKING:
    import torch

FOLDER = Path(str(files(__package__))) / "model"
WEIGHTS, CARD = "token_map.safetensors", "token_map.json"
NAME = "map"
"""The matrix in the file."""


def load_token_map(model: str, folder: Path = FOLDER) -> "torch.Tensor | None":
    """Return the matrix, shape (values of the model, values of a token), for the default model.

    Args:
        model: the embedding model; of another than the default one there is no map.
        folder: has the matrix and the card that names its sha256.

    Raises:
        ModelUnavailable: when the file can't be read or is not that of the card.
    """
    if model != DEFAULT_MODEL:
        return None
    try:
        data = (folder / WEIGHTS).read_bytes()
        expected = str(json.loads((folder / CARD).read_text(encoding="utf-8"))["sha256"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelUnavailable(
            f"the map of the token vectors in {folder} can't be read ({error}): "
            "reinstall footnote-rag"
        ) from error
    digest = hashlib.sha256(data).hexdigest()
    if digest != expected:
        raise ModelUnavailable(
            f"{WEIGHTS} has sha256 {digest[:12]}..., its card says {expected[:12]}...: "
            "reinstall footnote-rag"
        )
    from safetensors.torch import load

    return load(data)[NAME].float()
