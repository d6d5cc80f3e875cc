import json
from collections.abc import Callable
from pathlib import Path

import rag

Run = Callable[..., tuple[int, str, str]]
QUESTION = "Who won the chess championship of Heide?"


def test_a_report_is_kept_and_asked_again(run: Run, tmp_path: Path) -> None:
    state, kept = str(tmp_path / "state"), tmp_path / "chess.json"
    rag.index([rag.Article("The lake of Heide froze in 1963.", "Lake")], state)
    code, out, err = run("absent", QUESTION, "-o", str(kept), "--state", state)
    assert (code, err) == (0, f"rag: written: {kept}\n")
    assert out.startswith("Not in these 1 article")
    assert json.loads(kept.read_text())["question"] == QUESTION
    assert run("absent", "--again", str(kept), "--state", state)[0] == 0
    rag.index([rag.Article("Greta Holm won the chess championship of Heide.", "Chess")], state)
    code, out, _ = run("absent", "--again", str(kept), "--state", state)
    assert code == 3
    assert "Greta Holm" in out
    assert run("absent", QUESTION, "--state", state)[0] == 3


def test_what_is_wrong_is_told(run: Run, tmp_path: Path) -> None:
    code, _, err = run("absent")
    assert (code, "give a question" in err) == (1, True)
    code, _, err = run("absent", "--again", str(tmp_path / "no.json"))
    assert (code, "choose another file" in err) == (1, True)
