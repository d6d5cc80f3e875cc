import pytest

from eval.bars.targets import TARGETS, Target, judge
from eval.suites import SUITES
from rag.evaluation.measure.result import Result
from rag.evaluation.measure.run import Run


@pytest.mark.parametrize(
    ("sign", "met"),
    [(">=", [False, True, True]), ("<=", [True, True, False]), ("<", [True, False, False])],
)
def test_a_target_is_met_on_its_side_of_the_bound(sign: str, met: list[bool]) -> None:
    assert [Target(sign, 1).met(value) for value in (0.5, 1.0, 2.0)] == met
    assert str(Target(sign, 1)) == f"{sign} 1"


def test_targets_are_of_suites_that_exist() -> None:
    assert {suite for suite, _, _ in TARGETS} <= set(SUITES)


def test_only_footnote_stands_beside_the_baseline() -> None:
    ours, theirs, ratio = (
        Result("mine", system, "recall", 0.5, 0.4, 0.6, 4)
        for system in ("footnote", "langchain-tutorial", "ratio")
    )
    targets = {("mine", system, "recall"): Target(">=", 0.6) for system in ("footnote", "ratio")}
    first, second = judge(Run("", "", {}, [ours, theirs, ratio]), targets)
    assert (first.result, first.baseline, first.met) == (ours, theirs, False)
    assert (second.result, second.baseline) == (ratio, None)
