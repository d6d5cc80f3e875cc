"""Groups of examples as a few arrays: tokenized once, then made into batches quickly.

A GPU learns faster than a tokenizer reads. Every sentence, heading and question is tokenized alone
and kept once; a passage is a row of references to them. BERT's tokenizer never joins what a blank
parts, so this gives the tokens of the whole passage.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from eval.training.examples import Example, Group
from rag.models.cross_encoder.network import MAX_TOKENS

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

SPECIAL = 3
"""The special tokens of a pair."""
MOST_QUERY = (MAX_TOKENS - SPECIAL) // 2
"""The most tokens of a question or claim, as in `rag.models.cross_encoder.network.make_batch`."""
OUTSIDE = -1
"""Stands for the sentence of a piece that is no sentence."""

Piece = tuple[int, int, int]
"""Where a part of a passage starts and ends, and the sentence that it is, or `OUTSIDE`."""


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """Groups as arrays; `*_ends` say where each item's run in the next array ends.

    Attributes:
        tokens: of all units, one after the other.
        unit_ends: of tokens.
        queries: by pair, the unit that is its question or claim.
        pieces: by pair, the units of the passage.
        piece_sentence: the sentence that a piece is, or `OUTSIDE`.
        piece_ends: of pieces.
        labels: by pair: relevant, support, supported (-1 unknown), the piece with the answer (-1
            none), the answer's first and last token in the piece, and the trust in it in percent.
        gold: by pair, the sentences that hold the answer.
        gold_ends: of gold.
        lengths: by pair, its tokens, special tokens included, at most `MAX_TOKENS`.
        group_ends: of pairs.
        group_set: by group, the index of its set.
    """

    tokens: NDArray[np.uint16]
    unit_ends: NDArray[np.int64]
    queries: NDArray[np.int32]
    pieces: NDArray[np.int32]
    piece_sentence: NDArray[np.int16]
    piece_ends: NDArray[np.int64]
    labels: NDArray[np.int16]
    gold: NDArray[np.int16]
    gold_ends: NDArray[np.int64]
    lengths: NDArray[np.int64]
    group_ends: NDArray[np.int64]
    group_set: NDArray[np.int64]

    def unit(self, index: int) -> NDArray[np.uint16]:
        """Return the tokens of a unit."""
        return self.tokens[run(self.unit_ends, index)]

    def pairs_of(self, group: int) -> range:
        """Return the pairs of a group."""
        pairs = run(self.group_ends, group)
        return range(pairs.start, pairs.stop)


def run(ends: NDArray[np.int64], index: int) -> slice:
    """Return where the run with an index stands, of runs that lie one after the other.

    >>> run(np.array([2, 5]), 0), run(np.array([2, 5]), 1)
    (slice(0, 2, None), slice(2, 5, None))
    """
    return slice(int(ends[index - 1]) if index else 0, int(ends[index]))


def pack(groups: Sequence[tuple[int, Group]], tokenizer: "Tokenizer") -> Pack:
    """Return groups, each with the index of its set, as arrays.

    Args:
        groups: what is packed.
        tokenizer: of the encoder; neither pads nor truncates.
    """
    units: dict[str, int] = {}
    examples = [example for _, group in groups for example in group]
    parts = [list(_pieces(example)) for example in examples]
    queries = np.array([units.setdefault(e.pair.query, len(units)) for e in examples], np.int32)
    pieces = [
        units.setdefault(example.pair.passage[start:end], len(units))
        for example, spans in zip(examples, parts, strict=True)
        for start, end, _ in spans
    ]
    encoded = tokenizer.encode_batch(list(units), add_special_tokens=False)
    counts = np.array([len(encoding.ids) for encoding in encoded])
    ends = np.cumsum([len(spans) for spans in parts])
    starts = ends - [len(spans) for spans in parts]
    sums = np.concatenate([[0], np.cumsum(counts[pieces])])
    tokens = np.minimum(counts[queries], MOST_QUERY) + sums[ends] - sums[starts] + SPECIAL
    labels = [
        [*_known(example), *_answer(example, spans, [encoded[unit] for unit in pieces[start:end]])]
        for example, spans, start, end in zip(examples, parts, starts, ends, strict=True)
    ]
    trust = np.array([[round(100 * example.trust)] for example in examples])
    return Pack(
        tokens=np.concatenate([np.array(encoding.ids, np.uint16) for encoding in encoded]),
        unit_ends=np.cumsum(counts),
        queries=queries,
        pieces=np.array(pieces, np.int32),
        piece_sentence=np.array([which for spans in parts for _, _, which in spans], np.int16),
        piece_ends=ends,
        labels=np.hstack([np.array(labels), trust]).astype(np.int16),
        gold=np.array([index for example in examples for index in example.gold], np.int16),
        gold_ends=np.cumsum([len(example.gold) for example in examples]),
        lengths=np.minimum(tokens, MAX_TOKENS),
        group_ends=np.cumsum([len(group) for _, group in groups]),
        group_set=np.array([which for which, _ in groups]),
    )


def _pieces(example: Example) -> Iterator[Piece]:
    """Yield the parts of a passage in order; blank parts are left out."""
    at, passage = 0, example.pair.passage
    for index, span in enumerate(example.pair.sentences):
        if passage[at : span.start].strip():
            yield at, span.start, OUTSIDE
        yield span.start, span.end, index
        at = span.end
    if passage[at:].strip():
        yield at, len(passage), OUTSIDE


def _known(example: Example) -> list[int]:
    labels = (example.relevant, example.support, example.supported)
    return [-1 if label is None else int(label) for label in labels]


def _answer(
    example: Example, pieces: Sequence[Piece], encoded: Sequence["Encoding"]
) -> tuple[int, int, int]:
    """Return the piece that holds the answer, and the answer's first and last token in it."""
    answer = example.answer
    for number, (start, end, which) in enumerate(pieces):
        if answer and which != OUTSIDE and start <= answer.start and answer.end <= end:
            touching = [
                i
                for i, (first, last) in enumerate(encoded[number].offsets)
                if first + start < answer.end and answer.start < last + start
            ]
            if touching:
                return number, touching[0], touching[-1]
    return -1, -1, -1
