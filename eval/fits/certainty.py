"""Fit what a reader is told of an answer: `python -m eval.fits.certainty`.

How sure it is: bounds on the confidence, the lowest from which on enough of the answers are right
and each of them is likely to be.
Whether the few words that stand out are shown on top: a logistic regression on the features of
`rag.answering.lead`, and the lowest probability from which on nine in ten are right. On the
questions of `eval.fits.answers`, of which those without an answer weigh `UNANSWERABLE` in all.
Writes rag/answering/certainty.json and lead.json, and prints what was fitted. Run it after
`eval.fits.abstention`, whose confidence it reads.
"""

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.optimize import isotonic_regression

import rag
from eval.fits.abstention import UNANSWERABLE
from eval.fits.answers import DevSet, read_dev_sets
from eval.fits.fitting import fit, write
from eval.harness.datasets import DEFAULT_DATA, TRAINING
from eval.harness.starter import ROOT
from rag.answering import certainty, lead
from rag.answering.quoting import Quoted
from rag.core.answer import Certainty
from rag.evaluation.matching import holds, token_f1
from rag.evaluation.questions import Question, recall
from rag.models.calibration import SEEN, UNSEEN
from rag.progress import track
from rag.settings import RetrievalSettings, Settings

SEED = 7
FOLDER = ROOT / "rag" / "answering"
RIGHT = {Certainty.SURE: 0.95, Certainty.LIKELY: 0.8}
"""How many of the answers have to be right from each state on."""
LIKELY = 0.65
"""The chance of an answer to be right from which on it is likely: nearer to 80 than to 50 %."""
RIGHT_LEADS = 0.9
ENOUGH = 0.5
"""A short answer is right from this token F1 on, and evidence cited from this share on."""
NAMES = ("relevance", "certainty", "gap")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of answers: how sure they were, whether right, and what they weigh.

    Attributes:
        confidence: of each answer, 0..1.
        right: whether it is right.
        able: whether its question has an answer.
        features: of the words that stand out, for each question that has some.
        led: whether these words are right.
    """

    confidence: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    able: list[bool] = field(default_factory=list)
    features: list[Mapping[str, float]] = field(default_factory=list)
    led: list[bool] = field(default_factory=list)


def look(sets: Sequence[DevSet], settings: Settings) -> Seen:
    """Ask all questions, and return what was seen."""
    seen = Seen()
    for dev in track(sets, "asking"):
        with tempfile.TemporaryDirectory() as folder:
            rag.index(dev.articles, folder)
            bot = rag.open(folder, settings=settings)
            for question in dev.questions:
                _add(seen, question, bot.quote(question.text, literal=True))
    return seen


def _add(seen: Seen, question: Question, quoted: Quoted) -> None:
    able = question.answerable
    gold = question.gold or ()
    seen.confidence.append(quoted.unrefused.confidence)
    seen.right.append(able and recall(gold, quoted.unrefused) >= ENOUGH)
    seen.able.append(able)
    if quoted.stands_out and (question.answers or not able):
        seen.features.append(quoted.stands_out.features)
        seen.led.append(able and is_right(quoted.stands_out.text, question.answers))


def is_right(text: str, answers: Sequence[str]) -> bool:
    """Tell whether a short answer says what one of the reference answers says.

    It has all its words in order, or is a part of it, or shares half of the words with it.

    >>> is_right("in May 2025", ["May 2025"]), is_right("May 2024", ["May 2025"])
    (True, True)
    >>> is_right("Heide", ["May 2025"])
    False
    """
    if holds(text, answers) or any(holds(answer, [text]) for answer in answers):
        return True
    return token_f1(text, answers) >= ENOUGH


def lowest(
    scores: Sequence[float], right: Sequence[bool], weights: Sequence[float], share: float
) -> float:
    """Return the lowest score from which on at least a share of the answers is right.

    >>> lowest([0.9, 0.8, 0.7, 0.6], [True, True, False, False], [1, 1, 1, 1], 0.6)
    0.7
    """
    order = np.argsort(-np.array(scores), kind="stable")
    weighed = np.array(weights)[order]
    rights = np.cumsum(weighed * np.array(right)[order]) / np.cumsum(weighed)
    held = np.flatnonzero(rights >= share)
    return float(np.array(scores)[order][held[-1]]) if len(held) else 1.0


def state_bounds(seen: Seen) -> dict[str, float]:
    """Return the lowest confidence of each state.

    Each state has its share of right answers by itself, and the chance of each of its answers to
    be right, by isotonic regression, is at least `LIKELY`.
    """
    weights, below, bounds = weigh(seen.able), 1.0, {}
    least = _lowest_of(seen, weights, LIKELY)
    for state, share in RIGHT.items():
        rest = [place for place, score in enumerate(seen.confidence) if score < below]
        below = lowest(
            [seen.confidence[place] for place in rest],
            [seen.right[place] for place in rest],
            [weights[place] for place in rest],
            share,
        )
        bounds[str(state)] = round(max(below, least), 4)
    return bounds


def _lowest_of(seen: Seen, weights: Sequence[float], chance: float) -> float:
    """Return the lowest confidence from which on each answer has a chance to be right."""
    order = np.argsort(seen.confidence, kind="stable")
    right = np.array(seen.right, dtype=float)[order]
    chances = isotonic_regression(right, weights=np.array(weights)[order]).x
    held = np.flatnonzero(chances >= chance)
    return float(np.array(seen.confidence)[order][held[0]]) if len(held) else 1.0


def weigh(able: Sequence[bool]) -> list[float]:
    """Return what each question weighs: those without an answer `UNANSWERABLE` of all."""
    count, others = sum(able), len(able) - sum(able)
    return [
        (1 - UNANSWERABLE) / max(1, count) if one else UNANSWERABLE / max(1, others) for one in able
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, write and print."""
    parser = argparse.ArgumentParser("python -m eval.fits.certainty")
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA.parent / TRAINING)
    given = parser.parse_args(arguments)
    sets = list(read_dev_sets(given.data, SEED))
    bounds = {}
    plain, unseen = Settings(), Settings(retrieval=RetrievalSettings(cross_encode=0))
    for which, settings in ((SEEN, plain), (UNSEEN, unseen)):
        seen = look(sets, settings)
        bounds[which] = state_bounds(seen)
        print(which, len(seen.right), "questions", bounds[which])
        if which == SEEN:
            _fit_lead(seen)
    text = json.dumps(bounds, indent=2) + "\n"
    (FOLDER / certainty.FILE_NAME).write_text(text, encoding="utf-8")


def _fit_lead(seen: Seen) -> None:
    fitted = fit(seen.features, seen.led, NAMES)
    probability = fitted.probability(seen.features)
    threshold = lowest(list(probability), seen.led, [1.0] * len(seen.led), RIGHT_LEADS)
    shown = probability >= threshold
    data = f"{len(seen.led)} questions, held-out parts of the training sets"
    lead_fit = fitted.shipped | {"threshold": round(threshold, 4), "fitted_on": data}
    print(
        "lead",
        lead_fit,
        f"shown {shown.mean():.2f}, right {np.mean(np.array(seen.led)[shown]):.2f}",
    )
    write(FOLDER / lead.FILE_NAME, {SEEN: lead_fit})


if __name__ == "__main__":
    main()
