from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.bars.gates import FILE, Gate, fallen, read_gates
from eval.bars.tables import changes_table
from eval.suites import SUITES
from rag.errors import DataError
from rag.evaluation.measure.compare import compare
from rag.evaluation.measure.result import Scorer
from rag.evaluation.measure.run import Run

GATES = [Gate("mine", "recall", 1), Gate("mine", "errors", -1)]
IDS = [str(n) for n in range(40)]


def run_of(recall: list[float], errors: list[float], ids: Sequence[str] = IDS) -> Run:
    scorer = Scorer("mine", "footnote")
    return Run("", "", {}, scorer.mean("recall", recall, ids) + scorer.mean("errors", errors, ids))


GOOD, BAD = [1.0] * 40, [0.0] * 20 + [1.0] * 20
LUCK = [0.0] + [1.0] * 39


def verdict(now: Run, before: Run) -> list[str]:
    return fallen(now, compare(now, before), GATES)


def test_a_significant_fall_is_told_with_its_interval() -> None:
    (line,) = verdict(run_of(BAD, BAD), run_of(GOOD, BAD))
    assert line.startswith("mine, recall: 1.000 to 0.500 [-0.")


def test_more_of_what_should_be_low_is_a_fall() -> None:
    assert [line.split(":")[0] for line in verdict(run_of(GOOD, GOOD), run_of(GOOD, BAD))] == [
        "mine, errors"
    ]


def test_gains_and_luck_pass() -> None:
    assert verdict(run_of(GOOD, BAD), run_of(BAD, GOOD)) == []
    assert verdict(run_of(LUCK, BAD), run_of(GOOD, BAD)) == []


def test_what_cannot_be_compared_does_not_pass() -> None:
    lines = verdict(run_of(GOOD, BAD), run_of(GOOD, BAD, ids=[f"x{name}" for name in IDS]))
    assert [line.split(": ")[1][:14] for line in lines] == ["not comparable", "not comparable"]


def test_a_suite_that_did_not_run_is_not_gated() -> None:
    assert fallen(Run("", "", {}, []), [], GATES) == []


def test_the_table_marks_what_is_significant() -> None:
    now, before = run_of(BAD, BAD), run_of(GOOD, BAD)
    lines = str(changes_table(compare(now, before))).splitlines()
    assert lines[0].split()[:5] == ["suite", "metric", "before", "after", "change"]
    assert lines[2].split()[:5] == ["mine", "recall", "1.000", "0.500", "-0.500"]
    assert [line.endswith("significant") for line in lines[2:]] == [True, False]


def test_the_gate_list_names_suites_that_exist() -> None:
    gates = read_gates(FILE)
    assert (
        {gate.suite for gate in gates}
        == {"starter", "town", "chunking", "xquad", "misplaced"}
        <= set(SUITES)
    )


@pytest.mark.parametrize(
    "text", ["[", "a = 1", "[starter]\nbetter = ['x']", "[starter]\nhigher = 5"]
)
def test_a_broken_gate_list_says_what_is_wrong(tmp_path: Path, text: str) -> None:
    path = tmp_path / "gates.toml"
    path.write_text(text)
    with pytest.raises(DataError, match=r"gates\.toml: not a table a suite"):
        read_gates(path)
