"""Packed groups as batches of tensors, with what is known of them."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from eval.training.mixture import weights
from eval.training.packing import MOST_QUERY, OUTSIDE, SPECIAL, Pack, run
from rag.models.cross_encoder.network import MAX_TOKENS, Batch, CrossEncoderNetwork, Scores

BATCH_TOKENS = 8_192
BUFFER = 2_048
"""Groups that are sorted by length before they become batches."""
_CLS, _SEP = 101, 102
_PAD_TO = 16
_DRAWN = 40_000


@dataclass(frozen=True, slots=True)
class Labels:
    """What is known of a batch's pairs; -1 is unknown.

    Attributes:
        relevant: 1 where the passage answers the question, (pairs,).
        rivals: rows of a passage that answers a question and of one that does not, (n, 2).
        start: the first token of the answer, (pairs,).
        end: the last token of the answer, (pairs,).
        gold: 1 for a sentence that holds the answer, (pairs, sentences).
        support: entailed, neutral, contradicted, (pairs,).
        supported: 1 where the passage supports the claim, (pairs,).
        trust: how much the place of the answer counts, (pairs,).
    """

    relevant: Tensor
    rivals: Tensor
    start: Tensor
    end: Tensor
    gold: Tensor
    support: Tensor
    supported: Tensor
    trust: Tensor

    def to(self, device: torch.device) -> "Labels":
        """Return the labels on a device."""
        tensors = (getattr(self, field.name) for field in fields(self))
        return Labels(*(tensor.to(device, non_blocking=True) for tensor in tensors))


def scores_of(network: CrossEncoderNetwork, batch: Batch) -> Scores:
    """Return what a network says of a batch, computed on the network's device."""
    device = network.pair_heads.weight.device
    names = ("ids", "types", "mask", "sentence")
    moved = {name: getattr(batch, name).to(device, non_blocking=True) for name in names}
    with device:  # for the tensors that the network makes
        scores: Scores = network(replace(batch, **moved))
    return scores


def plan(
    pack: Pack, names: Sequence[str], seed: int, steps: int, most: int = BATCH_TOKENS
) -> list[list[int]]:
    """Return the groups of each of `steps` batches; each set has its share (see `mixture`).

    Args:
        pack: what is trained on.
        names: the sets, by their index in the pack.
        seed: chooses the order.
        steps: how many batches.
        most: the most tokens of a batch with its padding.
    """
    sizes = {name: int((pack.group_set == index).sum()) for index, name in enumerate(names)}
    shares = {names.index(name): share for name, share in weights(sizes).items()}
    lengths, pairs = longest(pack), np.diff(pack.group_ends, prepend=0)
    planned: list[list[int]] = []
    while len(planned) < steps:
        order = drawn(pack, shares, _DRAWN, seed + 1_000 * len(planned))
        planned.extend(batches(order, lengths, pairs, seed + len(planned), most))
    return planned[:steps]


def drawn(pack: Pack, shares: Mapping[int, float], count: int, seed: int) -> list[int]:
    """Return groups drawn by chance.

    A group comes again only after all others of its set.

    Args:
        pack: what is drawn from.
        shares: by the index of a set, its share of the groups that are drawn.
        count: how many are drawn.
        seed: chooses.
    """
    chance = np.random.default_rng(seed)
    sets = chance.choice(list(shares), size=count, p=list(shares.values()))
    groups = np.zeros(count, dtype=np.int64)
    for index in shares:
        places, of_set = np.flatnonzero(sets == index), np.flatnonzero(pack.group_set == index)
        passes = [chance.permutation(of_set) for _ in range(-(-len(places) // len(of_set)))]
        groups[places] = np.concatenate([of_set[:0], *passes])[: len(places)]
    return [int(group) for group in groups]


def batches(
    order: Sequence[int],
    lengths: NDArray[np.int64],
    sizes: NDArray[np.int64],
    seed: int,
    most: int = BATCH_TOKENS,
) -> Iterator[list[int]]:
    """Yield all groups of an order, in batches of like length of at most `most` tokens.

    Padding counts.

    Args:
        order: the groups.
        lengths: by group, the tokens of its longest pair.
        sizes: by group, its pairs.
        seed: chooses the order of the batches.
        most: the limit; a larger group is a batch alone.
    """
    chance = random.Random(seed)
    for at in range(0, len(order), BUFFER):
        made: list[list[int]] = [[]]
        pairs = 0
        for index in sorted(order[at : at + BUFFER], key=lengths.__getitem__):
            pairs += int(sizes[index])
            if made[-1] and pairs * int(lengths[index]) > most:
                made.append([])
                pairs = int(sizes[index])
            made[-1].append(index)
        chance.shuffle(made)
        yield from made


def longest(pack: Pack) -> NDArray[np.int64]:
    """Return the tokens of each group's longest pair."""
    return np.maximum.reduceat(pack.lengths, np.concatenate([[0], pack.group_ends[:-1]]))


def collate(pack: Pack, groups: Sequence[int]) -> tuple[Batch, Labels]:
    """Return groups as tensors with their labels."""
    rows = [pair for group in groups for pair in pack.pairs_of(group)]
    sentences = [pack.piece_sentence[run(pack.piece_ends, pair)].astype(np.int64) for pair in rows]
    most = max(1, *(int(which.max(initial=OUTSIDE)) + 1 for which in sentences))
    shape = len(rows), -(-int(pack.lengths[rows].max()) // _PAD_TO) * _PAD_TO
    ids, types, mask = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    sentence = np.full(shape, most)
    gold = np.zeros((len(rows), most), dtype=np.float32)
    labels = pack.labels[rows].astype(np.int64)
    places = np.full((len(rows), 2), -1)
    for row, pair in enumerate(rows):
        query = pack.unit(pack.queries[pair])[:MOST_QUERY]
        pieces = [pack.unit(unit) for unit in pack.pieces[run(pack.piece_ends, pair)]]
        first = len(query) + 2
        passage = np.concatenate([query[:0], *pieces])[: MAX_TOKENS - SPECIAL - len(query)]
        last = first + len(passage)
        ids[row, : last + 1] = [_CLS, *query, _SEP, *passage, _SEP]
        types[row, first : last + 1], mask[row, : last + 1] = 1, 1
        index = np.repeat(sentences[row], [len(piece) for piece in pieces])[: len(passage)]
        sentence[row, first:last] = np.where(index == OUTSIDE, most, index)
        if (piece := labels[row, 3]) >= 0:
            at = first + sum(len(tokens) for tokens in pieces[:piece])
            places[row] = at + labels[row, 4:6] if at + labels[row, 5] < last else -1
        marked = pack.gold[run(pack.gold_ends, pair)]
        gold[row, marked[np.isin(marked, index)]] = 1  # what was cut off is not looked for
    pairs = [len(pack.pairs_of(group)) for group in groups]
    ends = np.cumsum(pairs)
    rivals = [[end - 2, end - 1] for size, end in zip(pairs, ends, strict=True) if size == 2]
    as_tensor = torch.from_numpy
    batch = Batch(as_tensor(ids), as_tensor(types), as_tensor(mask), as_tensor(sentence), most, [])
    return batch, Labels(
        relevant=as_tensor(labels[:, 0]),
        rivals=as_tensor(np.array(rivals, dtype=np.int64).reshape(-1, 2)),
        start=as_tensor(places[:, 0]),
        end=as_tensor(places[:, 1]),
        gold=as_tensor(gold),
        support=as_tensor(labels[:, 1]),
        supported=as_tensor(labels[:, 2]),
        trust=as_tensor(labels[:, 6] / np.float32(100)),
    )
