"""The one sync of an app: planned, asked for where much would leave, then done.

It runs in a thread of its own, or in that of a watcher. What it is doing is a `JobState`, which any
page may look at.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ParamSpec, TypeVar

from rag.core.corpus import SyncEvent, SyncPlan, SyncReport, SyncRow
from rag.errors import IndexLocked, MassRemoval, RagError, SyncStopped
from rag.library.records import Tell
from rag.ui.job_board import JobBoard, JobState, News, Rows, Step

logger = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
LOCKED_SECONDS = 30
"""How long another process that is syncing is waited for."""
AGAIN_SECONDS = 0.3
_CHANGES = {"added", "changed", "moved", "removed"}


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


class LibraryJob:
    """Runs one errand at a time. Safe to use from several threads.

    Args:
        observe: returns an errand, watched by who is told how it ends.
    """

    def __init__(self, observe: Callable[[Errand], Errand] = lambda errand: errand) -> None:
        self._observe = observe
        self._board = JobBoard()
        self._taken = threading.Lock()
        self._stopping = threading.Event()
        self._waiting: Errand | None = None

    @property
    def state(self) -> JobState:
        """How it stands."""
        return self._board.state

    @property
    def running(self) -> bool:
        """Whether an errand has begun and not ended."""
        return self._taken.locked()

    @property
    def news(self) -> News:
        """What changed within the last minute; its counts are 0 where nothing did."""
        return self._board.news

    def start(self, errand: Errand) -> None:
        """Begin an errand.

        Raises:
            JobBusy: while another one is running.
        """
        self._take()
        self._waiting, before = None, self._board.saved()
        self._board.begin(Step.PLANNING if errand.plan else Step.RUNNING)
        threading.Thread(target=self._work, args=(errand, before), name="sync", daemon=True).start()

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
            rows.extend(event.rows)
            if any(row.state in _CHANGES for row in event.rows) and not self._board.running:
                self._waiting = None
                self._board.begin(Step.RUNNING)
            if self._board.running:
                self._show(replace(event, rows=tuple(rows)))
                rows.clear()

        try:
            return self._followed(errand, tell)
        finally:
            self._taken.release()

    def confirm(self) -> None:
        """Do what was asked for, though more than half of the articles leave.

        What would leave besides is asked for again.

        Raises:
            JobBusy: while an errand is running.
        """
        if errand := self._waiting:
            self.start(replace(errand, leaving=errand.leaving | self._board.removed))

    def stop(self) -> None:
        """End the errand at its next step, or forget what it asks; nothing is changed then."""
        self._stopping.set()
        if self._waiting:
            self._waiting = None
            self._board.clear()
            self._board.change(step=Step.STOPPED)

    def _take(self) -> None:
        if not self._taken.acquire(blocking=False):
            raise JobBusy
        self._stopping.clear()

    def _followed(self, errand: Errand, tell: Tell) -> SyncReport:
        try:
            report = self._observe(errand).run(False, tell)
        except MassRemoval as error:
            self._ask(errand, error.articles)
            raise
        except SyncStopped:
            self._board.change(step=Step.STOPPED)
            raise
        except RagError as error:
            if self._board.running:
                self._board.change(step=Step.FAILED, problem=str(error))
            raise
        self._board.finish(report)
        return report

    def _work(self, errand: Errand, before: tuple[JobState, Rows]) -> None:
        try:
            self._do(errand, before)
        except SyncStopped:
            self._board.change(step=Step.STOPPED)
        except MassRemoval as error:  # more than what was planned
            self._ask(errand, error.articles)
        except RagError as error:
            self._board.change(step=Step.FAILED, problem=str(error))
        except Exception as error:
            logger.exception("a sync failed")
            bug = f"a bug in Footnote ({type(error).__name__})"
            self._board.change(step=Step.FAILED, problem=bug)
        finally:
            self._taken.release()

    def _do(self, errand: Errand, before: tuple[JobState, Rows]) -> None:
        allowed = False
        if errand.plan:
            plan = self._unlocked(errand.plan, self._show)
            if plan.empty and self._board.restore(before):
                return
            allowed = plan.asks and errand.leaving >= self._board.removed
            if plan.asks and not allowed:
                self._ask(errand, plan.articles)
                return
        self._board.change(step=Step.RUNNING, phase="", done=0, total=0, seconds_left=None)
        self._board.finish(self._unlocked(self._observe(errand).run, allowed, self._show))

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

    def _ask(self, errand: Errand, articles: int) -> None:
        self._waiting = errand
        self._board.change(step=Step.ASKING, articles=articles)

    def _show(self, event: SyncEvent) -> None:
        """Show a step; raise where the errand is to end."""
        if self._stopping.is_set():
            raise SyncStopped
        self._board.show(event)
