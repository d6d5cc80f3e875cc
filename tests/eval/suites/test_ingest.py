from pathlib import Path

from eval.harness.files import GoldFile
from eval.harness.suite import Task
from eval.suites.ingest import ingest, run
from rag.settings import Settings
from tests.evaluation.samples import exact_values


def test_files_are_read_and_every_measure_has_a_value(tmp_path: Path) -> None:
    outcome = run(Task(tmp_path, Settings()))
    values = exact_values(outcome.results)
    for name, count in (("town", 73), ("pages", 30)):
        assert values["footnote", f"{name}: files indexed or named"] == (1, count)
        for metric, least in (("body F1", 0.97), ("titles", 0.98), ("days", 0.97)):
            assert values["footnote", f"{name}: {metric}"][0] >= least
        for metric, least in (("outlets", 0.95), ("languages", 1.0)):
            assert values["footnote", f"{name}: {metric}"][0] >= least
    for name in ("town", "made pairs"):
        assert values["footnote", f"{name}: copies found"][0] >= 0.85
        assert values["footnote", f"{name}: false merges"][0] <= 0.01
    assert len(outcome.cases) == 103


def test_a_file_that_fails_is_named_and_has_read_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"A text.")
    read = ingest(GoldFile(path, "It rose.", "A", "", None, "en"))
    assert (set(read.values.values()), read.text) == ({0.0}, "")
    assert read.reason.startswith("its content is no pdf")
