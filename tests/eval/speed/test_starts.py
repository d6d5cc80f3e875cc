from pathlib import Path

from eval.speed.starts import app_again, cold
from rag.evaluation.measure.result import Scorer

OURS = Scorer("speed", "footnote")
QUESTION = "What challenges remain?"


def test_starts_of_commands_are_timed_beside_the_imports(starter_state: Path) -> None:
    found = {one.metric: one.value for one in cold(OURS, starter_state, QUESTION, runs=1)}
    assert found.keys() == {
        "cold ask, starter corpus, s",
        "cold search, starter corpus, s",
        "cold ask, of the imports",
        "cold search, of the imports",
        "rag --help, s",
        "rag settings, s",
        "rag ask without an index, s",
        "import rag, s",
    }
    assert found["rag ask without an index, s"] < found["cold ask, starter corpus, s"]


def test_a_second_start_of_the_app_is_timed(tmp_path: Path) -> None:
    page, answer = app_again(OURS, tmp_path / "state", QUESTION, runs=1)
    assert page.metric == "app started again: page, s"
    assert min(page.value, answer.value) > 0
