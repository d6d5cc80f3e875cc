"""Compare two runs, case by case where they were asked the same cases."""

from dataclasses import dataclass

import numpy as np

from rag.evaluation.result import FOOTNOTE, RESAMPLES, SEED, Sample
from rag.evaluation.run import Run
from rag.evaluation.statistics import STATISTICS


@dataclass(frozen=True, slots=True)
class Difference:
    """How a metric of Footnote changed.

    Attributes:
        suite: the suite.
        metric: the metric.
        before: its value in the earlier run.
        after: its value now.
        low: lower end of the 95 % interval of the change, `after - before`.
        high: upper end of it.
        n: the cases that both runs were asked.
    """

    suite: str
    metric: str
    before: float
    after: float
    low: float
    high: float
    n: int

    @property
    def change(self) -> float:
        """What was gained (or lost, where negative)."""
        return self.after - self.before

    @property
    def significant(self) -> bool:
        """Whether the 95 % interval of the change does not hold 0."""
        return self.low > 0 or self.high < 0


def compare(run: Run, earlier: Run) -> list[Difference]:
    """Return the change of each metric of Footnote whose cases are the same in both runs, in the order of `run`.

    The interval is a percentile bootstrap of the difference, cases resampled in pairs. Metrics without kept values (times)
    and metrics whose cases differ are left out.
    """
    before = {(r.suite, r.metric): r for r in earlier.results if r.system == FOOTNOTE}
    differences = []
    for now in run.results:
        old = before.get((now.suite, now.metric)) if now.system == FOOTNOTE else None
        if old and now.sample and old.sample and _same_cases(now.sample, old.sample):
            low, high = _interval(now.sample, old.sample, now.n)
            differences.append(Difference(now.suite, now.metric, old.value, now.value, low, high, now.n))
    return differences


def _same_cases(one: Sample, other: Sample) -> bool:
    return (one.cases, one.statistic) == (other.cases, other.statistic)


def _interval(now: Sample, old: Sample, count: int) -> tuple[float, float]:
    rows = np.random.default_rng(SEED).integers(0, count, (RESAMPLES, count))
    statistic = STATISTICS[now.statistic]
    with np.errstate(invalid="ignore", divide="ignore"):
        after, before = (statistic(*(np.asarray(column)[rows] for column in sample.columns)) for sample in (now, old))
    changes = after - before
    low, high = np.quantile(changes[np.isfinite(changes)], (0.025, 0.975))
    return float(low), float(high)
