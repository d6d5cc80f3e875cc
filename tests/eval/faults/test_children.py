"""A command in a process of its own, and what counts as contained."""

import sys
from pathlib import Path

import pytest

from eval.faults.children import Ran, call, run_rag
from eval.faults.journal import Journal, Tried
from rag.errors import RagError


@pytest.mark.parametrize(
    ("code", "err", "problem"),
    [
        (0, "", ""),
        (0, "\rindexing: 100%|##| 1/1\n", ""),
        (3, "rag: failed: a.md: empty\n", ""),
        (1, "rag: no index\n", ""),
        (1, "rag: called so now\nrag: no index\n", ""),
        (1, "", "not one line: "),
        (1, "KeyError: 'x'\n", "not one line: KeyError: 'x'"),
        (1, "Traceback (most recent call last):\nKeyError: 'x'\n", "a traceback: KeyError: 'x'"),
        (-11, "", "exit code -11: "),
        (None, "", "still running after 120 s"),
    ],
)
def test_a_result_or_one_line_of_ours_is_contained(
    code: int | None, err: str, problem: str
) -> None:
    assert Ran(code, "", err).problem == problem


def test_a_command_runs_in_its_folder_with_its_variables(tmp_path: Path) -> None:
    (tmp_path / "rag.toml").write_text("[app]\nport = 8001\n")
    assert "port = 8001" in run_rag("settings", cwd=tmp_path).out
    refused = run_rag("settings", cwd=tmp_path, environ={"RAG_APP__PORT": "x"})
    assert (refused.code, refused.problem) == (1, "")
    assert "setting app.port" in refused.said[0]


def test_what_a_process_returns_or_that_it_ended() -> None:
    assert call(len, "four") == 4
    with pytest.raises(RagError, match="exit ended with exit code 7"):
        call(sys.exit, 7)


def test_a_journal_goes_on_where_it_was_ended(tmp_path: Path) -> None:
    asked: list[str] = []

    def attempt(names):  # type: ignore[no-untyped-def]
        for name in names:
            asked.append(name)
            if name == "c" and len(asked) < 4:
                raise KeyboardInterrupt
            yield Tried(name, value=len(asked))

    journal = Journal(tmp_path / "state" / "kills.jsonl")
    with pytest.raises(KeyboardInterrupt):
        journal.run("abcd", attempt)
    tried = Journal(tmp_path / "state" / "kills.jsonl").run("abcd", attempt)
    assert [(one.id, one.value) for one in tried] == [("a", 1), ("b", 2), ("c", 4), ("d", 5)]
    assert "".join(asked) == "abccd"


def test_what_went_wrong_is_tried_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "kills.jsonl")
    journal.run(["a"], lambda names: iter([Tried("a", "wrong")]))
    (tried,) = journal.run(["a"], lambda names: iter([Tried("a")]))
    assert tried.problem == ""


def test_a_journal_of_another_commit_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "kills.jsonl"
    path.write_text('{"commit": "another"}\n{"id": "a", "problem": "", "value": 0}\n')
    (tried,) = Journal(path).run(["a"], lambda names: iter([Tried("a", "anew")]))
    assert tried.problem == "anew"
