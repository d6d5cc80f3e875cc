"""The one sync that the pages can start: planned, asked for where much would leave, then done.

It runs in a thread of its own. What it is doing is a `JobState`, which any page may look at.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from rag.core.corpus import SyncReport
from rag.errors import MassRemoval, RagError
from rag.library.leaving import check_removal
from rag.library.records import Progress

logger = logging.getLogger(__name__)

NEWS_SECONDS = 60
"""How long it is told what was read in just now."""


class Step(StrEnum):
    """What a job is doing."""

    IDLE = "idle"
    PLANNING = "planning"
    ASKING = "asking"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class JobBusy(RagError):
    """Another sync is running: wait until it is done."""

    def __init__(self) -> None:
        super().__init__("a sync is running: wait until it is done, or stop it")


class _Stopped(Exception):
    """Ends a sync from its progress."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a job is to do.

    Attributes:
        run: does it; is told whether more than half of the articles may leave, and its progress.
        plan: tells what would be done; None where that can't be told before it is done.
        leaving: the ids of the articles that somebody wants to leave; they are not asked for again.
    """

    run: Callable[[bool, Progress], SyncReport]
    plan: Callable[[Progress], SyncReport] | None = None
    leaving: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class JobState:
    """A job as it stands.

    Attributes:
        version: grows with each change.
        step: what it is doing.
        phase: "fetching" pages, "reading" files, "embedding" or "indexing" chunks.
        done, total: how many of them are done, of how many.
        seconds_left: estimated for this phase; None where that can't be.
        plan: what is to be done, as soon as that is known.
        report: what was done.
        problem: why it failed.
    """

    version: int = 0
    step: Step = Step.IDLE
    phase: str = ""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    plan: SyncReport | None = None
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


@dataclass
class SyncJob:
    """Runs one errand at a time. Safe to use from several threads."""

    _state: JobState = JobState()
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _waiting: Errand | None = None
    _thread: threading.Thread | None = None
    _news: News = News()
    _told: float = float("-inf")
    _began: float = 0.0

    @property
    def state(self) -> JobState:
        """How it stands."""
        return self._state

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
        self._begin(errand, Step.PLANNING if errand.plan else Step.RUNNING)

    def confirm(self) -> None:
        """Do what was asked for, though more than half of the articles leave.

        Raises:
            JobBusy: while an errand is running.
        """
        if errand := self._waiting:
            asked = self._state.plan
            removed = frozenset(asked.removed if asked else ())
            self._begin(replace(errand, leaving=errand.leaving | removed), Step.PLANNING)

    def stop(self) -> None:
        """End the errand at its next step, or forget what it asks; nothing is changed then."""
        self._stopping.set()
        if self._waiting:
            self._waiting = None
            self._set(step=Step.STOPPED)

    def tell(self, report: SyncReport) -> None:
        """Tell what a sync has done, also one that this job did not do."""
        read = len(report.added) + len(report.changed) + len(report.moved)
        if read or report.removed:
            with self._lock:
                self._news = News(self._news.number + 1, read, len(report.removed))
                self._told = time.monotonic()

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is running; tell whether that is so."""
        if thread := self._thread:
            thread.join(seconds)
        return not self._state.running

    def _begin(self, errand: Errand, step: Step) -> None:
        with self._lock:
            if self._state.running:
                raise JobBusy
            self._waiting = None
            self._stopping.clear()
            self._state = JobState(self._state.version + 1, step)
        self._thread = threading.Thread(target=self._work, args=(errand,), name="sync", daemon=True)
        self._thread.start()

    def _work(self, errand: Errand) -> None:
        try:
            self._do(errand)
        except _Stopped:
            self._set(step=Step.STOPPED)
        except MassRemoval:  # what was planned is not what would be done now
            self._ask(errand)
        except RagError as error:
            self._set(step=Step.FAILED, problem=str(error))
        except Exception as error:
            logger.exception("a sync failed")
            self._set(step=Step.FAILED, problem=f"a bug in Footnote ({type(error).__name__})")

    def _do(self, errand: Errand) -> None:
        allowed = False
        if errand.plan:
            plan = errand.plan(self._show)
            self._set(plan=plan)
            allowed = errand.leaving.issuperset(plan.removed)
            if not allowed and _is_mass(plan):
                self._ask(errand)
                return
        self._check()
        self._set(step=Step.RUNNING, phase="", done=0, total=0, seconds_left=None)
        report = errand.run(allowed, self._show)
        self.tell(report)
        self._set(step=Step.DONE, report=report)

    def _ask(self, errand: Errand) -> None:
        self._waiting = errand
        self._set(step=Step.ASKING)

    def _show(self, done: int, total: int, phase: str) -> None:
        """Note the progress; raise where the errand is to end."""
        self._check()
        now = time.monotonic()
        if phase != self._state.phase:
            self._began = now
        left = (now - self._began) / done * (total - done) if done > 1 else None
        self._set(phase=phase, done=done, total=total, seconds_left=left)

    def _check(self) -> None:
        if self._stopping.is_set():
            raise _Stopped

    def _set(self, **changes: object) -> None:
        with self._lock:
            version = self._state.version + 1
            self._state = replace(self._state, version=version, **changes)  # type: ignore[arg-type]


def _is_mass(plan: SyncReport) -> bool:
    """Tell whether so many articles would leave that somebody has to be asked."""
    stay = len(plan.unchanged) + len(plan.changed) + len(plan.moved)
    try:
        check_removal(len(plan.removed), len(plan.removed) + stay)
    except MassRemoval:
        return True
    return False
