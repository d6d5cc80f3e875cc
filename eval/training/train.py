"""Train the network: steps and checkpoints.

The same data and seed give the same steps on a CPU; a GPU is not as exact.
"""

import copy
import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from eval.training.batching import Labels, collate, scores_of
from eval.training.losses import loss
from eval.training.packing import Pack
from rag.models.cross_encoder.network import Batch, CrossEncoderNetwork

RATE, HEAD_RATE, WARMUP, DECAY = 2e-4, 1e-3, 0.06, 0.01
MAX_NORM = 1.0
STEPS = 6_200
"""Of a training: three minutes on a GPU that two others share, half a day on two cores."""
_WORKERS, _AHEAD = 2, 8
"""On a GPU, the processes that make batches, and how many each has ready."""


def optimizer_of(network: CrossEncoderNetwork) -> torch.optim.AdamW:
    """Return the optimizer: the encoder slow, the heads fast, the word embeddings frozen."""
    network.encoder.embeddings.requires_grad_(False)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [*network.token_heads.parameters(), *network.pair_heads.parameters()]
    groups = [{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=DECAY, fused=encoder[0].is_cuda or None)


def rate(step: int, steps: int) -> float:
    """Return the share of the full rate at a step of `steps`.

    It goes up to 1, then down to 0 along half a cosine.
    """
    warm = max(1, round(WARMUP * steps))
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def train(
    network: CrossEncoderNetwork,
    pack: Pack,
    plan: Sequence[Sequence[int]],
    folder: Path,
    dtype: torch.dtype,
    evaluate: Callable[[CrossEncoderNetwork], dict[str, float]],
    save_every: int = 100,
    evaluate_every: int = 2_000,
) -> None:
    """Train on the batches of a plan.

    An earlier call with the same arguments that stopped is continued. On a GPU other processes
    make the batches.

    Args:
        network: is changed, on the device that it is on.
        pack: holds the groups of the plan.
        plan: the groups of each step.
        folder: takes checkpoint.pt and log.jsonl.
        dtype: in which the encoder's forward and backward passes run, one that the machine is fast
            in; the weights that are learned stay in float32.
        evaluate: measures a network on the part that is held out; its numbers go into the log.
        save_every: steps between checkpoints.
        evaluate_every: steps between evaluations.
    """
    device = network.pair_heads.weight.device
    on_gpu = device.type == "cuda"
    if on_gpu:  # cuDNN's attention is slow where shapes are new, and the batches have many shapes
        torch.backends.cuda.enable_cudnn_sdp(False)
    optimizer = optimizer_of(network)
    done = _resume(network, optimizer, folder)
    worker = copy.deepcopy(network)
    nn.Module.to(worker.encoder, dtype)
    means: dict[str, list[Tensor]] = {}
    started = time.perf_counter()
    made = _batches(pack, plan[done:], _WORKERS if on_gpu else 0)
    for step, (batch, labels) in enumerate(made, start=done):
        for group, full in zip(optimizer.param_groups, (RATE, HEAD_RATE), strict=True):
            group["lr"] = full * rate(step, len(plan))
        losses = _learn(network, worker, optimizer, batch, labels.to(device))
        for name, value in losses.items():
            means.setdefault(name, []).append(value.detach())
        ended = step + 1 == len(plan)
        if (step + 1) % save_every == 0 or ended:
            entry: dict[str, object] = {
                "step": step + 1,
                "steps": len(plan),
                "seconds": time.perf_counter() - started,
            }
            entry |= {name: round(_mean_of_known(values), 4) for name, values in means.items()}
            if (step + 1) % evaluate_every == 0 or ended:
                entry |= {"dev": evaluate(worker)}
            with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
                print(json.dumps(entry), file=log)
            means.clear()
            _save(network, optimizer, folder, step + 1)


class _Plan(Dataset[tuple[Batch, Labels]]):
    def __init__(self, pack: Pack, plan: Sequence[Sequence[int]]) -> None:
        self._pack, self._plan = pack, plan

    def __len__(self) -> int:
        return len(self._plan)

    def __getitem__(self, index: int) -> tuple[Batch, Labels]:
        return collate(self._pack, self._plan[index])


def _batches(
    pack: Pack, plan: Sequence[Sequence[int]], workers: int
) -> Iterator[tuple[Batch, Labels]]:
    """Yield the batches of a plan in order, made by other processes where there are workers."""
    ahead = _AHEAD if workers else None
    data = _Plan(pack, plan)
    yield from DataLoader(data, batch_size=None, num_workers=workers, prefetch_factor=ahead)


def _mean_of_known(values: Sequence[Tensor]) -> float:
    """Return the mean of the values but 0, which a loss is where a batch says nothing of it."""
    losses = torch.stack(list(values))
    return float(losses.sum() / (losses != 0).sum().clamp(min=1))


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
    losses = loss(scores_of(worker, batch), labels)
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
