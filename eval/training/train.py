"""Train the network: losses, steps, checkpoints. The same data and seed give the same steps."""

import copy
import json
import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from eval.training.batching import Labels, batches, collate, longest
from eval.training.examples import Group
from rag.models.cross_encoder.network import ENTAILED, Batch, CrossEncoderNetwork, Scores
from rag.models.embedding import working_dtype

if TYPE_CHECKING:
    from tokenizers import Tokenizer

RATE, HEAD_RATE, WARMUP, DECAY = 1e-4, 1e-3, 0.06, 0.01
MAX_NORM = 1.0
STEPS, CYCLES = 1_450, 2
"""The most steps of a cycle, under half an hour of two cores, and the cycles.

Each cycle takes the groups in another order.
"""


def loss(scores: Scores, labels: Labels) -> dict[str, Tensor]:
    """Return the losses of a batch by name; a loss that nothing is known for is missing."""
    losses: dict[str, Tensor] = {}
    judged = labels.relevant >= 0
    if judged.any():
        truth = labels.relevant[judged].float()
        losses["relevance"] = functional.binary_cross_entropy_with_logits(
            scores.relevance[judged], truth
        )
    if len(labels.rivals):
        both = scores.relevance[labels.rivals]
        losses["rank"] = functional.cross_entropy(both, torch.zeros(len(both), dtype=torch.long))
    if (answered := labels.start >= 0).any():
        spans = [
            functional.cross_entropy(getattr(scores, k)[answered], getattr(labels, k)[answered])
            for k in ("start", "end")
        ]
        losses["span"] = (spans[0] + spans[1]) / 2
    if (held := labels.gold >= 0).any():
        losses["sentence"] = functional.cross_entropy(scores.sentences[held], labels.gold[held])
    sentences = (scores.sentences > -1e3) & (judged & (held | (labels.relevant == 0)))[:, None]
    if sentences.any():
        truth = (
            functional.one_hot(labels.gold.clamp(min=0), scores.sentences.shape[1]) * held[:, None]
        )
        losses["evidence"] = functional.binary_cross_entropy_with_logits(
            scores.sentences[sentences], truth[sentences].float()
        )
    if (known := labels.support >= 0).any():
        losses["support"] = functional.cross_entropy(scores.support[known], labels.support[known])
    if (known := labels.supported >= 0).any():
        entailed = scores.support[known].log_softmax(-1)[:, ENTAILED]
        truth = labels.supported[known].float()
        losses["supported"] = -(
            truth * entailed + (1 - truth) * torch.log1p(-entailed.exp().clamp(max=1 - 1e-6))
        ).mean()
    return losses


