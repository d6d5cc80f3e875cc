import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.catalog import Catalog
from rag.cli import main
from rag.feedback import Feedback, keep


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs the command line in this process; returns exit code, stdout, stderr."""
    monkeypatch.setenv("COLUMNS", "100")

    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["rag", *words])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return call


Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("command", ["", "index", "search", "ask", "show", "settings", "feedback", "feedback export"])
def test_help(run: Run, golden: Callable[[str, str], None], command: str) -> None:
    code, out, err = run(*command.split(), "--help")
    assert (code, err) == (0, "")
    golden(out, f"help-{command.replace(' ', '-') or 'rag'}.txt")


def test_no_word_is_help(run: Run) -> None:
    assert run()[1] == run("--help")[1]
    assert run("--version")[:2] == (0, "0.1.0\n")


def test_ask_as_text_and_as_json(run: Run, starter_state: Path) -> None:
    code, out, err = run("ask", "What challenges remain?", "--state", str(starter_state))
    assert (code, err) == (0, "")
    assert out.startswith("Despite progress, challenges persist")
    assert "[2] Efforts to localize lithium battery production" in out
    code, out, _ = run("ask", "What challenges remain?", "--state", str(starter_state), "--json")
    answer = json.loads(out)
    assert code == 0
    assert [c["number"] for c in answer["citations"]] == [1, 2]


def test_search_and_show(run: Run, starter_state: Path) -> None:
    code, out, _ = run("search", "solid state", "-k", "2", "--state", str(starter_state), "--json")
    hits = json.loads(out)
    assert (code, [hit["rank"] for hit in hits]) == (0, [1, 2])
    place = f"{hits[0]['article_id']}:{hits[0]['start']}-{hits[0]['end']}"
    code, out, _ = run("show", place, "--state", str(starter_state))
    assert code == 0
    assert f">>>{hits[0]['text']}<<<" in out


def test_the_environment_names_the_state(run: Run, starter_state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_STATE_DIR", str(starter_state))
    assert run("show", "2025-12-verkor-dunkirk")[0] == 0
    assert f'state_dir = "{starter_state}"' in run("settings")[1]


def test_feedback_is_exported_as_questions(run: Run, tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "catalog.db")
    assert run("feedback", "export", "--state", str(tmp_path)) == (0, "", "rag: no feedback yet\n")
    keep(Feedback("Wer war’s?", (), "Wer war’s?", "No answer.", True, 0.1, (), "right"), catalog)
    catalog.close()
    code, out, err = run("feedback", "export", "--state", str(tmp_path))
    assert (code, out.count("\n"), err) == (0, 1, "rag: eval cases: 1\n")
    assert "Wer war’s?" in out
    assert json.loads(out)["evidence"] == []


def test_index_reports_and_exits_3_when_a_file_failed(run: Run, tmp_path: Path) -> None:
    folder, state = tmp_path / "articles", str(tmp_path / "state")
    folder.mkdir()
    (folder / "good.txt").write_text("Cells are made in Heide.")
    (folder / "bad.txt").write_bytes(b"\xff\xfe\x00")
    code, out, err = run("index", str(folder), "--state", state, "--dry-run")
    assert (code, out.splitlines()[0][:43]) == (3, "1 added, 1 failed (dry run: nothing was cha")
    code, out, err = run("index", str(folder), "--state", state)
    assert code == 3
    assert "failed: bad.txt: binary file" in out
    assert "indexing" in err, "progress goes to stderr"
    (folder / "bad.txt").unlink()
    code, out, err = run("index", str(folder), "--state", state, "--json")
    report = json.loads(out)
    assert (code, report["unchanged"], report["embedded"], err) == (0, ["good"], 0, "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ask", ""], "no index in {state}: run `rag index PATH` first"),
        (["index", "/no/such/folder"], "no such file or folder: /no/such/folder; check the path"),
        (["index", "{empty}"], "no articles in {empty}: put .txt or .md files there"),
        (["show", "x"], "no index in {state}: run `rag index PATH` first"),
        (["feedback", "export"], "no index in {state}: run `rag index PATH` first"),
        (["search", "x", "-k", "0"], "Invalid value for '-k'"),
        (["bogus"], "No such command 'bogus'. See `rag --help`."),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_1(run: Run, tmp_path: Path, words: list[str], message: str) -> None:
    state, empty = tmp_path / "state", tmp_path / "empty"
    empty.mkdir()
    given = [word.format(empty=empty) for word in words]
    code, out, err = run(*given, *([] if words == ["bogus"] else ["--state", str(state)]))
    assert (code, out) == (1, "")
    assert err.startswith("rag: " + message.format(state=state, empty=empty))
    assert err.count("\n") == 1


def test_mistakes_against_an_index(run: Run, starter_state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_STATE_DIR", str(starter_state))
    assert run("ask", "?!")[2] == "rag: the question has no word in it: write what you want to know\n"
    assert run("show", "nobody")[2] == "rag: no article 'nobody' in the index: `rag search` shows the ids\n"
    verkor = "2025-12-verkor-dunkirk"
    assert run("show", f"{verkor}:9-2")[2].startswith("rag: '9-2' is not a place: write START-END")
    assert "lies behind its end: use a smaller END" in run("show", f"{verkor}:0-999999")[2]
    monkeypatch.setenv("RAG_EMBEDDING__MODEL", "another/model")
    code, _, err = run("ask", "Who owned ACC in 2024?")
    assert (code, err.rstrip().rsplit(": ", 1)[1]) == (1, "run `rag index --rebuild`")


def test_a_setting_that_is_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_RETRIEVAL__RERANK", "many")
    code, out, err = run("settings")
    assert (code, out) == (1, "")
    assert err.startswith("rag: setting retrieval.rerank: ")


def test_the_installed_command() -> None:
    command = Path(sys.executable).with_name("rag")
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == "0.1.0\n"
