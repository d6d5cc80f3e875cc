"""The cross-encoder's network: a question or claim and a passage in one pass of a small BERT.

Its encoder starts from all-MiniLM-L6-v2 and was trained by `make train`; the word embeddings are
MiniLM's, unchanged. Four heads take the last hidden states: does the passage hold the answer, which
sentence holds it, at which token does it start and end, and does the passage entail, leave open or
contradict the claim.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn

from rag.core.span import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from rag.models.encoder import Encoder

MAX_TOKENS = 384
"""The most tokens of a pair; the rest of its passage is not read."""
ENTAILED, NEUTRAL, CONTRADICTED = range(3)
_PAD_TO = 16
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Pair:
    """A question or claim with a passage.

    Attributes:
        query: the question or claim.
        passage: the passage.
        sentences: its sentences as spans into it, sorted.
    """

    query: str
    passage: str
    sentences: Sequence[Span]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Pairs as tensors of shape (pairs, tokens).

    Attributes:
        ids: token ids.
        types: 1 for a token of the passage.
        mask: 1 for a token that is no padding.
        sentence: the index of the token's sentence; `sentences` where it lies in none.
        sentences: the largest number of sentences in a passage, at least 1.
        offsets: by pair, where each token stands in its passage, code points, shape (tokens, 2).
    """

    ids: Tensor
    types: Tensor
    mask: Tensor
    sentence: Tensor
    sentences: int
    offsets: list[np.ndarray]


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Logits.

    Attributes:
        relevance: the passage answers the question, (pairs,).
        sentences: the sentence holds the answer, (pairs, sentences).
        start: the answer starts at the token, (pairs, tokens).
        end: the answer ends at the token, (pairs, tokens).
        support: entailed, neutral, contradicted, (pairs, 3).
    """

    relevance: Tensor
    sentences: Tensor
    start: Tensor
    end: Tensor
    support: Tensor


class CrossEncoderNetwork(nn.Module):
    """The encoder with its heads.

    Args:
        encoder: a BERT.
    """

    def __init__(self, encoder: "Encoder") -> None:
        super().__init__()
        self.encoder = encoder
        self.token_heads = nn.Linear(encoder.width, 3)
        self.pair_heads = nn.Linear(encoder.width, 4)

    def forward(self, batch: Batch) -> Scores:
        """Read a batch of pairs."""
        states = self.encoder(batch.ids, batch.mask, batch.types).float()
        outside = batch.sentence == batch.sentences
        start, end, holds = self.token_heads(states).float().unbind(-1)
        pair = self.pair_heads(states[:, 0]).float()
        shape = (len(batch.ids), batch.sentences + 1)
        sums = torch.zeros(shape).scatter_add(1, batch.sentence, holds)[:, :-1]
        counts = torch.zeros(shape).scatter_add(1, batch.sentence, torch.ones_like(holds))[:, :-1]
        means = torch.where(counts > 0, sums / counts.clamp(min=1), torch.full_like(sums, _NEVER))
        start, end = (logits.masked_fill(outside, _NEVER) for logits in (start, end))
        return Scores(pair[:, 0], means, start, end, pair[:, 1:])


def make_batch(pairs: Sequence[Pair], tokenizer: "Tokenizer") -> Batch:
    """Return pairs as tensors; a pair longer than `MAX_TOKENS` loses the end of its passage.

    Args:
        pairs: at least one.
        tokenizer: of the encoder; neither pads nor truncates.
    """
    encoded = _encode(pairs, tokenizer)
    width = -(-max(len(encoding.ids) for encoding in encoded) // _PAD_TO) * _PAD_TO
    most = max(1, *(len(pair.sentences) for pair in pairs))
    ids = np.zeros((len(pairs), width), dtype=np.int64)
    types, mask = np.zeros_like(ids), np.zeros_like(ids)
    sentence = np.full_like(ids, most)
    offsets = []
    for row, (pair, encoding) in enumerate(zip(pairs, encoded, strict=True)):
        length = len(encoding.ids)
        places = np.array(encoding.offsets, dtype=np.int64)
        ids[row, :length] = encoding.ids
        types[row, :length] = encoding.type_ids
        mask[row, :length] = 1
        in_passage = np.array([which == 1 for which in encoding.sequence_ids])
        if pair.sentences:
            starts = np.array([span.start for span in pair.sentences])
            ends = np.array([span.end for span in pair.sentences])
            index = np.searchsorted(starts, places[:, 0], side="right") - 1
            inside = in_passage & (index >= 0) & (places[:, 0] < ends[index])
            sentence[row, :length][inside] = index[inside]
        offsets.append(np.where(in_passage[:, None], places, -1))
    as_tensor = torch.from_numpy
    return Batch(
        as_tensor(ids), as_tensor(types), as_tensor(mask), as_tensor(sentence), most, offsets
    )


def _encode(pairs: Sequence[Pair], tokenizer: "Tokenizer") -> list[Any]:
    texts = [text for pair in pairs for text in (pair.query, pair.passage)]
    encoded = tokenizer.encode_batch(texts, add_special_tokens=False)
    most = MAX_TOKENS - tokenizer.num_special_tokens_to_add(True)
    joined = []
    for query, passage in zip(encoded[::2], encoded[1::2], strict=True):
        query.truncate(most // 2)
        passage.truncate(most - len(query))
        joined.append(tokenizer.post_process(query, passage))
    return joined
