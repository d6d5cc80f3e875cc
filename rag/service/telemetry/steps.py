"""The steps of an answer, watched: how it ends is told, and its stages are spans."""

import time
from collections.abc import Callable, Iterator
from contextvars import copy_context
from typing import TYPE_CHECKING, Generic, TypeVar

from rag.core.answer import Answer
from rag.core.timing import around_stages
from rag.errors import RagError
from rag.service.telemetry.tracing import Spans, fail

if TYPE_CHECKING:
    from opentelemetry.trace import Span

T = TypeVar("T")


class ObservedSteps(Iterator[T], Generic[T]):
    """The steps of an answer; when they end, or nobody wants more of them, that is told.

    All of them run in a copy of the context that it was made in: what was set there holds.

    Args:
        spans: makes traces; None for none.
        ended: is told who asked, how it ended, the answer as far as there is one, and the seconds
            that it took, the wait for its turn left out.
        steps: the steps.
        door: who asked.
        look: returns the answer in a step, and how it ended where it did not end well.
    """

    def __init__(
        self,
        spans: Spans | None,
        ended: Callable[[str, str, Answer | None, float], None],
        steps: Iterator[T],
        door: str,
        look: Callable[[T], tuple[Answer | None, str]],
    ) -> None:
        self._told, self._steps, self._door, self._look = ended, steps, door, look
        self._last: tuple[Answer | None, str] = None, ""
        self._context = copy_context()
        self._started: float | None = None
        self._span: Span | None = None
        self._ended = False
        if spans:
            self._span = spans.begin("question", {"footnote.door": door})
            self._context.run(around_stages.set, spans.stages(self._span))

    def __next__(self) -> T:
        """Return the next step.

        Raises:
            StopIteration: behind the last.
        """
        self._started = self._started or time.perf_counter()
        try:
            step = self._context.run(next, self._steps)
        except StopIteration:
            self._end(self._last[1] or _outcome(self._last[0]))
            raise
        except Exception as error:
            if self._span and not isinstance(error, RagError):
                fail(self._span, error)
            self._end("failed")
            raise
        self._last = self._look(step)
        return step

    def __del__(self) -> None:
        """Tell of steps that nobody wanted to the end."""
        self._end("stopped")

    def _end(self, outcome: str) -> None:
        if self._ended:
            return
        self._ended = True
        seconds = time.perf_counter() - self._started if self._started else 0.0
        self._context.run(self._told, self._door, outcome, self._last[0], seconds)
        if self._span:
            told = told_of(self._last[0]) if self._last[0] else {}
            self._span.set_attributes({f"footnote.{k}": v for k, v in told.items()})
            self._span.set_attribute("footnote.outcome", outcome)
            self._span.end()


def _outcome(answer: Answer | None) -> str:
    if answer is None:
        return "failed"
    return "refused" if answer.abstained else "answered"


def told_of(answer: Answer) -> dict[str, str | int | float]:
    """Return what may be told of an answer: none of its words."""
    return {
        "reason": answer.reason.value,
        "shape": answer.request.task.value if answer.request else "",
        "certainty": answer.certainty.value,
        "confidence": round(answer.confidence, 3),
        "sentences": len(answer.sentences),
        "citations": len(answer.citations),
        "articles": len({citation.article.id for citation in answer.citations}),
        "removed": answer.removed,
        "model": answer.model,
    }
