"""Faults found by attack, by their numbers: settings and arguments."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import rag
from rag.cli import evaluate
from rag.errors import CorpusError, DataError, RagError, SettingsError
from rag.evaluation.jsonl import read_jsonl
from rag.progress import say
from rag.settings import FILE_NAME, load_settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "toml", [f"x = {'[' * 5_000}", f"port = {'9' * 5_000}", "[answer]\nwords = ", "\udcff"]
)
def test_f18_a_broken_settings_file_is_one_line(folder: Path, toml: str) -> None:
    (folder / FILE_NAME).write_bytes(toml.encode(errors="surrogateescape"))
    with pytest.raises(SettingsError, match=r"rag\.toml is not TOML"):
        load_settings()


@pytest.mark.parametrize("line", ['{"id": ' + "[" * 100_000, '{"id": "x"'])
def test_f18_a_question_file_nested_without_end_is_one_line(folder: Path, line: str) -> None:
    (folder / "q.jsonl").write_text(line)
    with pytest.raises(DataError, match="line 1: not JSON"):
        list(read_jsonl(folder / "q.jsonl", {"id": str}, lambda record: record))


def test_f18_a_state_folder_that_no_file_has_is_one_line(folder: Path) -> None:
    with pytest.raises(SettingsError, match="a character that no file name has"):
        rag.index(rag.Article("Text."), "a\0b")


def test_f18_a_variable_nested_without_end_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_CORPUS__PATHS", "[" * 5_000)
    with pytest.raises(SettingsError, match="it must be JSON, or set its parts"):
        load_settings()


@pytest.mark.parametrize("name", ["RAG_NOPE", "RAG_ANSER__X", "RAG_ANSWER__NOPE"])
def test_f20_an_unknown_variable_is_an_error(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "1")
    with pytest.raises(SettingsError, match=f"no setting {name}: see `rag settings`"):
        load_settings()


def test_f20_a_settings_file_that_is_a_folder_is_an_error(folder: Path) -> None:
    (folder / FILE_NAME).mkdir()
    with pytest.raises(SettingsError, match=r"rag\.toml is not a file"):
        load_settings()


def test_f20_no_paths_at_all_is_an_error() -> None:
    with pytest.raises(SettingsError, match=r"setting corpus\.paths"):
        load_settings(corpus={"paths": []})


def test_f20_a_byte_order_mark_is_no_letter(folder: Path) -> None:
    (folder / FILE_NAME).write_bytes(b"\xef\xbb\xbf[app]\nport = 8000\n")
    assert load_settings().app.port == 8000
    (folder / "q.jsonl").write_bytes(b'\xef\xbb\xbf{"id": "a"}\n')
    assert list(read_jsonl(folder / "q.jsonl", {"id": str}, dict)) == [{"id": "a"}]


@pytest.mark.parametrize("path", ["", "  "])
def test_f21_an_empty_path_is_not_the_working_folder(folder: Path, path: str) -> None:
    (folder / "private.md").write_text("Private.")
    with pytest.raises(CorpusError, match="a path is empty"):
        rag.index(path, folder / "state")
    with pytest.raises(RagError, match="the name of the state folder is empty"):
        rag.index(rag.Article("Text."), path)


def test_f21_the_command_line_takes_no_empty_path_either(folder: Path) -> None:
    (folder / "private.md").write_text("Private.")
    for arguments in (["index", ""], ["index", "--state", "", "private.md"]):
        command = [sys.executable, "-c", "from rag.cli import main; main()", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
        assert (done.returncode, done.stdout) == (1, "")
        assert "empty" in done.stderr
    assert {path.name for path in folder.iterdir()} <= {"private.md", ".rag"}
    assert not list((folder / ".rag").glob("index/*"))


def test_f22_what_is_said_is_one_line_without_escape_sequences(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say("no such file: a\x1b[31m\nb\u202e")
    assert capsys.readouterr().err == "rag: no such file: a[31m b\n"


@pytest.mark.parametrize("place", [".", "nowhere/report.html"])
def test_f18_a_report_that_has_no_place_is_an_error_before_scoring(
    folder: Path, place: str
) -> None:
    with pytest.raises(DataError, match=r"can't write a report to .*: name a file in a folder"):
        evaluate(folder / "questions.jsonl", html=Path(place))


def test_f18_a_report_has_room_for_half_a_letter(starter_state: Path, folder: Path) -> None:
    case = {"id": "\ud83d", "question": "Who owned ACC in 2024?", "category": "fact"}
    (folder / "q.jsonl").write_text(json.dumps(case | {"evidence": []}))
    evaluate(folder / "q.jsonl", starter_state, html=folder / "report.html")
    assert "Who owned ACC" in (folder / "report.html").read_text()
