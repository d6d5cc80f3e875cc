import json
from pathlib import Path

import pytest

from rag.evaluation.measure.result import Case, Result, Sample
from rag.evaluation.measure.run import Run
from rag.settings import Settings

RESULTS = [
    Result("mine", "footnote", "recall", 0.5, 0.0, 1.0, 2, Sample("mean", "abc", ((0.0, 1.0),))),
    Result("mine", "base", "recall", 0.25, 0.0, 0.5, 2),
]


def test_a_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    run = Run.of(RESULTS, Settings(), cases=[Case("mine", "1", "Secret?", 0.0, "refused")])
    path = tmp_path / "run.json"
    path.write_text(run.as_json())
    back = Run.read(path)
    assert (back.commit, back.settings_fingerprint, back.machine) == (
        run.commit,
        run.settings_fingerprint,
        run.machine,
    )
    assert back.results == RESULTS
    assert [result.sample for result in back.results] == [RESULTS[0].sample, None]
    assert "Secret" not in path.read_text(), "a result file holds no text of a data set"
    path.write_text(run.as_json(cases_of={"mine"}))
    assert Run.read(path).cases == run.cases
    path.write_text(run.as_json(cases_of={"another"}))
    assert Run.read(path).cases == []


def test_the_file_has_the_promised_form() -> None:
    data = json.loads(Run.of(RESULTS, Settings()).as_json())
    assert set(data) == {"commit", "settings_fingerprint", "machine", "results", "samples"}
    assert set(data["machine"]) == {"cpu", "cores", "memory_gb", "bf16", "python", "torch"}
    assert [set(row) for row in data["results"]] == [
        {"suite", "system", "metric", "value", "low", "high", "n"}
    ] * 2
    assert json.loads(Run.of([], Settings()).as_json())["results"] == []


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("{", "Expecting"),
        ("[]", "make one"),
        ('{"results": []}', "make one"),
        ('{"results": [{"suite": "x"}]}', "make one"),
        (
            '{"commit": "", "settings_fingerprint": "", "machine": {}, "results": []'
            ', "cases": [1]}',
            "make one",
        ),
    ],
)
def test_another_file_is_refused(tmp_path: Path, text: str, match: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=match):
        Run.read(path)
