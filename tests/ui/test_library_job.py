"""The one sync of an app: planned, asked for, done, stopped."""

import threading

import pytest

from rag.core.corpus import SyncEvent, SyncReport, SyncRow
from rag.errors import CorpusError, IndexLocked, MassRemoval
from rag.library.records import Tell
from rag.ui import library_job
from rag.ui.job_board import Step
from rag.ui.library_job import Errand, JobBusy, LibraryJob
from tests.ui.errand import ADDED, GONE, plan_of, run_adding
from tests.ui.folder import ended


def test_an_errand_is_planned_then_done_and_its_rows_told() -> None:
    job = LibraryJob()
    assert (job.state.step, job.news.number) == (Step.IDLE, 0)
    job.start(Errand(run_adding, plan_of(ADDED)))
    state = ended(job)
    assert (state.step, state.report) == (Step.DONE, SyncReport(added=("a",)))
    assert [(one.row, one.stage) for one in state.rows] == [(ADDED, "indexed")]
    assert state.counts == {"added": 1}
    assert (job.news.number, job.news.read) == (1, 1)
    assert state.version > 3


def test_much_that_would_leave_is_asked_for_and_left_only_then() -> None:
    allowed = []

    def run(allow: bool, tell: Tell) -> SyncReport:
        allowed.append(allow)
        return SyncReport(removed=tuple(row.id for row in GONE))

    job = LibraryJob()
    job.start(Errand(run, plan_of(*GONE, asks=True)))
    state = ended(job)
    assert (state.step, state.articles, allowed) == (Step.ASKING, 8, [])
    job.confirm()
    assert ended(job).step is Step.DONE
    assert (allowed, job.news.removed) == ([True], 7)
    job.confirm()
    assert allowed == [True]


def test_what_would_leave_besides_is_asked_for_again() -> None:
    rows = list(GONE)
    job = LibraryJob()
    job.start(Errand(run_adding, lambda tell: plan_of(*rows, asks=True)(tell)))
    assert ended(job).step is Step.ASKING
    rows.append(SyncRow("removed", "more.md", "more"))
    job.confirm()
    assert ended(job).step is Step.ASKING
    job.confirm()
    assert ended(job).step is Step.DONE


def test_what_somebody_wants_to_leave_is_not_asked_for() -> None:
    job = LibraryJob()
    leaving = frozenset(row.id for row in GONE)
    job.start(Errand(run_adding, plan_of(*GONE, asks=True), leaving))
    assert ended(job).step is Step.DONE


def test_who_keeps_all_is_asked_no_more() -> None:
    job = LibraryJob()
    job.start(Errand(run_adding, plan_of(*GONE, asks=True)))
    ended(job)
    job.stop()
    assert (job.state.step, job.state.rows) == (Step.STOPPED, ())
    job.confirm()
    assert job.state.step is Step.STOPPED


def test_one_errand_at_a_time_and_it_stops_at_its_next_step() -> None:
    job, begun, go_on = LibraryJob(), threading.Event(), threading.Event()

    def run(allowed: bool, tell: Tell) -> SyncReport:
        begun.set()
        assert go_on.wait(20)
        tell(SyncEvent("reading", 1, 2))
        raise AssertionError("it went on")

    job.start(Errand(run))
    assert begun.wait(20)
    assert job.state.running
    with pytest.raises(JobBusy):
        job.start(Errand(run_adding))
    with pytest.raises(JobBusy):
        job.follow(Errand(run_adding))
    job.stop()
    go_on.set()
    assert ended(job).step is Step.STOPPED


@pytest.mark.parametrize("error", [CorpusError("no articles there"), ZeroDivisionError()])
def test_what_fails_is_told(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    def run(allowed: bool, tell: Tell) -> SyncReport:
        raise error

    job = LibraryJob()
    job.start(Errand(run))
    state = ended(job)
    assert state.step is Step.FAILED
    assert state.problem == (str(error) or "a bug in Footnote (ZeroDivisionError)")


def test_more_that_leaves_than_was_planned_is_asked_for() -> None:
    def run(allowed: bool, tell: Tell) -> SyncReport:
        raise MassRemoval(7, 8)

    job = LibraryJob()
    job.start(Errand(run, plan_of(ADDED)))
    assert (ended(job).step, job.state.articles) == (Step.ASKING, 8)


def test_another_process_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_job, "AGAIN_SECONDS", 0.01)
    tries = []

    def run(allowed: bool, tell: Tell) -> SyncReport:
        tries.append(allowed)
        if len(tries) < 3:
            raise IndexLocked("another process is indexing")
        return SyncReport()

    job = LibraryJob()
    job.start(Errand(run))
    assert (ended(job).step, len(tries)) == (Step.DONE, 3)
    tries.clear()
    monkeypatch.setattr(library_job, "LOCKED_SECONDS", 0)
    job.start(Errand(run))
    assert ended(job).problem == "another process is indexing"
