"""Statistics of a set of questions, vectorised: the last axis holds the questions.

So a bootstrap, which takes thousands of resamples as rows, is one call.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
"""One value for each question; as a statistic's argument, any number of such rows."""
Statistic = Callable[..., NDArray[np.float64]]
"""Takes columns, returns one value for each row; not-a-number where it is not defined."""


def mean(values: Column) -> NDArray[np.float64]:
    """Return the mean."""
    return np.asarray(np.mean(values, axis=-1, dtype=np.float64))


def quantile(share: float) -> Statistic:
    """Return the statistic that a `share`, 0..1, of the values do not exceed.

    >>> float(quantile(0.5)(np.array([1.0, 2.0, 9.0])))
    2.0
    """
    return lambda values: np.asarray(np.quantile(values, share, axis=-1))


median = quantile(0.5)


def ratio(statistic: Statistic) -> Statistic:
    """Return the statistic of two columns that divides the first's by the second's.

    >>> float(ratio(median)(np.array([1.0, 2.0, 9.0]), np.array([4.0, 4.0, 4.0])))
    0.5
    """
    return lambda ours, theirs: np.asarray(statistic(ours) / statistic(theirs))


def auc(positive: Column, scores: Column) -> NDArray[np.float64]:
    """Return the area under the ROC curve: how often a positive scores above a negative.

    A tie counts one half.

    Args:
        positive: whether each case is positive.
        scores: higher is more likely positive.
    """
    from scipy.stats import rankdata

    positive = np.asarray(positive, dtype=bool)
    ranks = np.where(positive, rankdata(scores, axis=-1), 0.0).sum(axis=-1)
    ones = positive.sum(axis=-1)
    zeros = positive.shape[-1] - ones
    return np.asarray((ranks - ones * (ones + 1) / 2) / (ones * zeros))


def balanced_accuracy(positive: Column, taken: Column) -> NDArray[np.float64]:
    """Return the mean of the share of positives taken and the share of negatives not taken.

    >>> positive = np.array([True, True, False, False])
    >>> float(balanced_accuracy(positive, np.array([True, False, False, False])))
    0.75
    """
    positive, taken = np.asarray(positive, dtype=bool), np.asarray(taken, dtype=bool)
    hits = (taken & positive).sum(axis=-1) / positive.sum(axis=-1)
    rejections = (~taken & ~positive).sum(axis=-1) / (~positive).sum(axis=-1)
    return np.asarray((hits + rejections) / 2)


def precision(positive: Column, taken: Column) -> NDArray[np.float64]:
    """Return the share of what is taken that is positive."""
    positive, taken = np.asarray(positive, dtype=bool), np.asarray(taken, dtype=bool)
    return np.asarray((taken & positive).sum(axis=-1) / taken.sum(axis=-1))


def recall(positive: Column, taken: Column) -> NDArray[np.float64]:
    """Return the share of the positives that is taken."""
    positive, taken = np.asarray(positive, dtype=bool), np.asarray(taken, dtype=bool)
    return np.asarray((taken & positive).sum(axis=-1) / positive.sum(axis=-1))


def f1(positive: Column, taken: Column) -> NDArray[np.float64]:
    """Return the harmonic mean of precision and recall.

    >>> float(f1(np.array([True, True, False]), np.array([True, False, False]))).__round__(3)
    0.667
    """
    positive, taken = np.asarray(positive, dtype=bool), np.asarray(taken, dtype=bool)
    return np.asarray(
        2 * (taken & positive).sum(axis=-1) / (taken.sum(axis=-1) + positive.sum(axis=-1))
    )


def aurc(right: Column, scores: Column) -> NDArray[np.float64]:
    """Return the area under the risk-coverage curve, 0..1; lower is better.

    The risk at a coverage of k questions is the share of wrong answers among the k with the highest
    scores; the area is its mean over k = 1..n (El-Yaniv and Wiener, 2010).

    >>> float(aurc(np.array([True, False]), np.array([0.9, 0.1])))
    0.25
    """
    order = np.argsort(-np.asarray(scores, dtype=np.float64), axis=-1, kind="stable")
    wrong = ~np.take_along_axis(np.asarray(right, dtype=bool), order, axis=-1)
    covered = np.arange(1, wrong.shape[-1] + 1)
    return np.asarray((np.cumsum(wrong, axis=-1) / covered).mean(axis=-1))


def macro_f1(truth: Column, given: Column) -> NDArray[np.float64]:
    """Return the mean over the classes of the harmonic mean of precision and recall.

    A class counts that some case has, or was given.

    Args:
        truth: the class of each case, a number.
        given: the class that it was given.
    """
    truth, given = np.asarray(truth), np.asarray(given)
    scores = []
    for one in np.union1d(truth, given):
        is_so, said = truth == one, given == one
        both = (is_so & said).sum(axis=-1)
        with np.errstate(invalid="ignore"):
            scores.append(2 * both / (is_so.sum(axis=-1) + said.sum(axis=-1)))
    return np.asarray(np.nanmean(scores, axis=0))


STATISTICS: Mapping[str, Statistic] = {
    "mean": mean,
    "median": median,
    "p95": quantile(0.95),
    "ratio of means": ratio(mean),
    "ratio of medians": ratio(median),
    "auc": auc,
    "balanced accuracy": balanced_accuracy,
    "precision": precision,
    "recall": recall,
    "f1": f1,
    "macro f1": macro_f1,
    "aurc": aurc,
}
"""Every statistic by the name that a result file knows it by."""
