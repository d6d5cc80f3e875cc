import numpy as np
import pytest
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

from eval.metrics import auc, balanced_accuracy, mean, median, quantile, ratio
from eval.result import RESAMPLES, Result, Scorer, bootstrap

SCORER = Scorer("starter", "footnote")


def test_the_bootstrap_is_deterministic_and_its_seed_matters():
    values = np.arange(50.0) ** 2
    assert bootstrap(mean, values) == bootstrap(mean, values)
    assert bootstrap(mean, values, seed=1) != bootstrap(mean, values, seed=2)


def test_the_interval_of_a_constant_is_that_constant():
    assert bootstrap(mean, np.full(10, 0.5)) == (0.5, 0.5)
    assert bootstrap(median, np.array([3.0])) == (3.0, 3.0)


def test_the_interval_of_two_values_is_worked_by_hand():
    # A resample of (0, 1) has the mean 0, .5 or 1 with the chances 1/4, 1/2, 1/4: more than 2.5 % lie at each end.
    assert bootstrap(mean, np.array([0.0, 1.0])) == (0.0, 1.0)


def test_the_interval_of_a_large_sample_is_the_normal_one():
    values = np.random.default_rng(0).normal(10.0, 2.0, 4_000)
    low, high = bootstrap(mean, values, resamples=4_000)
    error = values.std() / np.sqrt(len(values))
    assert low == pytest.approx(values.mean() - 1.96 * error, abs=0.3 * error)
    assert high == pytest.approx(values.mean() + 1.96 * error, abs=0.3 * error)


def test_a_ratio_resamples_pairs_together():
    theirs = np.array([1.0, 5.0, 2.0, 9.0])
    assert bootstrap(ratio(mean), 2 * theirs, theirs) == (2.0, 2.0)


def test_resamples_without_a_value_are_left_out():
    positive = np.array([True, False, False])
    low, high = bootstrap(auc, positive, np.array([0.9, 0.1, 0.2]))
    assert (low, high) == (1.0, 1.0)


def test_a_score_carries_value_interval_and_n():
    (result,) = SCORER.mean("recall", [0.0, 1.0, 1.0, 1.0])
    assert result == Result("starter", "footnote", "recall", 0.75, 0.25, 1.0, 4)


@pytest.mark.parametrize(("answerable", "confidence"), [([], []), ([True, True], [0.1, 0.9])])
def test_what_cannot_be_scored_gives_no_result(answerable, confidence):
    assert SCORER.score("AUC", auc, answerable, confidence) == []


def test_auc_is_worked_by_hand_and_a_tie_counts_one_half():
    # (.9 > .5), (.9 > .1), (.5 = .5), (.5 > .1): 3.5 of 4 pairs.
    assert auc(np.array([1, 1, 0, 0]), np.array([0.9, 0.5, 0.5, 0.1])) == 3.5 / 4


def test_metrics_equal_the_reference_on_random_inputs_row_by_row():
    random = np.random.default_rng(7)
    positive = random.random((20, 40)) < 0.3
    scores = random.integers(0, 10, (20, 40)) / 10
    assert auc(positive, scores) == pytest.approx([roc_auc_score(*row) for row in zip(positive, scores, strict=True)])
    taken = scores > 0.4
    expected = [balanced_accuracy_score(*row) for row in zip(positive, taken, strict=True)]
    assert balanced_accuracy(positive, taken) == pytest.approx(expected)


def test_statistics_are_taken_along_the_last_axis():
    rows = np.array([[1.0, 2.0, 9.0], [4.0, 4.0, 4.0]])
    assert mean(rows).tolist() == [4.0, 4.0]
    assert median(rows).tolist() == [2.0, 4.0]
    assert quantile(1.0)(rows).tolist() == [9.0, 4.0]
    assert RESAMPLES >= 1_000
