"""Fit when to abstain: `python -m eval.fits.abstention`.

A logistic regression on the features of `rag.answering.abstain`, with the cross-encoder and
without, on the questions of `eval.fits.questions`, each kind of which weighs the same. The
threshold is the highest at which at most one in fifty of the answerable questions is refused, as
the mean over the kinds; others are for a stated share of wrong answers among those given, where
`UNANSWERABLE` of the questions have none. Writes rag/answering/abstention.json and prints what it
fitted, and how a fit to all other kinds does on each kind. The project's own questions take no
part: they test it.
"""

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

import rag
from eval.fits.fitting import Fit, fit, refusal_threshold, risk_threshold, write
from eval.fits.questions import read_corpora
from eval.harness.datasets import DEFAULT_DATA, TRAINING
from eval.harness.starter import ROOT
from rag.answering.abstain import FILE_NAME
from rag.models.calibration import SEEN, UNSEEN
from rag.progress import track
from rag.settings import RetrievalSettings, Settings

FILE = ROOT / "rag" / "answering" / FILE_NAME
SEED = 7
REFUSED = 0.02
UNANSWERABLE = 0.2
"""The share of questions without an answer that a risk is stated for; the starter's have .19."""
RISKS = (0.05, 0.1, 0.15)
"""Less is out of reach on these questions, and more is what answering everything comes to."""
NAMES = {SEEN: ("apart", "relevance"), UNSEEN: ("match", "apart")}


@dataclass(frozen=True, slots=True)
class Kind:
    """The questions of one kind: their features, and whether they have an answer."""

    features: list[Mapping[str, float]] = field(default_factory=list)
    answerable: list[bool] = field(default_factory=list)

    @property
    def able(self) -> NDArray[np.bool_]:
        """Whether each question has an answer, shape (n,)."""
        return np.array(self.answerable)


def read_kinds(training: Path, benchmarks: Path) -> dict[str, dict[str, Kind]]:
    """Return the features of all questions by their kind, for each of `NAMES`."""
    by_fit: dict[str, dict[str, Kind]] = {which: {} for which in NAMES}
    for corpus in track(list(read_corpora(training, benchmarks, SEED)), "asking"):
        with tempfile.TemporaryDirectory() as folder:
            rag.index(corpus.articles, folder)
            for which, kinds in by_fit.items():
                unseen = RetrievalSettings(cross_encode=0)
                settings = Settings() if which == SEEN else Settings(retrieval=unseen)
                bot = rag.open(folder, settings=settings)
                for question in corpus.questions:
                    kind = kinds.setdefault(question.kind, Kind())
                    kind.features.append(bot.quote(question.text, literal=True).features)
                    kind.answerable.append(question.answerable)
    return by_fit


def fit_kinds(kinds: Sequence[Kind], names: Sequence[str]) -> tuple[Fit, float]:
    """Return the fit to some kinds, each weighing the same, and its threshold."""
    features = [row for kind in kinds for row in kind.features]
    labels = [label for kind in kinds for label in kind.answerable]
    weights = np.concatenate(
        [np.full(len(kind.features), 1 / len(kind.features)) for kind in kinds]
    )
    fitted = fit(features, labels, names, weights * len(labels) / len(kinds))
    thresholds = [
        refusal_threshold(fitted.probability(kind.features)[kind.able], REFUSED) for kind in kinds
    ]
    return fitted, float(np.mean(thresholds))


def weights(kinds: Sequence[Kind]) -> NDArray[np.float64]:
    """Return what each question counts.

    Each kind counts 1, and the questions without an answer `UNANSWERABLE` of that.
    """
    shares = []
    for kind in kinds:
        able = kind.able
        shares.append(
            np.where(
                able, (1 - UNANSWERABLE) / max(1, able.sum()), UNANSWERABLE / max(1, (~able).sum())
            )
        )
    return np.concatenate(shares)


def fit_risks(fitted: Fit, kinds: Sequence[Kind]) -> dict[str, float]:
    """Return the threshold for each of `RISKS`."""
    probability = np.concatenate([fitted.probability(kind.features) for kind in kinds])
    wrong, counts = np.concatenate([~kind.able for kind in kinds]), weights(kinds)
    return {str(risk): round(risk_threshold(probability, wrong, counts, risk), 4) for risk in RISKS}


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, write and print."""
    parser = argparse.ArgumentParser("python -m eval.fits.abstention")
    parser.add_argument("--benchmarks", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA.parent / TRAINING)
    given = parser.parse_args(arguments)
    fits = {}
    for which, kinds in read_kinds(given.data, given.benchmarks).items():
        names = NAMES[which]
        fitted, threshold = fit_kinds(list(kinds.values()), names)
        count = sum(len(kind.features) for kind in kinds.values())
        data = (
            f"{count} questions of {len(kinds)} kinds out of the training sets, "
            "none the cross-encoder was trained on"
        )
        risks = fit_risks(fitted, list(kinds.values()))
        fits[which] = fitted.shipped | {
            "threshold": round(threshold, 4),
            "risks": risks,
            "fitted_on": data,
        }
        print(which, fits[which])
        _describe(kinds, names)
    write(FILE, fits)


def _describe(kinds: Mapping[str, Kind], names: Sequence[str]) -> None:
    """Print how a fit to all other kinds does on each."""
    for name, kind in kinds.items():
        others = [other for other in kinds.values() if other is not kind]
        fitted, threshold = fit_kinds(others, names)
        probability, able = fitted.probability(kind.features), kind.able
        aucs = {n: roc_auc_score(able, [row[n] for row in kind.features]) for n in names}
        alone = "  ".join(f"{feature} {auc:.3f}" for feature, auc in aucs.items())
        auc = roc_auc_score(able, probability)
        refused = probability < threshold
        print(
            f"  {name}: {len(able)} questions; fitted on the others: AUC {auc:.3f}, "
            f"refused {np.mean(refused[able]):.2f} of the answerable, "
            f"{np.mean(refused[~able]):.2f} of the others; features alone: {alone}"
        )
        counts = weights([kind])
        for risk, at in fit_risks(fitted, others).items():
            given = probability >= at
            wrong = (counts * (given & ~able)).sum() / max(1e-9, (counts * given).sum())
            print(
                f"    risk {risk}: {wrong:.2f} of those given wrong, "
                f"{np.mean(~given[able]):.2f} of the answerable refused"
            )


if __name__ == "__main__":
    main()
