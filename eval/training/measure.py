"""What a network does on the part that is held out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
from sklearn.metrics import roc_auc_score

from eval.support import fit_threshold
from eval.training.examples import Example, Group, claims
from rag.evaluation.answers import token_f1
from rag.evaluation.statistics import balanced_accuracy
from rag.evidence.network import ENTAILED, ReaderNetwork, make_batch
from rag.evidence.reader import Reading, readings

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PAIRS = 16


def measure(network: ReaderNetwork, groups: Sequence[Group], tokenizer: "Tokenizer") -> dict[str, float]:
    """Return by name what a network reaches on groups that it was not trained on."""
    questions = [group for group in groups if group[0].relevant is not None]
    read = dict(_read(network, tokenizer, (example for group in questions for example in group)))
    rivals = [(read[id(one)], read[id(other)]) for one, other in (g for g in questions if len(g) == 2)]
    answered = [example for group in questions for example in group if example.answer]
    relevance = [(example.relevant, read[id(example)].relevance) for group in questions for example in group]
    said = [read[id(e)].answer.slice(e.pair.passage) if read[id(e)].answer else "" for e in answered]  # type: ignore[union-attr]
    truth = [e.answer.slice(e.pair.passage) for e in answered if e.answer]
    own = list(claims(groups))
    support = dict(_read(network, tokenizer, own))
    labels = [bool(e.supported) if e.supported is not None else e.support == ENTAILED for e in own]
    scores = [support[id(e)].entailed for e in own]
    threshold = fit_threshold(labels, scores)
    return {
        "ranks the right passage first": float(np.mean([one.relevance > other.relevance for one, other in rivals])),
        "relevance AUC": float(roc_auc_score(*zip(*relevance, strict=True))),
        "right sentence first": float(np.mean([int(np.argmax(read[id(e)].evidence)) == e.gold[0] for e in answered])),
        "token F1 of the answer": float(
            np.mean([token_f1(*pair) for pair in zip(said, [(t,) for t in truth], strict=True)])
        ),
        "support AUC": float(roc_auc_score(labels, scores)),
        "support balanced accuracy": float(balanced_accuracy(np.array(labels), np.array(scores) >= threshold)),
    }


def _read(network: ReaderNetwork, tokenizer: "Tokenizer", examples: Iterable[Example]) -> Iterator[tuple[int, Reading]]:
    order = sorted(examples, key=lambda e: len(e.pair.passage))
    network.eval()
    with torch.inference_mode():
        for at in range(0, len(order), PAIRS):
            some = order[at : at + PAIRS]
            batch = make_batch([e.pair for e in some], tokenizer)
            yield from zip(map(id, some), readings(network(batch), batch, [e.pair for e in some]), strict=True)
