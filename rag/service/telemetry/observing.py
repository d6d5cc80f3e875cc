"""Tells logs, metrics and traces of questions and syncs, from where they begin to their end."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from rag.core.answer import Answer
from rag.core.conversation import KeptTurn, TurnState
from rag.core.corpus import Facts, SyncEvent, SyncReport
from rag.errors import RagError, SyncStopped
from rag.libraries import DEFAULT
from rag.library.records import Tell
from rag.service.telemetry.logs import FIELDS
from rag.service.telemetry.metrics import Load, Metrics
from rag.service.telemetry.phases import Phases, milliseconds
from rag.service.telemetry.steps import ObservedSteps, told_of
from rag.service.telemetry.tracing import Spans
from rag.ui.library_job import Errand
from rag.ui.session import LibraryProvider

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 4
"""How many questions of the page are answered at once; the next ones wait for their turn."""
_ENDED = {TurnState.FAILED: "failed", TurnState.STOPPED: "stopped"}


class Telemetry:
    """Who is told what a service does. Safe to use from several threads.

    Args:
        spans: makes traces; None for none.
        questions: whether a log line may have the question.
        library: the name of the library that is asked and synced.
        metrics: the numbers; None for new ones.

    Attributes:
        metrics: the numbers.
        spans: see above.
    """

    def __init__(
        self,
        spans: Spans | None = None,
        questions: bool = False,
        library: str = DEFAULT,
        metrics: Metrics | None = None,
    ) -> None:
        self.metrics = metrics or Metrics()
        self.spans = spans
        self._questions = questions
        self._library = library

    def of(self, library: str) -> "Telemetry":
        """Return what tells the same of another library, by its name."""
        return Telemetry(self.spans, self._questions, library, self.metrics)

    def look_at(
        self,
        library: LibraryProvider,
        syncing: Callable[[], bool],
        asking: Callable[[], int],
    ) -> None:
        """Let the numbers show how an app stands.

        Args:
            library: returns the library.
            syncing: tells whether a sync is running.
            asking: tells how many questions of the page are running or waiting.
        """

        def facts() -> dict[str, Facts]:
            try:
                return {self._library: library().facts()}
            except RagError:  # empty, or damaged: /readyz tells
                return {}

        self.metrics.facts, self.metrics.syncing = facts, syncing
        self.metrics.loads["page"] = lambda: Load(asking(), MOST_AT_ONCE)

    def answers(self, steps: Iterator[Answer]) -> Iterator[Answer]:
        """Return the steps of an answer for a program, to be told of when they end."""
        return ObservedSteps(self.spans, self.ended, steps, "program", lambda step: (step, ""))

    def turns(self, steps: Iterator[KeptTurn]) -> Iterator[KeptTurn]:
        """Return the steps of an answer for the page, to be told of when they end."""

        def look(step: KeptTurn) -> tuple[Answer | None, str]:
            return step.answer, _ENDED.get(step.state, "")

        return ObservedSteps(self.spans, self.ended, steps, "page", look)

    def ended(self, door: str, outcome: str, answer: Answer | None, seconds: float) -> None:
        """Tell how a question ended.

        Args:
            door: who asked: "page" or "program".
            outcome: "answered", "refused", "failed" or "stopped".
            answer: the answer, as far as there is one.
            seconds: how long it took, the wait for its turn left out.
        """
        told = told_of(answer) if answer else {}
        stages = answer.seconds if answer else {}
        whole = outcome in ("answered", "refused")
        self.metrics.count_answer(door, outcome, str(told.get("reason", "")) if whole else "")
        for name, value in stages.items() if whole else ():
            self.metrics.count_stage(name, value)
        fields: dict[str, object] = {
            "event": "answer", "door": door, "library": self._library, "outcome": outcome, **told,
            "ms": milliseconds(seconds),
            "stages_ms": {name: milliseconds(value) for name, value in stages.items()},
        }  # fmt: skip
        if self._questions and answer:
            fields["question"] = answer.question
            fields["short_answer"] = answer.lead.said if answer.lead else ""
        logger.info("a question was %s", outcome, extra={FIELDS: fields})

    @contextmanager
    def syncing(self) -> Iterator[Callable[[SyncEvent], None]]:
        """Stand around a sync; yields what is told its steps."""
        phases, started = Phases(self.spans, self._library), time.perf_counter()
        outcome = "failed"
        try:
            yield phases.tell
            outcome = "done"
        except SyncStopped:
            outcome = "stopped"
            raise
        except BaseException as error:
            phases.failed(error)
            raise
        finally:
            phases.end(outcome)
            self.metrics.count_sync(outcome)
            fields = {
                "event": "sync", "library": self._library, "outcome": outcome,
                "ms": milliseconds(time.perf_counter() - started),
                "phases_ms": phases.milliseconds(), **phases.counts,
            }  # fmt: skip
            logger.info("a sync ended: %s", outcome, extra={FIELDS: fields})

    def errand(self, errand: Errand) -> Errand:
        """Return an errand of the app, to be told of when it ends."""

        def run(allowed: bool, tell: Tell) -> SyncReport:
            with self.syncing() as seen:

                def step(event: SyncEvent) -> None:
                    seen(event)
                    tell(event)

                return errand.run(allowed, step)

        return replace(errand, run=run)

    def close(self) -> None:
        """Send what is not sent yet."""
        if self.spans:
            self.spans.close()
