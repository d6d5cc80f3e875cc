from dataclasses import replace
from pathlib import Path

import pytest

from eval.bars.readme import RESULTS
from eval.harness.starter import QUESTIONS
from eval.run import main, render
from eval.suites import SUITES
from rag.evaluation.measure.run import Run
from tests.eval.sets import write_jsonl


def test_list_names_every_suite_with_its_summary(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(SUITES)
    assert all(len(line.split()) > 3 for line in lines)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name suites (starter"),
        (["sped"], "no suite 'sped': choose from"),
        (["starter", "--limit", "0"], "at least 1"),
    ],
)
def test_a_wrong_call_is_a_usage_error(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err


def test_a_missing_set_is_said_in_one_line_and_shown_as_skipped(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "out.json"
    assert main(["speed", "--data", str(tmp_path), "--json", str(file)]) == 0
    out, err = capsys.readouterr()
    assert err.count("\n") == 1
    assert err.startswith(
        f"rag: speed skipped: {tmp_path / 'scifact' / 'corpus.jsonl'} is missing: "
        "get it from BEIR's SciFact"
    )
    assert out.splitlines()[-1].split()[:2] == ["speed", "skipped"]
    assert Run.read(file).results == []


@pytest.fixture
def xquad(tmp_path: Path) -> Path:
    """A data folder for the suite `misplaced`, which is quick."""
    text = "Northvolt cut 1,600 jobs in 2024, because orders fell. In 2021 Volvo planned a plant."
    paragraph = {"id": "p0", "title": "Batteries", "text": text}
    write_jsonl(tmp_path / "xquad-en" / "corpus.jsonl", [paragraph])
    return tmp_path


def test_a_run_prints_its_table_and_writes_the_promised_json(
    capsys: pytest.CaptureFixture[str], xquad: Path
) -> None:
    file = xquad / "out.json"
    assert main(["misplaced", "--data", str(xquad), "--json", str(file)]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0].split()[:3] == ["suite", "system", "metric"]
    assert "misplaced date, let through 0.000" in " ".join(out.split())
    assert "rag: misplaced: done in " in err
    results = Run.read(file).results
    assert {result.suite for result in results} == {"misplaced"}
    assert {result.system for result in results} == {"footnote", "words and numbers"}
    assert all(result.sample for result in results)


def test_what_was_measured_before_a_suite_failed_is_kept(
    capsys: pytest.CaptureFixture[str], xquad: Path
) -> None:
    scifact = xquad / "scifact"
    scifact.mkdir()
    (scifact / "corpus.jsonl").write_text("{broken\n")
    (scifact / "queries.jsonl").touch()
    (scifact / "qrels.tsv").touch()
    file = xquad / "out.json"
    assert main(["misplaced", "scifact", "--data", str(xquad), "--json", str(file)]) == 1
    assert {result.suite for result in Run.read(file).results} == {"misplaced"}
    assert "corpus.jsonl" in capsys.readouterr().err.splitlines()[-1]


def test_questions_of_ones_own_are_scored_reported_and_compared(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, starter_state: Path
) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text("".join(QUESTIONS.read_text().splitlines(keepends=True)[:3]))
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


def test_a_fall_of_a_gated_metric_is_exit_code_5(
    capsys: pytest.CaptureFixture[str], xquad: Path
) -> None:
    """The earlier run is a real one with better numbers written into it."""
    file = xquad / "old.json"
    asked = ["misplaced", "--data", str(xquad)]
    metric = "true, let through: part of a sentence"
    assert main([*asked, "--json", str(file)]) == 0
    run = Run.read(file)
    better = [
        replace(result, value=2.0, sample=replace(result.sample, columns=((2.0,) * result.n,)))
        if result.metric == metric and result.sample
        else result
        for result in run.results
    ]
    file.write_text(replace(run, results=better).as_json())
    capsys.readouterr()
    assert main([*asked, "--compare", str(file)]) == 5
    assert f"FELL: misplaced, {metric}" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["{", "{}"])
def test_a_file_that_is_no_run_cannot_be_compared_with(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str
) -> None:
    path = tmp_path / "old.json"
    path.write_text(text)
    assert main(["starter", "--compare", str(path)]) == 1
    assert capsys.readouterr().err.startswith(f"rag: --compare {path}: ")
    assert main(["starter", "--compare", str(tmp_path / "none.json")]) == 1


def test_the_committed_page_is_what_the_committed_results_give(tmp_path: Path) -> None:
    results = tmp_path / RESULTS.name
    results.write_bytes(RESULTS.read_bytes())
    assert render(results).read_text() == RESULTS.with_suffix(".html").read_text(), (
        "run `python -m eval.run --render`"
    )
