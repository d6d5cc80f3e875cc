import json
import subprocess
import sys

import pytest

from eval.datasets import DataError, read_jsonl
from eval.processes import ROOT
from eval.provenance import commit, fingerprint, machine
from eval.result import Result
from eval.run import main
from eval.suites import SUITES
from eval.table import number, table
from rag.settings import AnswerSettings, AppSettings, Settings


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
    assert json.loads(file.read_text())["results"] == []


def test_starter_writes_the_promised_json(tmp_path):
    file = tmp_path / "out.json"
    command = [sys.executable, "-m", "eval.run", "starter", "--limit", "5", "--json", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "evidence recall, no abstention" in done.stdout
    assert "starter: indexing" in done.stderr
    run = json.loads(file.read_text())
    assert set(run) == {"commit", "settings_fingerprint", "machine", "results"}
    assert set(run["machine"]) == {"cpu", "cores", "memory_gb", "bf16", "python", "torch"}
    results = [Result(**result) for result in run["results"]]
    assert {result.system for result in results} == {"footnote", "langchain-tutorial"}
    assert {result.suite for result in results} == {"starter"}
    exact = next(result for result in results if result.metric == "verbatim quotes")
    assert (exact.value, exact.low, exact.high) == (1.0, 1.0, 1.0)
    assert not any("AUC" in result.metric for result in results), "five answerable questions have no AUC"


def test_the_table_puts_the_baseline_and_the_target_beside_the_value():
    results = [
        Result("speed", "footnote", "ask p50, ms", 250.0, 200.0, 300.0, 3),
        Result("speed", "base", "ask p50, ms", 12.3, 12.0, 13.0, 3),
        Result("speed", "ratio", "peak memory, MB", 0.5, 0.5, 0.5, 1),
    ]
    lines = [line.split() for line in table(results, {"wice": "no data"}, ["base"]).splitlines()]
    assert lines[2] == "speed footnote ask p50, ms 250 200 .. 300 3 12.3 < 200 MISSED".split()
    assert lines[3] == "speed base ask p50, ms 12.3 12.0 .. 13.0 3".split()
    assert lines[4] == "speed footnote / base peak memory, MB 0.500 0.500 .. 0.500 1 <= 1 met".split()
    assert lines[5] == "wice skipped no data".split()
    assert [number(value) for value in (0.8512, -12.34, 12345.6)] == ["0.851", "-12.3", "12,346"]


def test_the_fingerprint_follows_what_affects_results_only():
    plain = fingerprint(Settings())
    assert plain == fingerprint(Settings(state_dir="elsewhere", app=AppSettings(port=1234)))
    assert plain != fingerprint(Settings(answer=AnswerSettings(words=60)))
    assert len(plain) == 64


def test_provenance_names_the_machine_but_not_its_user():
    import getpass
    import platform

    told = json.dumps([commit(), machine()])
    assert platform.node() not in told
    assert getpass.getuser() not in told


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: not a JSON object"),
        ('{"id": "1"}', "line 2: field 'text' is missing"),
        ('{"id": "1", "text": 5}', "line 2: field 'text' is not a str"),
    ],
)
def test_a_broken_data_file_names_file_line_and_field(tmp_path, line, message):
    path = tmp_path / "queries.jsonl"
    path.write_text('{"id": "1", "text": "a\\u2028b"}\n' + line + "\n")
    with pytest.raises(DataError, match=r"queries.jsonl, " + message):
        list(read_jsonl(path, {"id": str, "text": str}, dict))
