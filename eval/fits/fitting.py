"""Fit the probabilities that ship with Footnote: logistic regressions, and their thresholds."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

Features = Sequence[Mapping[str, float]]


def regression() -> Any:
    """Return what is fitted: a logistic regression on features divided by their deviations."""
    return make_pipeline(StandardScaler(with_mean=False), LogisticRegression())


def as_matrix(features: Features, names: Sequence[str]) -> NDArray[np.float64]:
    """Return the named features, shape (n, names)."""
    return np.array([[row[name] for name in names] for row in features]).reshape(-1, len(names))


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted regression.

    Attributes:
        model: see `regression`.
        names: its features.
    """

    model: Any
    names: Sequence[str]

    @property
    def shipped(self) -> dict[str, Any]:
        """Intercept and coefficients as they are shipped."""
        scaler, model = self.model
        coefficients = (model.coef_[0] / scaler.scale_).tolist()
        return {
            "intercept": round(float(model.intercept_[0]), 4),
            "coefficients": {
                name: round(value, 4) for name, value in zip(self.names, coefficients, strict=True)
            },
        }

    def probability(self, features: Features) -> NDArray[np.float64]:
        """Return the probability of each, shape (n,)."""
        return np.asarray(self.model.predict_proba(as_matrix(features, self.names))[:, 1])


def fit(
    features: Features,
    labels: Sequence[bool],
    names: Sequence[str],
    weights: NDArray[np.float64] | None = None,
) -> Fit:
    """Return the regression fitted to labels.

    Args:
        features: by name.
        labels: what is to be told.
        names: the features that are used.
        weights: of each label, 1 on average; without them all weigh the same.
    """
    model = regression().fit(
        as_matrix(features, names), np.array(labels), logisticregression__sample_weight=weights
    )
    return Fit(model, names)


def even_threshold(labels: Sequence[bool], probability: Sequence[float]) -> float:
    """Return the probability from which on a claim is more likely true than not.

    That is, if as many were true as false. There balanced accuracy is highest; read off a
    regression on all claims, since the highest one measured moves with a few of them (eval/LOG.md).

    Args:
        labels: which are true.
        probability: of each, between 0 and 1; the truer, the higher.
    """
    model = LogisticRegression(class_weight="balanced").fit(
        logit(np.array(probability))[:, None], np.array(labels)
    )
    return float(expit(-model.intercept_[0] / model.coef_[0, 0]))


def refusal_threshold(probability: NDArray[np.float64], refused: float) -> float:
    """Return the highest threshold that refuses at most a share of the answerable questions.

    Args:
        probability: of each answerable question, 0..1.
        refused: the share, 0..1, that may be refused.
    """
    lowest = np.sort(probability)
    count = int(refused * len(lowest))
    return float(lowest[max(0, count - 1) : count + 1].mean())


def risk_threshold(
    probability: NDArray[np.float64],
    wrong: NDArray[np.bool_],
    weights: NDArray[np.float64],
    risk: float,
) -> float:
    """Return the lowest threshold at which at most a share of the answers given is wrong.

    It is 1 where no threshold holds the risk.

    Conformal risk control (Angelopoulos and others, 2022, https://arxiv.org/abs/2208.02814) on the
    loss "given, and wrong rather than right by more than the risk": one more question, wrong and of
    the highest weight, is counted in.

    Args:
        probability: of each question to have an answer, 0..1, shape (n,); from the threshold on one
            is given.
        wrong: whether the answer would be wrong.
        weights: what each counts.
        risk: the share, 0..1, that may be wrong.
    """
    order = np.argsort(-probability, kind="stable")
    given = probability[order]
    excess = np.cumsum((weights * (wrong - risk))[order]) + weights.max() * (1 - risk)
    last_of_equals = np.append(given[1:] < given[:-1], True)
    held = np.flatnonzero((excess <= 0) & last_of_equals)
    return float(given[held[-1]]) if len(held) else 1.0


def write(path: Path, fits: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the fits of a file, see `rag.models.calibration`."""
    path.write_text(json.dumps(fits, indent=2) + "\n", encoding="utf-8")
