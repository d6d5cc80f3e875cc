import subprocess
import sys

import pytest

from eval.processes import ROOT
from eval.run import main
from eval.suites import SUITES
from rag.evaluation.run import Run


def test_list_names_every_suite_with_its_summary(capsys):
    assert main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(SUITES)
    assert all(len(line.split()) > 3 for line in lines)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [([], "name a suite: starter"), (["sped"], "no suite 'sped': choose from"), (["starter", "--limit", "0"], "at least 1")],
)
def test_a_wrong_call_is_a_usage_error(capsys, arguments, message):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err


def test_a_missing_set_is_said_in_one_line_and_shown_as_skipped(capsys, tmp_path):
    file = tmp_path / "out.json"
    assert main(["speed", "--data", str(tmp_path), "--json", str(file)]) == 0
    out, err = capsys.readouterr()
    assert err.count("\n") == 1
    assert err.startswith(f"speed skipped: {tmp_path / 'scifact' / 'corpus.jsonl'} is missing: get it from BEIR's SciFact")
    assert out.splitlines()[-1].split()[:2] == ["speed", "skipped"]
    assert Run.read(file).results == []


def test_starter_writes_the_promised_json(tmp_path):
    file = tmp_path / "out.json"
    command = [sys.executable, "-m", "eval.run", "starter", "--limit", "5", "--json", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "evidence recall, no abstention" in done.stdout
    assert "starter: indexing" in done.stderr
    results = Run.read(file).results
    assert {result.system for result in results} == {"footnote", "langchain-tutorial"}
    assert {result.suite for result in results} == {"starter"}
    exact = next(result for result in results if result.metric == "verbatim quotes")
    assert (exact.value, exact.low, exact.high) == (1.0, 1.0, 1.0)
    assert not any("AUC" in result.metric for result in results), "five answerable questions have no AUC"
