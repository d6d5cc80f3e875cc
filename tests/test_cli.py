import json
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag import Chatbot
from rag.evaluation.feedback import Feedback, keep
from rag.library.catalog import FILE_NAME, Catalog
from rag.render.terminal import answer_text
from rag.wiring import open_library

QUESTION = "Who owned ACC in 2024?"


@pytest.fixture
def restored_warnings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Warnings are shown, not raised, and by the usual function afterwards."""
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        yield


Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    "command",
    [
        *["", "index", "forget", "recheck", "doctor", "export", "import", "search", "ask", "show"],
        *["settings", "verify", "check", "quote", "absent", "feedback", "feedback export"],
        *["conversations", "conversations list", "conversations show", "conversations forget"],
        *["keys", "keys create", "keys list", "keys revoke"],
    ],
)
def test_help(run: Run, golden: Callable[[str, str], None], command: str) -> None:
    code, out, err = run(*command.split(), "--help")
    assert (code, err) == (0, "")
    golden(out, f"help-{command.replace(' ', '-') or 'rag'}.txt")


def test_no_word_is_help(run: Run) -> None:
    assert run()[1] == run("--help")[1]
    assert run("--version")[:2] == (0, "0.1.0\n")


def test_ask_as_text_and_as_json(run: Run, starter_state: Path, starter_bot: Chatbot) -> None:
    answer = starter_bot.ask(QUESTION)
    code, out, err = run("ask", QUESTION, "--state", str(starter_state))
    assert (code, out, err) == (0, answer_text(answer) + "\n", "")
    code, out, _ = run("ask", QUESTION, "--state", str(starter_state), "--json")
    quotes = [citation["quote"] for citation in json.loads(out)["citations"]]
    assert (code, quotes) == (0, [citation.quote for citation in answer.citations])


def test_search_and_show(run: Run, starter_state: Path) -> None:
    code, out, _ = run("search", "solid state", "-k", "2", "--state", str(starter_state), "--json")
    hits = json.loads(out)
    assert (code, [hit["rank"] for hit in hits]) == (0, [1, 2])
    place = f"{hits[0]['article_id']}:{hits[0]['start']}-{hits[0]['end']}"
    assert f">>>{hits[0]['text']}<<<" in run("show", place, "--state", str(starter_state))[1]
    shown = json.loads(run("show", place, "--state", str(starter_state), "--json")[1])
    assert shown["text"][hits[0]["start"] : hits[0]["end"]] == hits[0]["text"]
    assert shown["suspicions"] == []


def test_the_environment_names_the_state(
    run: Run, starter_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAG_STATE_DIR", str(starter_state))
    assert run("show", "2025-12-verkor-dunkirk")[0] == 0
    assert f'state_dir = "{starter_state}"' in run("settings")[1]


def test_feedback_is_exported_as_questions(run: Run, tmp_path: Path) -> None:
    Catalog(tmp_path / FILE_NAME).close()
    assert run("feedback", "export", "--state", str(tmp_path)) == (0, "", "rag: no feedback yet\n")
    library = open_library(tmp_path)
    keep(Feedback("Wer war’s?", (), "Wer war’s?", "No answer.", True, 0.1, (), "right"), library)
    library.close()
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
    assert "failed: bad.txt:" in out
    assert "embedding" in err, "progress goes to stderr"
    (folder / "bad.txt").unlink()
    code, out, err = run("index", str(folder), "--state", state, "--json")
    report = json.loads(out)
    assert (code, report["unchanged"], report["embedded"], err) == (0, ["good"], 0, "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ask", ""], "no index in {state}: run `rag index PATH` first"),
        (["index", "/no/such/folder"], "no such file or folder: /no/such/folder; check the path"),
        (["index", "{empty}"], "no articles in {empty}: put texts, pages or PDFs there"),
        (["forget", "x"], "no index in {state}: run `rag index PATH` first"),
        (["show", "x"], "no index in {state}: run `rag index PATH` first"),
        (["feedback", "export"], "no index in {state}: run `rag index PATH` first"),
        (["search", "x", "-k", "0"], "Invalid value for '-k'"),
        (["bogus"], "No such command 'bogus'. See `rag --help`."),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_1(
    run: Run, tmp_path: Path, words: list[str], message: str
) -> None:
    state, empty = tmp_path / "state", tmp_path / "empty"
    empty.mkdir()
    given = [word.format(empty=empty) for word in words]
    code, out, err = run(*given, *([] if words == ["bogus"] else ["--state", str(state)]))
    assert (code, out) == (1, "")
    assert err.startswith("rag: " + message.format(state=state, empty=empty))
    assert err.count("\n") == 1


def test_mistakes_against_an_index(
    run: Run, starter_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAG_STATE_DIR", str(starter_state))
    assert (
        run("ask", "?!")[2] == "rag: the question has no word in it: write what you want to know\n"
    )
    assert (
        run("show", "nobody")[2]
        == "rag: no article 'nobody' in the index: `rag search` shows the ids\n"
    )
    monkeypatch.setenv("RAG_EMBEDDING__MODEL", "another/model")
    code, _, err = run("ask", "Who owned ACC in 2024?")
    assert (code, err.rstrip().rsplit(": ", 1)[1]) == (1, "run `rag index --rebuild`")


@pytest.mark.parametrize("place", ["9-2", "9-9", "9", "", "a-b", "-1-2", "1:2-3"])
def test_a_place_that_can_not_be_shown_is_an_error_that_says_how_to_write_it(
    run: Run, starter_state: Path, place: str
) -> None:
    location = f"2025-12-verkor-dunkirk:{place}"
    code, out, err = run("show", location, "--state", str(starter_state))
    expected = f"rag: {location!r} is not a place: write ARTICLE:START-END, for example a:0-12\n"
    assert (code, out, err) == (1, "", expected)


def test_a_place_behind_the_end_of_an_article_is_an_error(run: Run, starter_state: Path) -> None:
    location = "2025-12-verkor-dunkirk:0-999999"
    code, out, err = run("show", location, "--state", str(starter_state))
    assert (code, out) == (1, "")
    assert "999999 lies behind its end: use a smaller END" in err


def test_an_old_setting_is_a_line_on_stderr(
    run: Run, monkeypatch: pytest.MonkeyPatch, restored_warnings: None
) -> None:
    monkeypatch.setenv("RAG_RETRIEVAL__READ", "7")
    code, out, err = run("settings")
    assert (code, err) == (
        0,
        "rag: the setting retrieval.read is called retrieval.cross_encode now\n",
    )
    assert "cross_encode = 7" in out


def test_a_setting_with_a_wrong_value(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_RETRIEVAL__RERANK", "many")
    code, out, err = run("settings")
    assert (code, out) == (1, "")
    assert err.startswith("rag: setting retrieval.rerank: ")


def test_the_installed_command() -> None:
    command = Path(sys.executable).with_name("rag")
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == "0.1.0\n"
