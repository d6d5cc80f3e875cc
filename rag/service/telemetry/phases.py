"""The phases of a sync, watched."""

import time
from typing import TYPE_CHECKING

from rag.core.corpus import SyncEvent
from rag.service.telemetry.tracing import Spans, fail

if TYPE_CHECKING:
    from opentelemetry.trace import Span


class Phases:
    """The phases of a sync: how long each took, and how many rows there were of each state.

    Args:
        spans: makes a span of the sync and of each phase; None for none.
        library: the name of what is synced.

    Attributes:
        counts: the rows, by their state.
    """

    def __init__(self, spans: Spans | None, library: str) -> None:
        self._spans = spans
        self._whole = spans.begin("sync", {"footnote.library": library}) if spans else None
        self._span: Span | None = None
        self._name = ""
        self._since = 0.0
        self._seconds: dict[str, float] = {}
        self.counts: dict[str, int] = {}

    def tell(self, event: SyncEvent) -> None:
        """Take a step of the sync."""
        if event.phase != self._name:
            self._close()
            self._name, self._since = event.phase, time.perf_counter()
            if self._spans and self._whole:
                self._span = self._spans.begin(event.phase, {}, self._whole)
        for row in event.rows:
            self.counts[row.state] = self.counts.get(row.state, 0) + 1

    def _close(self) -> None:
        if self._name:
            spent = time.perf_counter() - self._since
            self._seconds[self._name] = self._seconds.get(self._name, 0.0) + spent
        if self._span:
            self._span.end()
        self._name, self._span = "", None

    def milliseconds(self) -> dict[str, float]:
        """Return how long each phase took."""
        return {name: milliseconds(seconds) for name, seconds in self._seconds.items()}

    def failed(self, error: BaseException) -> None:
        """Mark the sync as failed."""
        if self._whole:
            fail(self._whole, error)

    def end(self, outcome: str) -> None:
        """End the sync."""
        self._close()
        if self._whole:
            self._whole.set_attributes({f"footnote.{k}": v for k, v in self.counts.items()})
            self._whole.set_attribute("footnote.outcome", outcome)
            self._whole.end()


def milliseconds(seconds: float) -> float:
    """Return seconds as milliseconds."""
    return round(1000 * seconds, 1)
