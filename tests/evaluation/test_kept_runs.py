import os
from pathlib import Path

import pytest

from rag.errors import DataError
from rag.evaluation.kept_runs import MOST_KEPT, SHIPPED, KeptRuns
from rag.evaluation.measure.result import FOOTNOTE, Case, Scorer, Shown
from rag.evaluation.measure.run import Run

CASES = [
    Case("questions", "q1", "When?", 1.0, "right", (Shown("A", "in 2021"),)),
    Case("questions", "q2", "Why?", 0.5, "half", cited=(Shown("A", "because", None, False),)),
]
RUN = Run(
    "abc", "def", {"cores": 2}, Scorer("questions", FOOTNOTE).mean("m", [1, 0], "ab"), cases=CASES
)


@pytest.fixture
def runs(tmp_path: Path) -> KeptRuns:
    return KeptRuns(tmp_path / "reports")


def test_a_run_comes_back_as_it_was_kept(runs: KeptRuns) -> None:
    kept = runs.add("me", "mine.jsonl", RUN)
    assert (kept.name, kept.questions, kept.right) == ("mine.jsonl", 2, 1)
    assert runs.find("me") == [kept]
    opened = runs.open("me", kept.id)
    assert opened == RUN
    assert opened.results[0].sample == RUN.results[0].sample


def test_nobody_sees_anothers(runs: KeptRuns) -> None:
    kept = runs.add("me", "mine.jsonl", RUN)
    for other in ("you", ""):
        assert runs.find(other) == []
        with pytest.raises(DataError, match="not kept here"):
            runs.open(other, kept.id)
        with pytest.raises(DataError, match="not kept here"):
            runs.delete(other, kept.id)
    runs.delete("me", kept.id)
    assert runs.find("me") == []


def test_a_run_without_an_owner_is_nobodys(runs: KeptRuns) -> None:
    runs.add("", "mine.jsonl", RUN)
    assert runs.find("") == []


def test_the_newest_are_kept_and_stand_first(runs: KeptRuns, tmp_path: Path) -> None:
    several = []
    for number in range(MOST_KEPT + 2):
        several.append(runs.add("me", f"{number}", RUN))
        os.utime(tmp_path / "reports" / f"run-{several[-1].id}.json", (number, number))
    names = [kept.name for kept in runs.find("me")]
    assert names == [str(number) for number in range(MOST_KEPT + 1, 1, -1)]
    assert len(list((tmp_path / "reports").iterdir())) == MOST_KEPT


def test_the_run_that_ships_stands_last_and_stays(tmp_path: Path) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    runs = KeptRuns(tmp_path / "reports", shipped)
    assert runs.find("me") == []
    (shipped / f"{SHIPPED}.json").write_text(RUN.as_json())
    own = runs.add("me", "mine.jsonl", RUN)
    assert [kept.id for kept in runs.find("me")] == [own.id, SHIPPED]
    assert runs.open("", SHIPPED).results == RUN.results
    with pytest.raises(DataError, match="not kept here"):
        runs.delete("me", SHIPPED)


@pytest.mark.parametrize("text", ["", "{}", "[]\n[]\n{}"])
def test_a_damaged_file_hides_no_other(runs: KeptRuns, tmp_path: Path, text: str) -> None:
    kept = runs.add("me", "mine.jsonl", RUN)
    (tmp_path / "reports" / "run-x.json").write_text(text)
    assert runs.find("me") == [kept]


def test_a_file_cut_off_is_told(runs: KeptRuns, tmp_path: Path) -> None:
    kept = runs.add("me", "mine.jsonl", RUN)
    path = tmp_path / "reports" / f"run-{kept.id}.json"
    path.write_text(path.read_text().split("\n")[0] + "\n")
    with pytest.raises(DataError, match="can't be read"):
        runs.open("me", kept.id)
