"""What an evaluation gives: numbers with their 95 % intervals, and the cases behind them."""

import hashlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from rag.evaluation.measure.statistics import STATISTICS, Column, Statistic

FOOTNOTE = "footnote"
"""The name of the system that is ours."""
RESAMPLES = 2_000
SEED = 2026


@dataclass(frozen=True, slots=True)
class Sample:
    """The values a result was made of, so that two runs can be compared case by case.

    Attributes:
        statistic: a name in `rag.evaluation.measure.statistics.STATISTICS`.
        cases: a hash of the cases' ids; two samples with the same hash can be compared in pairs.
        columns: one value for each case, rounded to five decimals; as many columns as the statistic
            takes.
    """

    statistic: str
    cases: str
    columns: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One number of a run.

    Attributes:
        suite: the suite that measured it.
        system: what was measured: "footnote", a baseline, or "ratio" (footnote divided by the
            baseline of the same run).
        metric: what the number means, with its unit.
        value: the number.
        low: lower end of the 95 % interval.
        high: upper end of the 95 % interval.
        n: how many questions, or runs, the number is made of.
        sample: the values it was made of, where they are kept.
    """

    suite: str
    system: str
    metric: str
    value: float
    low: float
    high: float
    n: int
    sample: Sample | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage, sentence or article of a case, as the report shows it.

    Attributes:
        label: where it is from, for example an article's title and place.
        text: its words.
        score: why it was chosen: higher is better; None where there is none.
        right: whether it is (part of) what was expected; None where that is not known.
    """

    label: str
    text: str
    score: float | None = None
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One question of a suite with what came of it, for people to look at.

    Attributes:
        suite: the suite it belongs to.
        id: the question's id.
        question: the question, or the claim that is checked.
        score: how well it went, 0 (worst) to 1.
        verdict: what went right or wrong, in a few words.
        expected: the gold evidence or documents; empty where the right answer is a refusal.
        retrieved: what was found, best first.
        cited: what the answer cites, in order.
        answer: the answer's text, or the message of the refusal.
    """

    suite: str
    id: str
    question: str
    score: float
    verdict: str
    expected: tuple[Shown, ...] = ()
    retrieved: tuple[Shown, ...] = ()
    cited: tuple[Shown, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a suite returns."""

    results: list[Result]
    cases: list[Case] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Makes the results of one system in one suite."""

    suite: str
    system: str

    def score(
        self,
        metric: str,
        statistic: str,
        *columns: Sequence[Any] | Column,
        ids: Sequence[str] | None = None,
    ) -> list[Result]:
        """Return the statistic of the columns with its interval, as a list of one.

        Where the statistic is not defined (no questions, or no question of one kind) there is no
        result: an ineligible case gets no score, not zero.

        Args:
            metric: the result's name.
            statistic: a name in `rag.evaluation.measure.statistics.STATISTICS`.
            columns: one value for each question, in the same order.
            ids: the questions' ids, in that order; with them the values are kept, for comparisons
                with other runs.
        """
        arrays = [np.asarray(column) for column in columns]
        if not len(arrays[0]):
            return []
        function = STATISTICS[statistic]
        with np.errstate(invalid="ignore", divide="ignore"):
            value = float(function(*arrays))
        if not np.isfinite(value):
            return []
        low, high = bootstrap(function, *arrays)
        sample = _sample(statistic, ids, arrays) if ids is not None else None
        return [Result(self.suite, self.system, metric, value, low, high, len(arrays[0]), sample)]

    def mean(
        self, metric: str, values: Sequence[float] | Column, ids: Sequence[str] | None = None
    ) -> list[Result]:
        """Return the mean of `values` with its interval."""
        return self.score(metric, "mean", values, ids=ids)


def bootstrap(
    statistic: Statistic, *columns: Column, resamples: int = RESAMPLES, seed: int = SEED
) -> tuple[float, float]:
    """Return the 95 % percentile interval of a statistic, questions resampled with replacement.

    Columns are resampled together, so a statistic of two columns (a ratio, a difference) is paired.
    With a handful of runs instead of questions the interval is about their smallest and largest
    value.

    Args:
        statistic: see `rag.evaluation.measure.statistics`; resamples where it is not a number are
            left out.
        columns: one value for each question, in the same order.
        resamples: how many samples are drawn.
        seed: the same seed gives the same interval.
    """
    from scipy import stats

    if len(columns[0]) == 1:
        return (float(statistic(*columns)),) * 2
    with np.errstate(invalid="ignore", divide="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)  # of undefined resamples
        values = stats.bootstrap(
            columns,
            lambda *rows, axis: statistic(*rows),  # statistics take the last axis always
            n_resamples=resamples,
            vectorized=True,
            paired=True,
            method="percentile",
            rng=np.random.default_rng(seed),
        ).bootstrap_distribution
    low, high = np.quantile(values[np.isfinite(values)], (0.025, 0.975))
    return float(low), float(high)


def _sample(statistic: str, ids: Sequence[str], arrays: Sequence[Column]) -> Sample:
    digest = hashlib.sha256("\n".join(ids).encode()).hexdigest()[:16]
    return Sample(
        statistic, digest, tuple(tuple(round(float(v), 5) for v in column) for column in arrays)
    )
