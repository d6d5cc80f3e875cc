"""Compare two runs, case by case where both answered the same cases."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.evaluation.measure.result import FOOTNOTE, Sample, bootstrap
from rag.evaluation.measure.run import Run
from rag.evaluation.measure.statistics import STATISTICS, Column


@dataclass(frozen=True, slots=True)
class Change:
    """How a metric of Footnote changed between two runs.

    Attributes:
        suite: the suite.
        metric: the metric.
        before: its value in the earlier run.
        after: its value now.
        low: lower end of the 95 % interval of the change, `after - before`.
        high: upper end of it.
        n: the number of cases, the same in both runs.
    """

    suite: str
    metric: str
    before: float
    after: float
    low: float
    high: float
    n: int

    @property
    def amount(self) -> float:
        """The later value less the earlier one."""
        return self.after - self.before

    @property
    def significant(self) -> bool:
        """Whether the 95 % interval of the change does not hold 0."""
        return self.low > 0 or self.high < 0


def compare(run: Run, earlier: Run) -> list[Change]:
    """Return how each metric of Footnote changed, in the order of `run`.

    The interval is a percentile bootstrap of the difference, cases resampled in pairs. Metrics
    without kept values (times) and metrics whose cases differ are left out.
    """
    return list(_changes(run, earlier))


def _changes(run: Run, earlier: Run) -> Iterator[Change]:
    before = {(r.suite, r.metric): r for r in earlier.results if r.system == FOOTNOTE}
    for now in run.results:
        old = before.get((now.suite, now.metric)) if now.system == FOOTNOTE else None
        if old and now.sample and old.sample and _comparable(now.sample, old.sample):
            low, high = _interval(now.sample, old.sample)
            yield Change(now.suite, now.metric, old.value, now.value, low, high, now.n)


def _comparable(sample: Sample, other: Sample) -> bool:
    return (sample.cases, sample.statistic) == (other.cases, other.statistic)


def _interval(now: Sample, old: Sample) -> tuple[float, float]:
    statistic, width = STATISTICS[now.statistic], len(now.columns)

    def change(*columns: Column) -> NDArray[np.float64]:
        return np.asarray(statistic(*columns[:width]) - statistic(*columns[width:]))

    return bootstrap(change, *map(np.asarray, (*now.columns, *old.columns)))
