"""Groups of examples as batches of tensors, with what is known of them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from eval.training.examples import Example, Group
from rag.models.cross_encoder.network import MAX_TOKENS, Batch, make_batch

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BATCH_TOKENS = 4_096
BUFFER = 2_048
"""Groups that are sorted by length before they become batches."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What is known of a batch's pairs; -1 is unknown.

    Attributes:
        relevant: 1 where the passage answers the question, (pairs,).
        rivals: rows of a passage that answers a question and of one that does not, (n, 2).
        start: the first token of the answer, (pairs,).
        end: the last token of the answer, (pairs,).
        gold: the index of the sentence that holds the answer, (pairs,).
        support: entailed, neutral, contradicted, (pairs,).
        supported: 1 where the passage supports the claim, (pairs,).
    """

    relevant: Tensor
    rivals: Tensor
    start: Tensor
    end: Tensor
    gold: Tensor
    support: Tensor
    supported: Tensor


def batches(groups: Sequence[Group], lengths: Sequence[int], seed: int) -> Iterator[list[Group]]:
    """Yield all groups once, in batches of like length of at most `BATCH_TOKENS` tokens.

    Padding counts.

    Args:
        groups: what is trained on.
        lengths: the tokens of each group's longest pair.
        seed: chooses the order.
    """
    chance = random.Random(seed)
    order = list(range(len(groups)))
    chance.shuffle(order)
    for at in range(0, len(order), BUFFER):
        made: list[list[Group]] = [[]]
        pairs = 0
        for index in sorted(order[at : at + BUFFER], key=lengths.__getitem__):
            pairs += len(groups[index])
            if made[-1] and pairs * lengths[index] > BATCH_TOKENS:
                made.append([])
                pairs = len(groups[index])
            made[-1].append(groups[index])
        chance.shuffle(made)
        yield from made


def longest(groups: Sequence[Group], tokenizer: "Tokenizer") -> list[int]:
    """Return the tokens of each group's longest pair."""
    texts = [text for group in groups for e in group for text in (e.pair.query, e.pair.passage)]
    counts = iter(map(len, tokenizer.encode_batch(texts, add_special_tokens=False)))
    special = tokenizer.num_special_tokens_to_add(True)
    return [
        max(min(next(counts) + next(counts) + special, MAX_TOKENS) for _ in group)
        for group in groups
    ]


def collate(groups: Sequence[Group], tokenizer: "Tokenizer") -> tuple[Batch, Labels]:
    """Return the pairs of some groups as tensors with their labels."""
    examples = [example for group in groups for example in group]
    batch = make_batch([example.pair for example in examples], tokenizer)
    rivals, row = [], 0
    for group in groups:
        rivals += [[row, row + 1]] if len(group) == 2 else []
        row += len(group)
    places = [_answer_tokens(example, batch.offsets[row]) for row, example in enumerate(examples)]
    labels = Labels(
        relevant=torch.tensor([-1 if e.relevant is None else int(e.relevant) for e in examples]),
        rivals=torch.tensor(rivals, dtype=torch.long).reshape(-1, 2),
        start=torch.tensor([start for start, _ in places]),
        end=torch.tensor([end for _, end in places]),
        gold=torch.tensor([e.gold[0] if e.gold else -1 for e in examples]),
        support=torch.tensor([-1 if e.support is None else e.support for e in examples]),
        supported=torch.tensor([-1 if e.supported is None else int(e.supported) for e in examples]),
    )
    return batch, labels


def _answer_tokens(example: Example, offsets: Any) -> tuple[int, int]:
    if example.answer is None:
        return -1, -1
    touching = [
        i
        for i, (start, end) in enumerate(offsets)
        if start < example.answer.end and example.answer.start < end
    ]
    return (touching[0], touching[-1]) if touching else (-1, -1)
