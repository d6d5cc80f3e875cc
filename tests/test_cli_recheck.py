"""`rag recheck`: what became of the citations of kept answers."""

import json
import sys
from pathlib import Path

import pytest

from rag.cli import main


def test_kept_answers_are_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["rag", *words, "--state", str(tmp_path / "state")])
        with pytest.raises(SystemExit) as stop:
            main()
        return int(stop.value.code or 0), capsys.readouterr().out

    article, answer = tmp_path / "a.md", tmp_path / "answer.json"
    article.write_text("The plant in Heide has 900 jobs.")
    run("index", str(article))
    answer.write_text(run("ask", "How many jobs has the plant in Heide?", "--format", "json")[1])
    assert run("recheck", str(answer))[0] == 0
    article.write_text("The plant in Heide has 1,200 jobs.")
    run("index", str(article))
    code, out = run("recheck", str(answer))
    assert code == 3
    code, printed = run("recheck", str(answer), "--json")
    (told,) = json.loads(printed)
    assert (code, told["standing"], told["after"]) == (3, "edited here", article.read_text())
    assert "    + The plant in Heide has 1,200 jobs.\n1 citation: 1 edited here" in out
    assert run("recheck") == (0, "0 citations\n")
    assert run("recheck", "--json") == (0, "[]\n")
