"""What the one sync of an app shows of itself: how far it is, its files, what is new since."""

import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from rag.core.corpus import SyncEvent, SyncReport, SyncRow

NEWS_SECONDS = 60
"""How long it is told what was read in just now."""
MOST_ROWS = 200
"""The most rows that are shown; of the others only the number is told."""
_SAME_SECONDS = 10
"""What was read in so shortly before is shown to who asks for it and finds it done."""
_FIRST = ("failed", "warned", "passed over", "removed", "changed", "moved", "added")
_STAGES = ("embedded", "indexed")


class Step(StrEnum):
    """What a job is doing."""

    IDLE = "idle"
    PLANNING = "planning"
    ASKING = "asking"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


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

    @property
    def unsolved(self) -> bool:
        """Whether somebody has to look: it asks, it failed, or something could not be read."""
        return self.step in (Step.ASKING, Step.FAILED) or self.counts.get("failed", 0) > 0


@dataclass(frozen=True, slots=True)
class News:
    """What the last sync that changed something did: a number that grows, and two counts."""

    number: int = 0
    read: int = 0
    removed: int = 0


Rows = dict[tuple[str, str], JobRow]
"""What becomes of files and articles, by their names and ids."""


class JobBoard:
    """Shows a job. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state = JobState()
        self._rows: Rows = {}
        self._news, self._told = News(), float("-inf")
        self._began = 0.0

    @property
    def state(self) -> JobState:
        """How the job stands."""
        with self._lock:
            counts = Counter(one.row.state for one in self._rows.values())
            ranked = sorted(self._rows.values(), key=lambda one: _FIRST.index(one.row.state))
            return replace(self._state, counts=counts, rows=tuple(ranked[:MOST_ROWS]))

    @property
    def running(self) -> bool:
        """Whether it shows a job that has begun and not ended."""
        return self._state.running

    @property
    def news(self) -> News:
        """What changed within the last minute; its counts are 0 where nothing did."""
        fresh = time.monotonic() - self._told < NEWS_SECONDS
        return self._news if fresh else News(self._news.number)

    @property
    def removed(self) -> frozenset[str]:
        """The ids of the articles that leave."""
        with self._lock:
            rows = [one.row for one in self._rows.values()]
        return frozenset(row.id for row in rows if row.state == "removed")

    def begin(self, step: Step) -> None:
        """Show another job, without rows."""
        with self._lock:
            self._rows = {}
            self._put(JobState(step=step))

    def change(self, **changes: object) -> None:
        """Show what changed of the job."""
        with self._lock:
            self._put(replace(self._state, **changes))  # type: ignore[arg-type]

    def show(self, event: SyncEvent) -> None:
        """Show a step of it."""
        now = time.monotonic()
        if event.phase != self._state.phase:
            self._began = now
        left = (now - self._began) / event.done * (event.total - event.done) if event.done else None
        with self._lock:
            for row in event.rows:
                self._note(row)
        self.change(phase=event.phase, done=event.done, total=event.total, seconds_left=left)

    def clear(self) -> None:
        """Show no rows any more."""
        with self._lock:
            self._rows = {}

    def finish(self, report: SyncReport) -> None:
        """Tell what was done, where that is something."""
        read = len(report.added) + len(report.changed) + len(report.moved)
        if read or report.removed:
            self._news = News(self._news.number + 1, read, len(report.removed))
            self._told = time.monotonic()
        if self._state.running:
            self.change(step=Step.DONE, report=report)

    def saved(self) -> tuple[JobState, Rows]:
        """Return what is shown, for `restore`."""
        return self._state, self._rows

    def restore(self, saved: tuple[JobState, Rows]) -> bool:
        """Show a job of some seconds ago again, where that changed something; tell whether."""
        if saved[0].step is not Step.DONE or time.monotonic() - self._told > _SAME_SECONDS:
            return False
        with self._lock:
            self._rows = saved[1]
            self._put(saved[0])
        return True

    def _note(self, row: SyncRow) -> None:
        """Put a row in, or in the place of what was known of it."""
        key = (row.name, row.id)
        if row.state in _STAGES:
            if key in self._rows:
                self._rows[key] = replace(self._rows[key], stage=row.state)
        elif row.state != "unchanged":
            self._rows[key] = JobRow(row)

    def _put(self, state: JobState) -> None:
        self._state = replace(state, version=self._state.version + 1)
