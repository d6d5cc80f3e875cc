"""The one sync of an app: planned, asked for where much would leave, then done.

It runs in a thread of its own, or in that of a watcher. What it is doing is a `JobState`, which any
page may look at.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import ParamSpec, TypeVar

from rag.core.corpus import SyncEvent, SyncPlan, SyncReport, SyncRow
from rag.errors import IndexLocked, MassRemoval, RagError, SyncStopped
from rag.library.records import Tell

logger = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
Rows = dict[tuple[str, str], "JobRow"]
"""What becomes of files and articles, by their names and ids."""

NEWS_SECONDS = 60
"""How long it is told what was read in just now."""
MOST_ROWS = 200
"""The most rows that are shown; of the others only the number is told."""
_FIRST = ("failed", "warned", "passed over", "removed", "changed", "moved", "added")
_STAGES = ("embedded", "indexed")
_CHANGES = {"added", "changed", "moved", "removed"}
LOCKED_SECONDS = 30
"""How long another process that is syncing is waited for."""
AGAIN_SECONDS = 0.3
_SAME_SECONDS = 10
"""What was read in so shortly before is shown to who asks for it and finds it done."""


class Step(StrEnum):
    """What a job is doing."""

    IDLE = "idle"
    PLANNING = "planning"
    ASKING = "asking"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class JobBusy(IndexLocked):
    """Another sync of this app is running: wait until it is done."""

    def __init__(self) -> None:
        super().__init__("a sync is running: wait until it is done, or stop it")


@dataclass(frozen=True, slots=True)
class Errand:
    """What a job is to do.

    Attributes:
        run: does it; is told whether more than half of the articles may leave, and tells its steps.
        plan: tells what would be done; None where that can't be told before it is done.
        leaving: the ids of the articles that somebody wants to leave; they are not asked for again.
    """

    run: Callable[[bool, Tell], SyncReport]
    plan: Callable[[Tell], SyncPlan] | None = None
    leaving: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class JobRow:
    """A file or an article of a job: what becomes of it, and how far that is.

    Attributes:
        row: see `SyncRow`; its state is never "embedded" or "indexed".
        stage: "embedded" or "indexed" as soon as it is; empty before.
    """

    row: SyncRow
    stage: str = ""


@dataclass(frozen=True, slots=True)
class JobState:
    """A job as it stands.

    Attributes:
        version: grows with each change.
        step: what it is doing.
        phase: "fetching" pages, "reading" files, "embedding" or "indexing" chunks.
        done, total: how many of them are done, of how many.
        seconds_left: estimated for this phase; None where that can't be.
        counts: how many rows of each state there are.
        rows: the first of them, those that need somebody first.
        articles: how many articles there were when it was planned.
        report: what was done.
        problem: why it failed.
    """

    version: int = 0
    step: Step = Step.IDLE
    phase: str = ""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[JobRow, ...] = ()
    articles: int = 0
    report: SyncReport | None = None
    problem: str = ""

    @property
    def running(self) -> bool:
        """Whether it has begun and not ended; one that asks has ended."""
        return self.step in (Step.PLANNING, Step.RUNNING)


@dataclass(frozen=True, slots=True)
class News:
    """What the last sync that changed something did: a number that grows, and two counts."""

    number: int = 0
    read: int = 0
    removed: int = 0


class LibraryJob:
    """Runs one errand at a time. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._busy = False
        self._stopping = threading.Event()
        self._state = JobState()
        self._rows: Rows = {}
        self._waiting: Errand | None = None
        self._news, self._told = News(), float("-inf")
        self._began = 0.0

    @property
    def state(self) -> JobState:
        """How it stands."""
        with self._lock:
            counts = Counter(one.row.state for one in self._rows.values())
            ranked = sorted(self._rows.values(), key=lambda one: _FIRST.index(one.row.state))
            return replace(self._state, counts=counts, rows=tuple(ranked[:MOST_ROWS]))

    @property
    def running(self) -> bool:
        """Whether an errand has begun and not ended."""
        return self._busy

    @property
    def news(self) -> News:
        """What changed within the last minute; its counts are 0 where nothing did."""
        fresh = time.monotonic() - self._told < NEWS_SECONDS
        return self._news if fresh else News(self._news.number)

    def start(self, errand: Errand) -> None:
        """Begin an errand.

        Raises:
            JobBusy: while another one is running.
        """
        self._take()
        before = (self._state, self._rows)
        self._waiting, self._rows = None, {}
        self._set(JobState(step=Step.PLANNING if errand.plan else Step.RUNNING))
        work = threading.Thread(target=self._work, args=(errand, before), name="sync", daemon=True)
        work.start()

    def follow(self, errand: Errand) -> SyncReport:
        """Run an errand in this thread; it shows only where it changes something.

        Returns:
            What was done.

        Raises:
            JobBusy: while another one is running.
            RagError: what keeps it from being done; where somebody has to allow it, that is asked.
        """
        self._take()
        rows: list[SyncRow] = []

        def tell(event: SyncEvent) -> None:
            rows.extend(row for row in event.rows if row.state != "unchanged")
            if any(row.state in _CHANGES for row in event.rows) and not self._state.running:
                self._rows, self._waiting = {}, None
                self._set(JobState(step=Step.RUNNING))
            if self._state.running:
                self._show(replace(event, rows=tuple(rows)))
                rows.clear()

        try:
            return self._followed(errand, tell)
        finally:
            self._busy = False

    def confirm(self) -> None:
        """Do what was asked for, though more than half of the articles leave.

        What would leave besides is asked for again.

        Raises:
            JobBusy: while an errand is running.
        """
        if errand := self._waiting:
            self.start(replace(errand, leaving=errand.leaving | self._removed()))

    def stop(self) -> None:
        """End the errand at its next step, or forget what it asks; nothing is changed then."""
        self._stopping.set()
        if self._waiting:
            self._waiting, self._rows = None, {}
            self._change(step=Step.STOPPED)

    def _take(self) -> None:
        with self._lock:
            if self._busy:
                raise JobBusy
            self._busy = True
            self._stopping.clear()

    def _followed(self, errand: Errand, tell: Tell) -> SyncReport:
        try:
            report = errand.run(False, tell)
        except MassRemoval as error:
            self._ask(errand, error.articles)
            raise
        except SyncStopped:
            self._change(step=Step.STOPPED)
            raise
        except RagError as error:
            if self._state.running:
                self._change(step=Step.FAILED, problem=str(error))
            raise
        self._finish(report)
        return report

    def _work(self, errand: Errand, before: tuple[JobState, Rows]) -> None:
        try:
            self._do(errand, before)
        except SyncStopped:
            self._change(step=Step.STOPPED)
        except MassRemoval as error:  # more than what was planned
            self._ask(errand, error.articles)
        except RagError as error:
            self._change(step=Step.FAILED, problem=str(error))
        except Exception as error:
            logger.exception("a sync failed")
            self._change(step=Step.FAILED, problem=f"a bug in Footnote ({type(error).__name__})")
        finally:
            self._busy = False

    def _do(self, errand: Errand, before: tuple[JobState, Rows]) -> None:
        allowed = False
        if errand.plan:
            plan = self._unlocked(errand.plan, self._show)
            if plan.empty and before[0].step is Step.DONE and self._just_told():
                self._rows = before[1]
                self._set(before[0])
                return
            allowed = plan.asks and errand.leaving >= self._removed()
            if plan.asks and not allowed:
                self._ask(errand, plan.articles)
                return
        self._change(step=Step.RUNNING, phase="", done=0, total=0, seconds_left=None)
        self._finish(self._unlocked(errand.run, allowed, self._show))

    def _unlocked(self, do: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Do something as soon as no other process is syncing.

        Raises:
            IndexLocked: when one still is after `LOCKED_SECONDS`.
        """
        last = time.monotonic() + LOCKED_SECONDS
        while True:
            if self._stopping.is_set():
                raise SyncStopped
            try:
                return do(*arguments, **named)
            except IndexLocked:
                if time.monotonic() > last:
                    raise
            self._stopping.wait(AGAIN_SECONDS)

    def _finish(self, report: SyncReport) -> None:
        read = len(report.added) + len(report.changed) + len(report.moved)
        if read or report.removed:
            self._news = News(self._news.number + 1, read, len(report.removed))
            self._told = time.monotonic()
        if self._state.running:
            self._change(step=Step.DONE, report=report)

    def _just_told(self) -> bool:
        return time.monotonic() - self._told < _SAME_SECONDS

    def _ask(self, errand: Errand, articles: int) -> None:
        self._waiting = errand
        self._change(step=Step.ASKING, articles=articles)

    def _removed(self) -> frozenset[str]:
        """Return the ids of the articles that leave."""
        with self._lock:
            rows = [one.row for one in self._rows.values()]
        return frozenset(row.id for row in rows if row.state == "removed")

    def _show(self, event: SyncEvent) -> None:
        """Note a step; raise where the errand is to end."""
        if self._stopping.is_set():
            raise SyncStopped
        now = time.monotonic()
        if event.phase != self._state.phase:
            self._began = now
        left = (now - self._began) / event.done * (event.total - event.done) if event.done else None
        with self._lock:
            for row in event.rows:
                self._note(row)
        self._change(phase=event.phase, done=event.done, total=event.total, seconds_left=left)

    def _note(self, row: SyncRow) -> None:
        """Put a row in, or in the place of what was known of it."""
        key = (row.name, row.id)
        if row.state in _STAGES:
            if key in self._rows:
                self._rows[key] = replace(self._rows[key], stage=row.state)
        elif row.state != "unchanged":
            self._rows[key] = JobRow(row)

    def _change(self, **changes: object) -> None:
        self._set(replace(self._state, **changes))  # type: ignore[arg-type]

    def _set(self, state: JobState) -> None:
        with self._lock:
            self._state = replace(state, version=self._state.version + 1)
