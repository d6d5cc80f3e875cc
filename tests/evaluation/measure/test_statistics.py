import inspect
from collections.abc import Callable

import numpy as np
import pytest
from sklearn.metrics import (
    balanced_accuracy_score,
    f1_score,
    precision_score,
    recall_score,
    roc_auc_score,
)

from rag.evaluation.measure.statistics import (
    STATISTICS,
    auc,
    aurc,
    balanced_accuracy,
    mean,
    median,
    quantile,
)


def test_auc_is_worked_by_hand_and_a_tie_counts_one_half() -> None:
    # (.9 > .5), (.9 > .1), (.5 = .5), (.5 > .1): 3.5 of 4 pairs.
    assert auc(np.array([1, 1, 0, 0]), np.array([0.9, 0.5, 0.5, 0.1])) == 3.5 / 4


def test_metrics_equal_the_reference_on_random_inputs_row_by_row() -> None:
    random = np.random.default_rng(7)
    positive = random.random((20, 40)) < 0.3
    scores = random.integers(0, 10, (20, 40)) / 10
    assert auc(positive, scores) == pytest.approx(
        [roc_auc_score(*row) for row in zip(positive, scores, strict=True)]
    )
    taken = scores > 0.4
    expected = [balanced_accuracy_score(*row) for row in zip(positive, taken, strict=True)]
    assert balanced_accuracy(positive, taken) == pytest.approx(expected)


def test_statistics_are_taken_along_the_last_axis() -> None:
    rows = np.array([[1.0, 2.0, 9.0], [4.0, 4.0, 4.0]])
    assert mean(rows).tolist() == [4.0, 4.0]
    assert median(rows).tolist() == [2.0, 4.0]
    assert quantile(1.0)(rows).tolist() == [9.0, 4.0]


@pytest.mark.parametrize(
    ("name", "reference"),
    [("precision", precision_score), ("recall", recall_score), ("f1", f1_score)],
)
def test_refusal_statistics_equal_the_reference_on_random_inputs(
    name: str, reference: Callable[..., float]
) -> None:
    random = np.random.default_rng(3)
    positive, taken = random.random((2, 20, 40)) < 0.4
    expected = [reference(*row) for row in zip(positive, taken, strict=True)]
    assert STATISTICS[name](positive, taken) == pytest.approx(expected)


def test_macro_f1_equals_the_reference_on_random_inputs() -> None:
    random = np.random.default_rng(4)
    truth, given = random.integers(0, 4, (2, 20, 40))
    expected = [f1_score(*row, average="macro") for row in zip(truth, given, strict=True)]
    assert STATISTICS["macro f1"](truth, given) == pytest.approx(expected)


def test_risk_coverage_is_worked_by_hand() -> None:
    # By falling score: right, wrong, right. Risks 0, 1/2, 1/3.
    assert aurc(np.array([1, 1, 0]), np.array([0.2, 0.9, 0.5])) == pytest.approx(
        (0 + 1 / 2 + 1 / 3) / 3
    )
    assert aurc(np.array([1, 0]), np.array([0.1, 0.9])) == pytest.approx((1 + 1 / 2) / 2)


@pytest.mark.parametrize("name", STATISTICS)
def test_every_statistic_takes_rows_at_once(name: str) -> None:
    random = np.random.default_rng(5)
    columns = [(random.random((3, 30)) > 0.5).astype(float), random.random((3, 30)).round(1)]
    statistic = STATISTICS[name]
    arguments = columns[: len(inspect.signature(statistic).parameters)]
    assert statistic(*arguments) == pytest.approx(
        [float(statistic(*row)) for row in zip(*arguments, strict=True)]
    )
