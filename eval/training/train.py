"""Train the reader's network: batches, losses, steps, checkpoints. The same data and seed give the same steps."""

import json
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import functional

from eval.training.examples import Example, Group
from rag.embedding import working_dtype
from rag.evidence.network import ENTAILED, Batch, ReaderNetwork, Scores, make_batch

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BATCH_TOKENS = 4_096
BUFFER = 512
"""Groups that are sorted by length before they become batches."""
RATE, HEAD_RATE, WARMUP, DECAY = 1e-4, 1e-3, 0.06, 0.01
MAX_NORM = 1.0
STEPS, CYCLES = 1_850, 2
"""The most steps of a cycle, somewhat over an hour of two cores, and the cycles: each takes the groups in another order."""


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


def batches(groups: Sequence[Group], seed: int) -> Iterator[list[Group]]:
    """Yield all groups once, in batches of like length of at most `BATCH_TOKENS` tokens, guessed from characters."""
    chance = random.Random(seed)
    order = list(groups)
    chance.shuffle(order)
    for at in range(0, len(order), BUFFER):
        buffer = sorted(order[at : at + BUFFER], key=_length)
        made: list[list[Group]] = [[]]
        for group in buffer:
            pairs = sum(len(one) for one in made[-1]) + len(group)
            if made[-1] and pairs * _length(group) > BATCH_TOKENS:
                made.append([])
            made[-1].append(group)
        chance.shuffle(made)
        yield from made


def _length(group: Group) -> int:
    return max(len(one.pair.asked) + len(one.pair.passage) for one in group) // 4 + 8


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
    touching = [i for i, (start, end) in enumerate(offsets) if start < example.answer.end and example.answer.start < end]
    return (touching[0], touching[-1]) if touching else (-1, -1)


def loss(scores: Scores, labels: Labels) -> dict[str, Tensor]:
    """Return the losses of a batch by name; a loss that nothing is known for is missing."""
    losses: dict[str, Tensor] = {}
    judged = labels.relevant >= 0
    if judged.any():
        truth = labels.relevant[judged].float()
        losses["relevance"] = functional.binary_cross_entropy_with_logits(scores.relevance[judged], truth)
    if len(labels.rivals):
        both = scores.relevance[labels.rivals]
        losses["rank"] = functional.cross_entropy(both, torch.zeros(len(both), dtype=torch.long))
    if (found := labels.start >= 0).any():
        spans = [functional.cross_entropy(getattr(scores, k)[found], getattr(labels, k)[found]) for k in ("start", "end")]
        losses["span"] = (spans[0] + spans[1]) / 2
    if (held := labels.gold >= 0).any():
        losses["sentence"] = functional.cross_entropy(scores.evidence[held], labels.gold[held])
    sentences = (scores.evidence > -1e3) & (judged & (held | (labels.relevant == 0)))[:, None]
    if sentences.any():
        truth = functional.one_hot(labels.gold.clamp(min=0), scores.evidence.shape[1]) * held[:, None]
        losses["evidence"] = functional.binary_cross_entropy_with_logits(
            scores.evidence[sentences], truth[sentences].float()
        )
    if (known := labels.support >= 0).any():
        losses["support"] = functional.cross_entropy(scores.support[known], labels.support[known])
    if (known := labels.supported >= 0).any():
        entailed = scores.support[known].log_softmax(-1)[:, ENTAILED]
        truth = labels.supported[known].float()
        losses["supported"] = -(truth * entailed + (1 - truth) * torch.log1p(-entailed.exp().clamp(max=1 - 1e-6))).mean()
    return losses


def optimizer_of(network: ReaderNetwork) -> torch.optim.AdamW:
    """Return the optimizer: the encoder slowly, the new heads fast, the word embeddings not at all."""
    network.encoder.embeddings.requires_grad_(False)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [*network.token_heads.parameters(), *network.pair_heads.parameters()]
    return torch.optim.AdamW([{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=DECAY)


def rate(step: int, steps: int) -> float:
    """Return the share of the full rate at a step of cycles of `steps`: up to 1, then down to 0 along half a cosine.

    Warm restarts as of Loshchilov and Hutter, SGDR (2017), https://arxiv.org/abs/1608.03983.
    """
    step %= steps
    warm = max(1, round(WARMUP * steps))
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def train(
    network: ReaderNetwork,
    groups: Sequence[Group],
    tokenizer: "Tokenizer",
    folder: Path,
    seed: int,
    evaluate: Callable[[], dict[str, float]],
    save_every: int = 100,
    evaluate_every: int = 700,
) -> int:
    """Train for `CYCLES` of at most one pass and `STEPS` steps; go on where an earlier call with the same arguments stopped.

    Returns the number of steps.

    Args:
        network: is changed.
        groups: the training part.
        tokenizer: see `make_batch`.
        folder: takes checkpoint.pt and log.jsonl.
        seed: orders the groups.
        evaluate: measures the network on the part that is held out; its numbers go into the log.
        save_every: steps between checkpoints.
        evaluate_every: steps between evaluations.
    """
    network.encoder.set_attn_implementation("eager")  # its backward pass is faster here than the fused one's: eval/LOG.md
    optimizer = optimizer_of(network)
    cycles = [list(batches(groups, seed + cycle))[:STEPS] for cycle in range(CYCLES)]
    steps = min(map(len, cycles))
    plan = [batch for cycle in cycles for batch in cycle[:steps]]
    done = _resume(network, optimizer, folder)
    means: dict[str, list[float]] = {}
    started = time.perf_counter()
    for step in range(done, len(plan)):
        for group, full in zip(optimizer.param_groups, (RATE, HEAD_RATE), strict=True):
            group["lr"] = full * rate(step, steps)
        batch, labels = collate(plan[step], tokenizer)
        with torch.autocast("cpu", torch.bfloat16, enabled=working_dtype() is torch.bfloat16):
            scores = network(batch)
        losses = loss(scores, labels)
        optimizer.zero_grad(set_to_none=True)
        torch.stack(list(losses.values())).sum().backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_((p for p in network.parameters() if p.requires_grad), MAX_NORM)
        optimizer.step()
        for name, value in losses.items():
            means.setdefault(name, []).append(value.item())
        last = step + 1 == len(plan)
        if (step + 1) % save_every == 0 or last:
            entry: dict[str, object] = {"step": step + 1, "steps": len(plan), "seconds": time.perf_counter() - started}
            entry |= {name: round(sum(values) / len(values), 4) for name, values in means.items()}
            if (step + 1) % evaluate_every == 0 or last:
                entry |= {"dev": evaluate()}
            with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
                print(json.dumps(entry), file=log)
            means.clear()
            _save(network, optimizer, folder, step + 1)
    return len(plan)


def _save(network: ReaderNetwork, optimizer: torch.optim.AdamW, folder: Path, step: int) -> None:
    staged = folder / "checkpoint.new"
    torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, staged)
    staged.replace(folder / "checkpoint.pt")


def _resume(network: ReaderNetwork, optimizer: torch.optim.AdamW, folder: Path) -> int:
    path = folder / "checkpoint.pt"
    if not path.is_file():
        return 0
    kept = torch.load(path, weights_only=True)
    network.load_state_dict(kept["network"])
    optimizer.load_state_dict(kept["optimizer"])
    return int(kept["step"])
