"""What a network does on the part that is held out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
from sklearn.metrics import roc_auc_score

from eval.harness.claims import fit_threshold
from eval.training.examples import Example, Group, claims
from rag.core.span import Span
from rag.evaluation.matching import token_f1
from rag.evaluation.measure.statistics import balanced_accuracy
from rag.models.cross_encoder.cross_encoder import Prediction, predictions
from rag.models.cross_encoder.network import ENTAILED, CrossEncoderNetwork, make_batch

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PAIRS = 16


def measure(
    network: CrossEncoderNetwork, groups: Sequence[Group], tokenizer: "Tokenizer"
) -> dict[str, float]:
    """Return by name what a network reaches on groups that it was not trained on."""
    questions = [group for group in groups if group[0].relevant is not None]
    read = dict(_read(network, tokenizer, (example for group in questions for example in group)))
    rivals = [(read[id(group[0])], read[id(group[1])]) for group in questions if len(group) == 2]
    answered = [example for group in questions for example in group if example.answer]
    relevance = [
        (example.relevant, read[id(example)].relevance) for group in questions for example in group
    ]
    answers = [_words(read[id(e)].answer, e.pair.passage) for e in answered]
    truth = [e.answer.slice(e.pair.passage) for e in answered if e.answer]
    claimed = list(claims(groups))
    support = dict(_read(network, tokenizer, claimed))
    labels = [
        bool(e.supported) if e.supported is not None else e.support == ENTAILED for e in claimed
    ]
    scores = [support[id(e)].entailed for e in claimed]
    threshold = fit_threshold(labels, scores)
    return {
        "ranks the right passage first": float(
            np.mean([right.relevance > wrong.relevance for right, wrong in rivals])
        ),
        "relevance AUC": float(roc_auc_score(*zip(*relevance, strict=True))),
        "right sentence first": float(
            np.mean([int(np.argmax(read[id(e)].sentences)) == e.gold[0] for e in answered])
        ),
        "token F1 of the answer": float(
            np.mean([token_f1(*pair) for pair in zip(answers, [(t,) for t in truth], strict=True)])
        ),
        "support AUC": float(roc_auc_score(labels, scores)),
        "support balanced accuracy": float(
            balanced_accuracy(np.array(labels), np.array(scores) >= threshold)
        ),
    }


def _words(span: Span | None, text: str) -> str:
    return span.slice(text) if span else ""


def _read(
    network: CrossEncoderNetwork, tokenizer: "Tokenizer", examples: Iterable[Example]
) -> Iterator[tuple[int, Prediction]]:
    order = sorted(examples, key=lambda e: len(e.pair.passage))
    network.eval()
    with torch.inference_mode():
        for at in range(0, len(order), PAIRS):
            chosen = order[at : at + PAIRS]
            pairs = [e.pair for e in chosen]
            batch = make_batch(pairs, tokenizer)
            yield from zip(map(id, chosen), predictions(network(batch), batch, pairs), strict=True)
