"""Probabilities from features: logistic regressions fitted on dev data that ship as JSON files.

A file has two fits: one for what the cross-encoder saw and one for what it did not see. No number
in it is set by hand.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Self

SEEN, UNSEEN = "cross_encoded", "not_cross_encoded"
"""The names of the two fits of a file."""
_MOST_LOGIT = 60.0


def logistic(logit: float) -> float:
    """Return the probability of log-odds, 0..1, whatever their size; of no number 0.

    >>> logistic(0.0), logistic(-1e4) < 1e-20, logistic(float("nan"))
    (0.5, True, 0.0)
    """
    if math.isnan(logit):
        return 0.0
    return 1 / (1 + math.exp(-max(-_MOST_LOGIT, min(_MOST_LOGIT, logit))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression on named features.

    Attributes:
        intercept: log-odds where every feature is 0.
        coefficients: what a point of each feature adds to the log-odds.
        threshold: the probability, 0..1, from which the answer is taken to be yes.
        fitted_on: training data and the criterion that chose the threshold.
        risks: thresholds by the share of wrong answers, as text, that they let pass among those
            given.
    """

    intercept: float
    coefficients: Mapping[str, float]
    threshold: float
    fitted_on: str
    risks: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    @cache
    def load(cls, package: str, name: str, cross_encoded: bool) -> Self:
        """Return a fit that ships with Footnote.

        Args:
            package: where the file lies, such as "rag.answering".
            name: the file.
            cross_encoded: whether the cross-encoder has seen what is judged.
        """
        fits = json.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
        return cls(**fits[SEEN if cross_encoded else UNSEEN])

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability, 0..1; `features` has a value for each coefficient."""
        products = (weight * features[name] for name, weight in self.coefficients.items())
        return logistic(self.intercept + sum(products))

    def threshold_for(self, risk: float) -> float:
        """Return the threshold of the highest fitted risk that is not above `risk`.

        `risk` is at least the lowest fitted one.
        """
        fitting = [bound for level, bound in self.risks.items() if float(level) <= risk]
        return min(fitting)
