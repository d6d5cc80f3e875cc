"""What a network does on the part that is held out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import torch
from sklearn.metrics import roc_auc_score

from eval.harness.claims import fit_threshold
from eval.training.batching import scores_of
from eval.training.examples import Example, Group, claims
from rag.core.span import Span
from rag.evaluation.matching import token_f1
from rag.evaluation.measure.statistics import balanced_accuracy
from rag.models.cross_encoder.cross_encoder import Prediction, predictions
from rag.models.cross_encoder.network import ENTAILED, CrossEncoderNetwork, Scores, make_batch

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PAIRS = 16


def measure_sets(
    network: CrossEncoderNetwork, sets: Mapping[str, Sequence[Group]], tokenizer: "Tokenizer"
) -> dict[str, dict[str, float]]:
    """Return what `measure` returns for each set that has groups."""
    return {name: measure(network, groups, tokenizer) for name, groups in sets.items() if groups}


def measure(
    network: CrossEncoderNetwork, groups: Sequence[Group], tokenizer: "Tokenizer"
) -> dict[str, float]:
    """Return by name what a network reaches on groups that it was not trained on.

    A measure that the groups have no labels for is missing.
    """
    examples = [example for group in groups for example in group]
    read = dict(_read(network, tokenizer, examples))
    values: dict[str, float] = {}
    if rivals := [(read[id(g[0])], read[id(g[1])]) for g in groups if len(g) == 2]:
        values["ranks the right passage first"] = float(
            np.mean([right.relevance > wrong.relevance for right, wrong in rivals])
        )
    judged = [(e.relevant, read[id(e)].relevance) for e in examples if e.relevant is not None]
    if len({relevant for relevant, _ in judged}) == 2:
        values["relevance AUC"] = float(roc_auc_score(*zip(*judged, strict=True)))
    if first := [int(np.argmax(read[id(e)].sentences)) in e.gold for e in examples if e.gold]:
        values["right sentence first"] = float(np.mean(first))
    if shared := [_token_f1(e, read[id(e)]) for e in examples if e.answer]:
        values["token F1 of the answer"] = float(np.mean(shared))
    claimed = list(claims(groups))
    labels = [
        bool(e.supported) if e.supported is not None else e.support == ENTAILED for e in claimed
    ]
    if len(set(labels)) == 2:
        scores = [read[id(e)].entailed for e in claimed]
        accepted = np.array(scores) >= fit_threshold(labels, scores)
        values["support AUC"] = float(roc_auc_score(labels, scores))
        values["support balanced accuracy"] = float(balanced_accuracy(np.array(labels), accepted))
    return values


def _token_f1(example: Example, prediction: Prediction) -> float:
    passage = example.pair.passage
    answer = _words(prediction.answer, passage)
    return token_f1(answer, (_words(example.answer, passage),))


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
            scores = _on_cpu(scores_of(network, batch))
            yield from zip(map(id, chosen), predictions(scores, batch, pairs), strict=True)


def _on_cpu(scores: Scores) -> Scores:
    return Scores(*(getattr(scores, field.name).cpu() for field in fields(scores)))
