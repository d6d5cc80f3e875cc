"""Late interaction: how well a text's token vectors answer a question's, and which words do it.

MaxSim (Khattab and Zaharia, "ColBERT", 2020): each token of the question takes the cosine of its best match in the text;
the score is the mean over the question's tokens. The vectors are the embedder's own and were stored when the text was
indexed, so that a question costs no further pass of the model.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.embedding import Embedder, Vectors
from rag.language.language import language
from rag.quantization import unpack
from rag.schema import StoredVectors
from rag.types import Chunk, Span

PUNCTUATION = frozenset("? . , ! : ;".split())


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A question as vectors: `dense` of shape (dimension,), `tokens` of shape (n, dimension), n >= 1."""

    text: str
    dense: Vectors
    tokens: Vectors


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A chunk with the similarity of every token of the question to every token of the chunk.

    Attributes:
        chunk: the chunk.
        similarities: cosines, shape (question tokens, chunk tokens).
        starts: where each token starts in the article, code points; -1 for a token of the title.
        maxsim: MaxSim of the question over the chunk and its title, -1..1.
    """

    chunk: Chunk
    similarities: Vectors
    starts: NDArray[np.int32]
    maxsim: float


def read_query(text: str, embedder: Embedder) -> Query:
    """Return `text` as the vectors that are searched with; tokens without weight are left out."""
    encoding = embedder.encode([text], "query")[0]
    weightless = PUNCTUATION | language().weightless
    kept = [text[start:end].lower() not in weightless for start, end in encoding.offsets]
    tokens = encoding.tokens[kept] if any(kept) else encoding.tokens
    return Query(text, encoding.dense, tokens if len(tokens) else encoding.dense[None, :])


def read_passages(found: Sequence[tuple[Chunk, StoredVectors]], query: Query) -> list[Passage]:
    """Compare a question with chunks, from the vectors stored with them.

    The product is torch's, as the model is: two pools of threads, NumPy's and torch's, wait for each other in turns, which
    made a question on two cores ten times as slow.
    """
    import torch

    tokens = unpack(b"".join(stored.tokens for _, stored in found), query.tokens.shape[1])
    similarities = (torch.from_numpy(query.tokens) @ torch.from_numpy(tokens).T).numpy()
    passages, begin = [], 0
    for chunk, stored in found:
        in_embed_text = np.frombuffer(stored.offsets, dtype=np.int32).reshape(-1, 2)[:, 0]
        prefix = len(chunk.embed_text) - len(chunk.text)
        starts = np.where(in_embed_text < prefix, -1, in_embed_text - prefix + chunk.span.start).astype(np.int32)
        own = similarities[:, begin : begin + len(starts)]
        passages.append(Passage(chunk, own, starts, float(own.max(axis=1).mean()) if own.size else 0.0))
        begin += len(starts)
    return passages


def sentence_matches(passage: Passage) -> Iterator[tuple[Span, Vectors]]:
    """Yield each sentence of the chunk with every question token's best cosine in it, shape (n,), in reading order.

    A sentence the model did not read, past its limit of tokens, matches nothing: zeros.
    """
    for span in passage.chunk.sentences:
        inside = passage.similarities[:, (passage.starts >= span.start) & (passage.starts < span.end)]
        yield span, inside.max(axis=1) if inside.shape[1] else np.zeros(len(inside), dtype=np.float32)
