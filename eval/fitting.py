"""Fit the probabilities that ship with Footnote: logistic regressions on signals, and their thresholds."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

Signals = Sequence[Mapping[str, float]]


def regression() -> Any:
    """Return the model that is fitted: a logistic regression on signals divided by their standard deviations."""
    return make_pipeline(StandardScaler(with_mean=False), LogisticRegression())


def as_matrix(signals: Signals, names: Sequence[str]) -> NDArray[np.float64]:
    """Return the named signals, shape (n, names)."""
    return np.array([[one[name] for name in names] for one in signals]).reshape(-1, len(names))


def fit(signals: Signals, labels: Sequence[bool], names: Sequence[str]) -> tuple[dict[str, Any], NDArray[np.float64]]:
    """Return intercept and coefficients as they are shipped, and the fitted probability of each label.

    Args:
        signals: by name.
        labels: what is to be told.
        names: the signals that are used.
    """
    matrix = as_matrix(signals, names)
    fitted = regression().fit(matrix, np.array(labels))
    scaler, model = fitted
    coefficients = (model.coef_[0] / scaler.scale_).tolist()
    shipped = {
        "intercept": round(float(model.intercept_[0]), 4),
        "coefficients": {name: round(value, 4) for name, value in zip(names, coefficients, strict=True)},
    }
    return shipped, fitted.predict_proba(matrix)[:, 1]


def refusal_threshold(probability: NDArray[np.float64], refused: float) -> float:
    """Return the highest threshold at which at most a share `refused` (0..1) of answerable questions is refused.

    Args:
        probability: of each answerable question, 0..1.
        refused: the share that may be refused.
    """
    lowest = np.sort(probability)
    count = int(refused * len(lowest))
    return float(lowest[max(0, count - 1) : count + 1].mean())


def write(path: Path, fits: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the fits of a file, see `rag.calibration`."""
    path.write_text(json.dumps(fits, indent=2) + "\n", encoding="utf-8")
