"""A sync and its phases, as a line and as spans."""

import logging
from pathlib import Path

import pytest

import rag
from rag.errors import RagError, SyncStopped
from rag.service.telemetry.logs import FIELDS
from rag.service.telemetry.observing import Telemetry
from tests.service.telemetry.spans import kept_spans, tree
from tests.service.telemetry.test_metrics import samples


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "rag")
    return caplog


def fields(told: pytest.LogCaptureFixture) -> dict[str, object]:
    kept: dict[str, object] = getattr(told.records[-1], FIELDS)
    return kept


def test_a_sync_is_told_with_its_phases(tmp_path: Path, told: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.txt").write_text("The plant in Heide makes cells.")
    spans, exporter = kept_spans()
    telemetry = Telemetry(spans)
    with telemetry.syncing() as tell:
        rag.SyncJob(tmp_path / "state", [tmp_path / "a.txt"]).run(tell)
    line = fields(told)
    assert (line["event"], line["outcome"], line["added"]) == ("sync", "done", 1)
    assert set(line["phases_ms"]) == {"reading", "embedding", "indexing"}
    assert tree(exporter) == {"": ["sync"], "sync": ["reading", "embedding", "indexing"]}
    assert samples(telemetry.metrics)["footnote_syncs_total", "done"] == 1


@pytest.mark.parametrize(
    ("error", "outcome"), [(SyncStopped(), "stopped"), (RagError("no"), "failed")]
)
def test_a_sync_that_does_not_end_well_is_told(
    error: RagError, outcome: str, told: pytest.LogCaptureFixture
) -> None:
    spans, exporter = kept_spans()
    with pytest.raises(type(error)), Telemetry(spans).syncing():
        raise error
    assert fields(told)["outcome"] == outcome
    assert exporter.get_finished_spans()[0].attributes["footnote.outcome"] == outcome
