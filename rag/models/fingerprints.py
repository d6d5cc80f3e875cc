"""Which weights a model has: a hash that is the same wherever the model is the same."""

import hashlib
from pathlib import Path

from rag.models.default_model import DEFAULT_MODEL, SHA256, WEIGHTS
from rag.models.hashes import sha256_of

_WEIGHTS = (".safetensors", ".bin", ".pt", ".onnx", ".gguf")


def weights_hash(model: str) -> str:
    """Return the sha256 of the weights of a model: its one file, or the list of its files' hashes.

    Args:
        model: a name, folder or file.

    Returns:
        The hash; empty where the weights are not on this machine.
    """
    if model == DEFAULT_MODEL:
        return SHA256[WEIGHTS]
    if not model:
        return ""
    files = _files(Path(model)) or _files(_downloaded(model))
    hashes = [f"{name} {sha256_of(path)}" for name, path in files]
    if len(hashes) == 1:
        return hashes[0].rpartition(" ")[2]
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest() if hashes else ""


def public_name(model: str) -> str:
    """Return the name of a model without the folders of this machine.

    >>> public_name("gguf:/home/ida/qwen3.gguf"), public_name("openai:gpt-5-mini")
    ('gguf:qwen3.gguf', 'openai:gpt-5-mini')
    """
    kind, colon, name = model.rpartition(":")
    is_local = kind == "gguf" or Path(model).exists()
    return f"{kind}{colon}{Path(name).name}" if is_local else model


def _files(place: Path) -> list[tuple[str, Path]]:
    """Return the files of weights in a folder, by their names in it, or the file itself."""
    if place.is_file():
        return [(place.name, place)]
    found = (path for path in place.rglob("*") if path.suffix in _WEIGHTS and path.is_file())
    return sorted((path.relative_to(place).as_posix(), path) for path in found)


def _downloaded(model: str) -> Path:
    """Return where the hub's files of a model lie on this machine; nothing is fetched."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(model, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError, OSError):
        return Path("/nonexistent")
