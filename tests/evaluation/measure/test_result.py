import numpy as np
import pytest

from rag.evaluation.measure.result import Result, Sample, Scorer, bootstrap
from rag.evaluation.measure.statistics import auc, mean, median, ratio

SCORER = Scorer("starter", "footnote")


def test_the_bootstrap_is_deterministic_and_its_seed_matters() -> None:
    values = np.arange(50.0) ** 2
    assert bootstrap(mean, values) == bootstrap(mean, values)
    assert bootstrap(mean, values, seed=1) != bootstrap(mean, values, seed=2)


def test_the_interval_of_a_constant_is_that_constant() -> None:
    assert bootstrap(mean, np.full(10, 0.5)) == (0.5, 0.5)
    assert bootstrap(median, np.array([3.0])) == (3.0, 3.0)


def test_the_interval_of_two_values_is_worked_by_hand() -> None:
    # A resample of (0, 1) has the mean 0, .5 or 1 with the chances 1/4, 1/2, 1/4: more than 2.5 %
    # lie at each end.
    assert bootstrap(mean, np.array([0.0, 1.0])) == (0.0, 1.0)


def test_the_interval_of_a_large_sample_is_the_normal_one() -> None:
    values = np.random.default_rng(0).normal(10.0, 2.0, 4_000)
    low, high = bootstrap(mean, values, resamples=4_000)
    error = values.std() / np.sqrt(len(values))
    assert low == pytest.approx(values.mean() - 1.96 * error, abs=0.3 * error)
    assert high == pytest.approx(values.mean() + 1.96 * error, abs=0.3 * error)


def test_a_ratio_resamples_pairs_together() -> None:
    theirs = np.array([1.0, 5.0, 2.0, 9.0])
    assert bootstrap(ratio(mean), 2 * theirs, theirs) == (2.0, 2.0)


def test_resamples_without_a_value_are_left_out() -> None:
    positive = np.array([True, False, False])
    low, high = bootstrap(auc, positive, np.array([0.9, 0.1, 0.2]))
    assert (low, high) == (1.0, 1.0)


def test_a_score_carries_value_interval_and_n() -> None:
    (result,) = SCORER.mean("recall", [0.0, 1.0, 1.0, 1.0])
    assert result == Result("starter", "footnote", "recall", 0.75, 0.25, 1.0, 4)


@pytest.mark.parametrize(("answerable", "confidence"), [([], []), ([True, True], [0.1, 0.9])])
def test_what_cannot_be_scored_gives_no_result(
    answerable: list[bool], confidence: list[float]
) -> None:
    assert SCORER.score("AUC", "auc", answerable, confidence) == []


def test_the_values_are_kept_with_a_hash_of_their_cases() -> None:
    (result,) = SCORER.mean("recall", [0.0, 1 / 3], ["a", "b"])
    assert result.sample == Sample("mean", result.sample.cases, ((0.0, 0.33333),))
    (same,), (other,) = SCORER.mean("x", [1, 0], ["a", "b"]), SCORER.mean("x", [1, 0], ["b", "a"])
    assert same.sample.cases == result.sample.cases != other.sample.cases
    assert SCORER.mean("recall", [1.0])[0].sample is None
