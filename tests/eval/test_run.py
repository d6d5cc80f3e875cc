import subprocess
import sys
from dataclasses import replace

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
    [([], "name suites (starter"), (["sped"], "no suite 'sped': choose from"), (["starter", "--limit", "0"], "at least 1")],
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


def test_what_was_measured_before_a_suite_failed_is_kept(capsys, tmp_path):
    scifact = tmp_path / "scifact"
    scifact.mkdir()
    (scifact / "corpus.jsonl").write_text("{broken\n")
    (scifact / "queries.jsonl").touch()
    (scifact / "qrels.tsv").touch()
    file = tmp_path / "out.json"
    assert main(["starter", "scifact", "--limit", "1", "--data", str(tmp_path), "--json", str(file)]) == 1
    assert {result.suite for result in Run.read(file).results} == {"starter"}
    assert "corpus.jsonl" in capsys.readouterr().err.splitlines()[-1]


def test_questions_of_ones_own_are_scored_reported_and_compared(capsys, tmp_path, starter_state):
    questions = ROOT / "eval" / "questions.jsonl"
    few = tmp_path / "few.jsonl"
    few.write_text("".join(questions.read_text().splitlines(keepends=True)[:3]))
    old, html = tmp_path / "old.json", tmp_path / "sub" / "report.html"
    asked = ["--questions", str(few), "--state", str(starter_state)]
    assert main([*asked, "--json", str(old), "--html", str(html)]) == 0
    assert "evidence recall, no abstention" in capsys.readouterr().out
    assert html.read_text().startswith("<!DOCTYPE html>")
    assert main([*asked, "--compare", str(old)]) == 0
    out = capsys.readouterr().out
    assert "footnote, against the earlier run:" in out
    assert "+0.000" in out
    assert "significant" not in out


def test_a_fall_of_a_gated_metric_is_exit_code_5(capsys, tmp_path):
    """The earlier run is a real one with better numbers written into it; limits differ, so the rest is not comparable."""
    file = tmp_path / "old.json"
    assert main(["starter", "--limit", "8", "--json", str(file)]) == 0
    run = Run.read(file)
    better = [
        replace(result, value=2.0, sample=replace(result.sample, columns=((2.0,) * result.n,)))
        if result.metric == "evidence recall, as served" and result.sample
        else result
        for result in run.results
    ]
    file.write_text(replace(run, results=better).as_json())
    capsys.readouterr()
    assert main(["starter", "--limit", "8", "--compare", str(file)]) == 5
    assert "FELL: starter, evidence recall, as served" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["{", "{}"])
def test_a_file_that_is_no_run_cannot_be_compared_with(capsys, tmp_path, text):
    path = tmp_path / "old.json"
    path.write_text(text)
    assert main(["starter", "--compare", str(path)]) == 1
    assert capsys.readouterr().err.startswith(f"eval: --compare {path}: ")
    assert main(["starter", "--compare", str(tmp_path / "none.json")]) == 1