def optimizer_of(network: CrossEncoderNetwork) -> torch.optim.AdamW:
    """Return the optimizer: the encoder slow, the heads fast, the word embeddings frozen."""
    network.encoder.embeddings.requires_grad_(False)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [*network.token_heads.parameters(), *network.pair_heads.parameters()]
    return torch.optim.AdamW(
        [{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=DECAY
    )


def rate(step: int, steps: int) -> float:
    """Return the share of the full rate at a step of cycles of `steps`.

    It goes up to 1, then down to 0 along half a cosine.

    Warm restarts as of Loshchilov and Hutter, SGDR (2017), https://arxiv.org/abs/1608.03983.
    """
    step %= steps
    warm = max(1, round(WARMUP * steps))
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def train(
    network: CrossEncoderNetwork,
    groups: Sequence[Group],
    tokenizer: "Tokenizer",
    folder: Path,
    seed: int,
    evaluate: Callable[[CrossEncoderNetwork], dict[str, float]],
    save_every: int = 100,
    evaluate_every: int = 700,
) -> int:
    """Train for `CYCLES` of at most one pass and `STEPS` steps.

    An earlier call with the same arguments that stopped is continued.

    Forward and backward passes run in the type that this machine is fast in, as reading does; the
    weights that are learned stay in float32.

    Returns the number of steps.

    Args:
        network: is changed.
        groups: the training part.
        tokenizer: see `make_batch`.
        folder: takes checkpoint.pt and log.jsonl.
        seed: orders the groups.
        evaluate: measures a network on the part that is held out; its numbers go into the log.
        save_every: steps between checkpoints.
        evaluate_every: steps between evaluations.
    """
    # the backward pass of eager attention is faster here than the fused one's: eval/LOG.md
    network.encoder.set_attn_implementation("eager")
    optimizer = optimizer_of(network)
    lengths = longest(groups, tokenizer)
    cycles = [list(batches(groups, lengths, seed + cycle)) for cycle in range(CYCLES)]
    steps = min(STEPS, *map(len, cycles))
    plan = [batch for cycle in cycles for batch in cycle[:steps]]
    done = _resume(network, optimizer, folder)
    worker = copy.deepcopy(network)
    nn.Module.to(worker.encoder, working_dtype())
    means: dict[str, list[float]] = {}
    started = time.perf_counter()
    for step in range(done, len(plan)):
        for group, full in zip(optimizer.param_groups, (RATE, HEAD_RATE), strict=True):
            group["lr"] = full * rate(step, steps)
        for name, value in _learn(
            network, worker, optimizer, *collate(plan[step], tokenizer)
        ).items():
            means.setdefault(name, []).append(value.item())
        ended = (step + 1) % steps == 0
        if (step + 1) % save_every == 0 or ended:
            entry: dict[str, object] = {
                "step": step + 1,
                "steps": len(plan),
                "seconds": time.perf_counter() - started,
            }
            entry |= {name: round(sum(values) / len(values), 4) for name, values in means.items()}
            if (step + 1) % evaluate_every == 0 or ended:
                entry |= {"dev": evaluate(worker)}
            with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
                print(json.dumps(entry), file=log)
            means.clear()
            _save(network, optimizer, folder, step + 1)
    return len(plan)


def _learn(
    network: CrossEncoderNetwork,
    worker: CrossEncoderNetwork,
    optimizer: torch.optim.AdamW,
    batch: Batch,
    labels: Labels,
) -> dict[str, Tensor]:
    """Take a step with the gradients of the worker and return the losses.

    The worker is a copy of the network in another type.
    """
    losses = loss(worker(batch), labels)
    worker.zero_grad(set_to_none=True)
    torch.stack(list(losses.values())).sum().backward()  # type: ignore[no-untyped-call]
    pairs = [
        (learned, at_work)
        for learned, at_work in zip(network.parameters(), worker.parameters(), strict=True)
        if learned.requires_grad
    ]
    for learned, at_work in pairs:
        learned.grad = None if at_work.grad is None else at_work.grad.to(learned.dtype)
    torch.nn.utils.clip_grad_norm_([learned for learned, _ in pairs], MAX_NORM)
    optimizer.step()
    with torch.no_grad():
        for learned, at_work in pairs:
            at_work.copy_(learned)
    return losses


def average(networks: Sequence[CrossEncoderNetwork]) -> CrossEncoderNetwork:
    """Return the first network with the mean of all networks' weights.

    Networks that were trained from the same start average well where their outputs would: Wortsman
    et al., Model soups (2022), https://arxiv.org/abs/2203.05482.
    """
    states = [network.state_dict() for network in networks]
    networks[0].load_state_dict(
        {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
    )
    return networks[0]


def _save(
    network: CrossEncoderNetwork, optimizer: torch.optim.AdamW, folder: Path, step: int
) -> None:
    staged = folder / "checkpoint.new"
    torch.save(
        {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, staged
    )
    staged.replace(folder / "checkpoint.pt")


def _resume(network: CrossEncoderNetwork, optimizer: torch.optim.AdamW, folder: Path) -> int:
    path = folder / "checkpoint.pt"
    if not path.is_file():
        return 0
    kept = torch.load(path, weights_only=True)
    network.load_state_dict(kept["network"])
    optimizer.load_state_dict(kept["optimizer"])
    return int(kept["step"])
