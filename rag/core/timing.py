"""How long the steps of a question take, and how long they may take."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from math import inf
from time import perf_counter

Around = Callable[[str], AbstractContextManager[object]]
"""Returns what a stage runs within, by the stage's name."""

around_stages: ContextVar[Around] = ContextVar("around_stages", default=nullcontext)
"""What the stages of every trace run within that is made in this context: by default nothing."""


class Trace:
    """The seconds that each stage of one question took, and in all. A record; it steers nothing.

    Args:
        clock: seconds, as `time.perf_counter`.
        began: is told the name of each stage as it begins.
    """

    def __init__(
        self,
        clock: Callable[[], float] = perf_counter,
        began: Callable[[str], None] = lambda name: None,
    ) -> None:
        self._clock = clock
        self._began = began
        self._around = around_stages.get()
        self._started = clock()
        self._stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time spent inside to a stage."""
        self._began(name)
        started = self._clock()
        try:
            with self._around(name):
                yield
        finally:
            self._stages[name] = self._stages.get(name, 0.0) + self._clock() - started

    @property
    def seconds(self) -> Mapping[str, float]:
        """The seconds by stage so far, and "total": since the trace began."""
        return {**self._stages, "total": self._clock() - self._started}


class Deadline:
    """A limit on the time that a step may take in all, however often it runs.

    Args:
        seconds: the limit; None for none.
        clock: seconds, as `time.perf_counter`.
    """

    def __init__(self, seconds: float | None, clock: Callable[[], float] = perf_counter) -> None:
        self._seconds = inf if seconds is None else seconds
        self._clock = clock
        self._used = 0.0

    @property
    def unlimited(self) -> bool:
        """Whether there is no limit."""
        return self._seconds == inf

    @property
    def left(self) -> float:
        """The seconds that are left; 0 or less when the time is over."""
        return self._seconds - self._used

    @contextmanager
    def running(self) -> Iterator[Callable[[], float]]:
        """Count the time inside; yields a function that returns the seconds since it began."""
        started = self._clock()
        try:
            yield lambda: self._clock() - started
        finally:
            self._used += self._clock() - started
