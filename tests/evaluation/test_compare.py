import pytest

from rag.evaluation.compare import compare
from rag.evaluation.result import Scorer
from rag.evaluation.run import Run

IDS = ["a", "b", "c", "d"]


def run_of(*results):
    return Run("", "", {}, [result for part in results for result in part])


def test_cases_are_compared_in_pairs():
    scorer = Scorer("mine", "footnote")
    before, after = scorer.mean("recall", [0.1, 0.5, 0.3, 0.9], IDS), scorer.mean("recall", [0.2, 0.6, 0.4, 1.0], IDS)
    (difference,) = compare(run_of(after), run_of(before))
    assert (difference.before, difference.after, difference.n) == (pytest.approx(0.45), pytest.approx(0.55), 4)
    assert (difference.low, difference.high, difference.change) == (pytest.approx(0.1),) * 3
    assert difference.significant, "each of the four gained as much, however much they differ among themselves"


def test_a_statistic_of_two_columns_is_compared_too():
    scorer = Scorer("mine", "footnote")
    able = [True, True, False, False]
    before = scorer.score("AUC", "auc", able, [0.1, 0.2, 0.3, 0.4], ids=IDS)
    after = scorer.score("AUC", "auc", able, [0.4, 0.3, 0.2, 0.1], ids=IDS)
    (difference,) = compare(run_of(after), run_of(before))
    assert (difference.before, difference.after, difference.significant) == (0.0, 1.0, True)


def test_no_change_is_not_significant():
    result = Scorer("mine", "footnote").mean("recall", [0.1, 0.5, 0.3, 0.9], IDS)
    (difference,) = compare(run_of(result), run_of(result))
    assert (difference.low, difference.high, difference.significant) == (0.0, 0.0, False)


def test_only_the_same_cases_of_footnote_are_compared():
    footnote, base = Scorer("mine", "footnote"), Scorer("mine", "base")
    now = run_of(
        footnote.mean("recall", [1, 0], IDS[:2]), footnote.mean("time", [1, 0]), base.mean("recall", [1, 0], IDS[:2])
    )
    other = run_of(
        footnote.mean("recall", [1, 0], IDS[2:]), footnote.mean("time", [1, 0]), base.mean("recall", [1, 0], IDS[:2])
    )
    assert compare(now, other) == []
