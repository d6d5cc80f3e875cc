"""A measured number with its 95 % interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eval.metrics import Column, Statistic, mean

RESAMPLES = 2_000
SEED = 2026


@dataclass(frozen=True, slots=True)
class Result:
    """One number of a run.

    Attributes:
        suite: the suite that measured it.
        system: what was measured: "footnote", a baseline, or "ratio" (footnote divided by the baseline of the same run).
        metric: what the number means, with its unit.
        value: the number.
        low: lower end of the 95 % interval.
        high: upper end of the 95 % interval.
        n: how many questions, or runs, the number is made of.
    """

    suite: str
    system: str
    metric: str
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Scorer:
    """Makes the results of one system in one suite."""

    suite: str
    system: str

    def score(self, metric: str, statistic: Statistic, *columns: Sequence[Any] | Column) -> list[Result]:
        """Return the statistic of the columns with its interval, as a list of one.

        Where the statistic is not defined (no questions, or no question of one kind) there is no result: an ineligible
        case gets no score, not zero.

        Args:
            metric: the result's name.
            statistic: see `eval.metrics`.
            columns: one value for each question, in the same order.
        """
        arrays = [np.asarray(column) for column in columns]
        if not len(arrays[0]):
            return []
        with np.errstate(invalid="ignore", divide="ignore"):
            value = float(statistic(*arrays))
        if not np.isfinite(value):
            return []
        low, high = bootstrap(statistic, *arrays)
        return [Result(self.suite, self.system, metric, value, low, high, len(arrays[0]))]

    def mean(self, metric: str, values: Sequence[float] | Column) -> list[Result]:
        """Return the mean of `values` with its interval."""
        return self.score(metric, mean, values)


def bootstrap(statistic: Statistic, *columns: Column, resamples: int = RESAMPLES, seed: int = SEED) -> tuple[float, float]:
    """Return the 95 % percentile interval of a statistic, resampling questions with replacement.

    Columns are resampled together, so a statistic of two columns (a ratio, a difference) is paired. With a handful of
    runs instead of questions the interval is about their smallest and largest value.

    Args:
        statistic: see `eval.metrics`; resamples where it is not a number are left out.
        columns: one value for each question, in the same order.
        resamples: how many samples are drawn.
        seed: the same seed gives the same interval.
    """
    count = len(columns[0])
    rows = np.random.default_rng(seed).integers(0, count, (resamples, count))
    with np.errstate(invalid="ignore", divide="ignore"):
        values = statistic(*(column[rows] for column in columns))
    low, high = np.quantile(values[np.isfinite(values)], (0.025, 0.975))
    return float(low), float(high)
