"""Late interaction: how well a text's token vectors answer a question's, and which words do it.

MaxSim (Khattab and Zaharia, "ColBERT", 2020): each token of the question takes the cosine of its
best match in the text; the score is the mean over the question's tokens. The vectors are the
embedder's own and were stored when the text was indexed, so that a question costs no further pass
of the model.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.core.passage import Chunk
from rag.core.span import Span
from rag.core.vectors import StoredVectors
from rag.language.language import language
from rag.models.embedding import Embedder, Vectors
from rag.models.quantization import unpack

PUNCTUATION = frozenset("? . , ! : ;".split())


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A question as vectors.

    Attributes:
        text: the question.
        dense: its vector, shape (dimension,).
        tokens: the vectors of its tokens, shape (n, values), n >= 1.
    """

    text: str
    dense: Vectors
    tokens: Vectors


@dataclass(frozen=True, slots=True, eq=False)
class MatchedChunk:
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


def embed_query(text: str, embedder: Embedder) -> Query:
    """Return a question as vectors to search with; tokens without weight are left out."""
    encoding = embedder.encode([text], "query")[0]
    weightless = PUNCTUATION | language().weightless
    kept = [text[start:end].lower() not in weightless for start, end in encoding.offsets]
    tokens = encoding.tokens[kept] if any(kept) else encoding.tokens
    if not len(tokens):  # what the model can't read matches nothing
        tokens = np.zeros((1, tokens.shape[1]), dtype=np.float32)
    return Query(text, encoding.dense, tokens)


def match_chunks(stored: Sequence[tuple[Chunk, StoredVectors]], query: Query) -> list[MatchedChunk]:
    """Compare a question with chunks, from the vectors stored with them.

    The product is torch's, as the model is: two pools of threads, NumPy's and torch's, wait for
    each other in turns, which made a question on two cores ten times as slow.
    """
    import torch

    packed = b"".join(vectors.tokens for _, vectors in stored)
    tokens = unpack(packed, query.tokens.shape[1])
    similarities = (torch.from_numpy(query.tokens) @ torch.from_numpy(tokens).T).numpy()
    matched, begin = [], 0
    for chunk, vectors in stored:
        in_embed_text = np.frombuffer(vectors.offsets, dtype=np.uint16).astype(np.int32)
        prefix = len(chunk.embed_text) - len(chunk.text)
        in_article = in_embed_text - prefix + chunk.span.start
        starts = np.where(in_embed_text < prefix, -1, in_article).astype(np.int32)
        cosines = similarities[:, begin : begin + len(starts)]
        maxsim = float(cosines.max(axis=1).mean()) if cosines.size else 0.0
        matched.append(MatchedChunk(chunk, cosines, starts, maxsim))
        begin += len(starts)
    return matched


def sentence_matches(matched: MatchedChunk) -> Iterator[tuple[Span, Vectors]]:
    """Yield each sentence of the chunk with every question token's best cosine in it, shape (n,).

    A sentence that the model did not read, past its limit of tokens, matches nothing: zeros.
    """
    for span in matched.chunk.sentences:
        places = (matched.starts >= span.start) & (matched.starts < span.end)
        inside = matched.similarities[:, places]
        nothing = np.zeros(len(inside), dtype=np.float32)
        yield span, inside.max(axis=1) if inside.shape[1] else nothing
