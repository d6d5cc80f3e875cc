"""The vectors of a chunk as they are stored."""

from dataclasses import dataclass

LAST = 2**16 - 1
"""The last place in a text that the start of a token names."""


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """A chunk's vectors as bytes.

    Attributes:
        dense: the vector of the whole chunk, float16.
        tokens: one vector a token, two bits a value; see `rag.models.quantization`.
        offsets: where each token starts in the chunk's `embed_text`, uint16; of those
            past `LAST` it is `LAST`.
    """

    dense: bytes
    tokens: bytes
    offsets: bytes
