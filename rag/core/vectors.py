"""The vectors of a chunk as they are stored."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """A chunk's vectors as bytes.

    Attributes:
        dense: the vector of the whole chunk, float32.
        tokens: one vector a token, two bits a value; see `rag.models.quantization`.
        offsets: where each token stands in the chunk's `embed_text`, pairs of int32.
    """

    dense: bytes
    tokens: bytes
    offsets: bytes
