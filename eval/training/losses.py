"""What the training makes small: the losses of a batch."""

import torch
from torch import Tensor
from torch.nn import functional

from eval.training.batching import Labels
from rag.models.cross_encoder.network import ENTAILED, Scores


def loss(scores: Scores, labels: Labels) -> dict[str, Tensor]:
    """Return the losses of a batch by name.

    Each is the mean over the pairs that it is known for, 0 where it is known for none. No value of
    a tensor is looked at, so that nothing waits for a GPU.
    """
    judged, held = (labels.relevant >= 0).float(), (labels.gold.sum(1) > 0).float()
    relevant = labels.relevant.clamp(min=0).float()
    losses = {"relevance": _mean(_binary(scores.relevance, relevant), judged)}
    if len(labels.rivals):
        both = scores.relevance[labels.rivals]
        losses["rank"] = functional.cross_entropy(both, torch.zeros_like(labels.rivals[:, 0]))
    places = _cross(scores.start, labels.start) + _cross(scores.end, labels.end)
    losses["span"] = _mean(places / 2 * labels.trust, (labels.start >= 0).float())
    truth = labels.gold / labels.gold.sum(1, keepdim=True).clamp(min=1)
    losses["sentence"] = _mean(-(truth * scores.sentences.log_softmax(-1)).sum(-1), held)
    marked = judged * torch.maximum(held, (labels.relevant == 0).float())
    known = marked[:, None] * (scores.sentences > -1e3).float()
    losses["evidence"] = _mean(_binary(scores.sentences, labels.gold), known)
    losses["support"] = _mean(_cross(scores.support, labels.support), (labels.support >= 0).float())
    entailed = scores.support.log_softmax(-1)[:, ENTAILED]
    truth = labels.supported.clamp(min=0).float()
    supported = -(truth * entailed + (1 - truth) * torch.log1p(-entailed.exp().clamp(max=1 - 1e-6)))
    return losses | {"supported": _mean(supported, (labels.supported >= 0).float())}


def _mean(values: Tensor, weights: Tensor) -> Tensor:
    return (values * weights).sum() / weights.sum().clamp(min=1)


def _binary(logits: Tensor, truth: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(logits, truth, reduction="none")


def _cross(logits: Tensor, truth: Tensor) -> Tensor:
    """Return the cross-entropy by pair, 0 where the truth is -1."""
    return functional.cross_entropy(logits, truth, ignore_index=-1, reduction="none")
