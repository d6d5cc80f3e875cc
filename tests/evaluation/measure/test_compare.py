import pytest

from rag.evaluation.measure.compare import compare
from rag.evaluation.measure.result import Result, Scorer
from rag.evaluation.measure.run import Run

IDS = ["a", "b", "c", "d"]


def run_of(*results: list[Result]) -> Run:
    return Run("", "", {}, [result for part in results for result in part])


def test_cases_are_compared_in_pairs() -> None:
    scorer = Scorer("mine", "footnote")
    before, after = (
        scorer.mean("recall", [0.1, 0.5, 0.3, 0.9], IDS),
        scorer.mean("recall", [0.2, 0.6, 0.4, 1.0], IDS),
    )
    (change,) = compare(run_of(after), run_of(before))
    assert (change.before, change.after, change.n) == (
        pytest.approx(0.45),
        pytest.approx(0.55),
        4,
    )
    assert (change.low, change.high, change.amount) == (pytest.approx(0.1),) * 3
    assert change.significant, (
        "each of the four gained as much, however much they differ among themselves"
    )


def test_a_statistic_of_two_columns_is_compared_too() -> None:
    scorer = Scorer("mine", "footnote")
    able = [True, True, False, False]
    before = scorer.score("AUC", "auc", able, [0.1, 0.2, 0.3, 0.4], ids=IDS)
    after = scorer.score("AUC", "auc", able, [0.4, 0.3, 0.2, 0.1], ids=IDS)
    (change,) = compare(run_of(after), run_of(before))
    assert (change.before, change.after, change.significant) == (0.0, 1.0, True)


def test_no_change_is_not_significant() -> None:
    result = Scorer("mine", "footnote").mean("recall", [0.1, 0.5, 0.3, 0.9], IDS)
    (change,) = compare(run_of(result), run_of(result))
    assert (change.low, change.high, change.significant) == (0.0, 0.0, False)


def test_only_the_same_cases_of_footnote_are_compared() -> None:
    footnote, base = Scorer("mine", "footnote"), Scorer("mine", "base")
    now = run_of(
        footnote.mean("recall", [1, 0], IDS[:2]),
        footnote.mean("time", [1, 0]),
        base.mean("recall", [1, 0], IDS[:2]),
    )
    other = run_of(
        footnote.mean("recall", [1, 0], IDS[2:]),
        footnote.mean("time", [1, 0]),
        base.mean("recall", [1, 0], IDS[:2]),
    )
    assert compare(now, other) == []
