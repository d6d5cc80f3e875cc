import json
from collections.abc import Callable
from pathlib import Path

import pytest

import rag

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    rag.index([rag.Article("Verkor was founded in July 2020.", "One")], tmp_path / "state")
    return tmp_path / "state"


def test_questions_are_printed_or_written(run: Run, state: Path, tmp_path: Path) -> None:
    code, out, err = run("questions", "--count", "4", "--state", str(state))
    assert (code, err) == (0, "rag: 1 question, 0 without an answer\n")
    assert json.loads(out)["question"] == "When was Verkor founded?"
    path = tmp_path / "made.jsonl"
    assert run("questions", "-n", "4", "-o", str(path), "--state", str(state))[:2] == (0, "")
    assert path.read_text() == out
    assert run("eval", str(path), "--state", str(state))[0] == 0


def test_a_folder_that_is_none_is_told_before_work(run: Run, state: Path, tmp_path: Path) -> None:
    code, _, err = run("questions", "-o", str(tmp_path / "no" / "x"), "--state", str(state))
    assert code == 1
    assert "name a file in a folder that exists" in err
