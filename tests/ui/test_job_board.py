"""What a job shows of itself."""

import pytest

from rag.core.corpus import SyncEvent, SyncReport
from rag.library.records import Tell
from rag.ui import job_board
from rag.ui.library_job import Errand, LibraryJob
from tests.ui.errand import run_adding
from tests.ui.folder import ended


def test_the_time_that_is_left_is_estimated() -> None:
    job = LibraryJob()
    seen = []

    def run(allowed: bool, tell: Tell) -> SyncReport:
        for done in (1, 2, 4):
            tell(SyncEvent("reading", done, 4))
            seen.append(job.state.seconds_left)
        return SyncReport()

    job.start(Errand(run))
    ended(job)
    assert seen[-1] == 0
    assert all(left is not None and left >= 0 for left in seen)


def test_news_grow_old(monkeypatch: pytest.MonkeyPatch) -> None:
    job = LibraryJob()
    job.follow(Errand(run_adding))
    assert job.news.read == 1
    monkeypatch.setattr(job_board, "NEWS_SECONDS", 0)
    assert (job.news.number, job.news.read) == (1, 0)
