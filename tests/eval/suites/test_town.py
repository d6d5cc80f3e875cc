from pathlib import Path

from eval.harness.suite import Task
from eval.suites.town import run
from rag.settings import Settings
from tests.evaluation.samples import exact_values


def test_the_town_is_asked_and_every_measure_has_a_value(tmp_path: Path) -> None:
    outcome = run(Task(tmp_path, Settings(), limit=12))
    values = exact_values(outcome.results)
    for metric in ("right", "lead right", "evidence", "citation precision", "answerable refused"):
        value, count = values["footnote", metric]
        assert 0 <= value <= 1
        assert 0 < count <= 12
    assert values["footnote", "right: fact"][1] > 0
    assert len(outcome.cases) == 12
