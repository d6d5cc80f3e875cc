"""The one sync of an app: planned, asked for, done, stopped; and what is told of it."""

import threading
from collections.abc import Callable

import pytest

from rag.core.corpus import SyncEvent, SyncPlan, SyncReport, SyncRow
from rag.errors import CorpusError, IndexLocked, MassRemoval
from rag.library.records import Tell
from rag.ui import library_job
from rag.ui.library_job import Errand, JobBusy, JobState, LibraryJob, Step
from tests.ui.folder import ended

ADDED = SyncRow("added", "a.md", "a")
GONE = tuple(SyncRow("removed", f"n{number}.md", f"n{number}") for number in range(7))


def plan_of(*rows: SyncRow, asks: bool = False) -> Callable[[Tell], SyncPlan]:
    def plan(tell: Tell) -> SyncPlan:
        tell(SyncEvent("reading", 1, 1, rows))
        counts = {row.state: sum(one.state == row.state for one in rows) for row in rows}
        return SyncPlan(counts, {}, 8, asks)

    return plan


def run_adding(allowed: bool, tell: Tell) -> SyncReport:
    tell(SyncEvent("reading", 1, 2, (ADDED, SyncRow("unchanged", "b.md", "b"))))
    tell(SyncEvent("embedding", 1, 1, (SyncRow("embedded", "a.md", "a"),)))
    tell(SyncEvent("indexing", 1, 1, (SyncRow("indexed", "a.md", "a"),)))
    return SyncReport(added=("a",))


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

    with pytest.raises(library_job.SyncStopped):
        job.follow(Errand(run))
    assert job.state.step is Step.STOPPED


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
    monkeypatch.setattr(library_job, "NEWS_SECONDS", 0)
    assert (job.news.number, job.news.read) == (1, 0)
