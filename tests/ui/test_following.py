"""A job that a watcher has run: it shows only what it changes."""

import threading
from pathlib import Path

import pytest

from rag.core.corpus import SyncEvent, SyncReport, SyncRow
from rag.errors import CorpusError, MassRemoval, SyncStopped
from rag.library.records import Tell
from rag.service.watch import watching
from rag.ui import errands
from rag.ui.job_board import JobState, Step
from rag.ui.library_job import Errand, LibraryJob
from tests.ui.errand import ADDED, GONE, plan_of, run_adding
from tests.ui.folder import PATIENCE, ended, followed_folder, ids


def test_a_watcher_that_finds_nothing_shows_nothing() -> None:
    def run(allowed: bool, tell: Tell) -> SyncReport:
        tell(
            SyncEvent("reading", 1, 1, (SyncRow("unchanged", "a.md", "a"), SyncRow("failed", "b")))
        )
        return SyncReport(unchanged=("a",))

    job = LibraryJob()
    assert job.follow(Errand(run)) == SyncReport(unchanged=("a",))
    assert (job.state, job.news.number, job.running) == (JobState(), 0, False)


def test_what_a_watcher_reads_in_is_shown_with_what_it_found_before() -> None:
    def run(allowed: bool, tell: Tell) -> SyncReport:
        tell(SyncEvent("reading", 1, 3, (SyncRow("failed", "bad.pdf", "", "broken"),)))
        return run_adding(allowed, tell)

    job = LibraryJob()
    job.follow(Errand(run))
    assert job.state.step is Step.DONE
    assert [one.row.name for one in job.state.rows] == ["bad.pdf", "a.md"]
    assert job.news.read == 1


def test_who_asks_for_what_was_just_read_in_is_shown_it() -> None:
    job = LibraryJob()
    job.follow(Errand(run_adding))
    job.start(Errand(run_adding, plan_of()))
    state = ended(job)
    assert (state.step, [one.row for one in state.rows]) == (Step.DONE, [ADDED])
    assert job.news.number == 1


def test_a_watcher_asks_as_well_and_fails_aloud() -> None:
    def run(allowed: bool, tell: Tell) -> SyncReport:
        tell(SyncEvent("reading", 1, 1, GONE))
        raise MassRemoval(7, 8)

    job = LibraryJob()
    with pytest.raises(MassRemoval):
        job.follow(Errand(run, plan_of(*GONE, asks=True)))
    assert (job.state.step, job.state.counts) == (Step.ASKING, {"removed": 7})

    def failing(allowed: bool, tell: Tell) -> SyncReport:
        tell(SyncEvent("reading", 1, 1, (ADDED,)))
        raise CorpusError("the disk is full")

    with pytest.raises(CorpusError):
        job.follow(Errand(failing))
    assert (job.state.step, job.state.problem) == (Step.FAILED, "the disk is full")


def test_a_watcher_can_be_stopped() -> None:
    job = LibraryJob()

    def run(allowed: bool, tell: Tell) -> SyncReport:
        tell(SyncEvent("reading", 1, 2, (ADDED,)))
        job.stop()
        tell(SyncEvent("reading", 2, 2))
        raise AssertionError("it went on")

    with pytest.raises(SyncStopped):
        job.follow(Errand(run))
    assert job.state.step is Step.STOPPED


def test_what_a_watcher_reads_in_is_shown(tmp_path: Path) -> None:
    folder, settings = followed_folder(tmp_path, 1)
    job = LibraryJob()
    errand = errands.of_files(settings)
    done = threading.Event()

    def sync() -> SyncReport:
        report = job.follow(errand)
        done.set()
        return report

    with watching(settings, sync):
        assert done.wait(PATIENCE)
        done.clear()
        (folder / "herne.md").write_text("The plant in Herne opened in 2024.")
        assert done.wait(PATIENCE)
    assert ids(settings) == ["heide", "herne"]
    assert [one.row.name for one in job.state.rows] == ["herne.md"]
    assert job.news.number == 2
