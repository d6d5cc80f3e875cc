"""An embedder that needs no model: the same text always has the same vectors.

Its vectors mean nothing, which is enough where an index is written and counted.
"""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from rag.models.embedding import Embedder, Encoding, Vectors

DIMENSION = 32


class SmallEmbedder(Embedder):
    """Words are its tokens; their vectors come from the hash of each word."""

    def __init__(self) -> None:
        self.name = "small"
        self.dimension = DIMENSION
        self.max_tokens = 128

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def encode(self, texts: Sequence[str], kind: str = "document") -> list[Encoding]:
        return [_encoding(text) for text in texts]


def _encoding(text: str) -> Encoding:
    tokens = np.stack([_vector(word) for word in [text, *text.split()]])
    offsets, start = [], 0
    for word in text.split():
        start = text.index(word, start)
        offsets.append((start, start + len(word)))
        start += len(word)
    return Encoding(tokens[0], tokens[1:], np.array(offsets, dtype=np.int32))


def _vector(text: str) -> Vectors:
    values = np.frombuffer(sha256(text.encode()).digest(), dtype=np.uint8)
    centred = values.astype(np.float32) - np.float32(127.5)
    unit: Vectors = centred / np.float32(np.linalg.norm(centred))
    return unit
