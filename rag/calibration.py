"""Probabilities from signals: logistic regressions that were fitted on dev data and ship as JSON files.

A file has a fit for answers with the evidence reader ("read") and one without ("unread"); no number in it is set by hand.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Self


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression on named signals.

    Attributes:
        intercept: log-odds where every signal is 0.
        coefficients: what a point of each signal adds to the log-odds.
        threshold: the probability, 0..1, from which on the answer is taken to be yes.
        fitted_on: the data, and what was asked of the threshold.
        risks: thresholds by the share of wrong answers, as text, that they let pass among those given.
    """

    intercept: float
    coefficients: Mapping[str, float]
    threshold: float
    fitted_on: str
    risks: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    @cache
    def load(cls, package: str, name: str, read: bool) -> Self:
        """Return a fit that ships with Footnote.

        Args:
            package: where the file lies, such as "rag.answering".
            name: the file.
            read: whether the evidence reader has read what is judged.
        """
        fits = json.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
        return cls(**fits["read" if read else "unread"])

    def probability(self, signals: Mapping[str, float]) -> float:
        """Return the probability, 0..1; `signals` has a value for each coefficient."""
        logit = self.intercept + sum(weight * signals[name] for name, weight in self.coefficients.items())
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))

    def threshold_for(self, risk: float) -> float:
        """Return the threshold of the highest fitted risk that is not above `risk`, which is at least the lowest."""
        return min(threshold for level, threshold in self.risks.items() if float(level) <= risk)
