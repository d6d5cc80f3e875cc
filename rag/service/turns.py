"""The turns that programs wait for: so many questions at once, and each within a time."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TypeVar

from rag.errors import RagError
from rag.service.telemetry.metrics import Load

MOST_AT_ONCE = 4
"""How many questions are answered at once; the next ones wait for their turn."""
MOST_WAITING = 200
"""How many may wait or be answered; one more is refused."""
RETRY_AFTER = 5
"""Seconds after which who was refused may try again."""
T = TypeVar("T")


class ServiceBusy(RagError):
    """Too many questions wait for their turn: ask again in some seconds."""

    def __init__(self) -> None:
        super().__init__(f"{MOST_WAITING} questions are waiting: ask again in {RETRY_AFTER} s")


class AnswerTooSlow(RagError):
    """A question was not answered in time."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"not answered within {seconds:g} s: ask again, for less, "
            "or have access.answer_seconds raised"
        )


class Turns:
    """The turns of an app, whatever library is asked. Used in one event loop.

    Args:
        seconds: the most time for one question, its waiting included.
    """

    def __init__(self, seconds: float = 300) -> None:
        self._seconds = seconds
        self._free = asyncio.Semaphore(MOST_AT_ONCE)
        self._here = 0

    @property
    def load(self) -> Load:
        """How many are answered and wait for their turn."""
        return Load(self._here, MOST_AT_ONCE)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, and hold it until the context ends, in the task that began it.

        Raises:
            ServiceBusy: when too many wait.
            AnswerTooSlow: when waiting and what is done in the context take too long.
        """
        async with self.slot() as end:
            with self._told():
                async with asyncio.timeout(end - time.monotonic()):
                    yield

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[float]:
        """Wait for a turn; yields the time by which `by` shall be done with it.

        Raises:
            ServiceBusy, AnswerTooSlow: see `turn`.
        """
        end = time.monotonic() + self._seconds
        if self._here >= MOST_WAITING:
            raise ServiceBusy
        self._here += 1
        try:
            await self.by(end, self._free.acquire())
            try:
                yield end
            finally:
                self._free.release()
        finally:
            self._here -= 1

    async def by(self, end: float, work: Awaitable[T]) -> T:
        """Wait for work until a time, of `time.monotonic`.

        Raises:
            AnswerTooSlow: when it isn't done.
        """
        with self._told():
            async with asyncio.timeout(end - time.monotonic()):
                return await work

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError as error:
            raise AnswerTooSlow(self._seconds) from error
