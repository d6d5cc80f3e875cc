from datetime import UTC, date, datetime

from rag.core.corpus import Facts, SyncRow
from rag.service.api.objects import JobJson, LibraryJson
from rag.ui.job_board import JobRow, JobState, Step


def test_a_library_is_its_facts() -> None:
    synced = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    facts = Facts(2, 3, date(2025, 1, 1), None, synced)
    library = LibraryJson.from_facts("press", "footnote-press", facts)
    assert (library.articles, library.first, library.last) == (2, "2025-01-01", None)
    assert (library.id, library.model, library.problem) == ("press", "footnote-press", "")
    assert library.synced == "2026-01-02T03:04:05+00:00"


def test_a_job_tells_its_rows() -> None:
    row = JobRow(SyncRow("failed", "a.md", reason="empty"), "")
    job = JobJson.from_state(JobState(step=Step.RUNNING, phase="reading", rows=(row,)))
    assert (job.step, job.rows[0].reason, job.report) == ("running", "empty", None)
