"""Answers questions for programs: so many at once, and no longer than somebody listens."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from rag.core.answer import Answer
from rag.core.corpus import Filter
from rag.errors import IndexMissing, RagError
from rag.question.history import Past
from rag.service.telemetry.metrics import Load
from rag.ui.session import Provider

MOST_AT_ONCE = 4
"""How many questions are answered at once; the next ones wait for their turn."""
MOST_WAITING = 200
"""How many may wait or be answered; one more is refused."""
_LOOK = 0.2
"""Seconds that are waited to see whether the chatbot is there."""
T = TypeVar("T")
RETRY_AFTER = 5
"""Seconds after which who was refused may try again."""


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


@dataclass(frozen=True, slots=True)
class ProgramQuestion:
    """What a program asks; the fields are the arguments of `rag.Chatbot.ask`."""

    text: str
    history: tuple[Past, ...] = ()
    where: Filter = field(default_factory=Filter)
    as_of: date | None = None
    literal: bool = False


class Answering:
    """Answers questions in threads. Used in one event loop.

    Args:
        provider: returns the chatbot, waiting for it where it is still being loaded.
        seconds: the most time for one question.
        observe: returns the steps of an answer, watched by who is told how it ends.
    """

    def __init__(
        self,
        provider: Provider,
        seconds: float = 300,
        observe: Callable[[Iterator[Answer]], Iterator[Answer]] = iter,
    ) -> None:
        self.provider = provider
        self._seconds = seconds
        self._observe = observe
        self._free = asyncio.Semaphore(MOST_AT_ONCE)
        self._here = 0
        self._opening: asyncio.Task[object] | None = None

    @property
    def load(self) -> Load:
        """How many are answered and wait for their turn."""
        return Load(self._here, MOST_AT_ONCE)

    async def ready(self) -> bool:
        """Tell whether questions are answered at once: an empty library says so at once too."""
        if self._opening is None or self._opening.done():
            self._opening = asyncio.create_task(asyncio.to_thread(self.provider))
        await asyncio.wait({self._opening}, timeout=_LOOK)
        if not self._opening.done():
            return False
        error = self._opening.exception()
        return error is None or isinstance(error, IndexMissing)

    async def answer(self, question: ProgramQuestion) -> Answer:
        """Return the answer.

        Raises:
            ServiceBusy: when too many questions wait.
            AnswerTooSlow: when it takes too long.
            RagError: see `rag.Chatbot.ask`.
        """
        async with aclosing(self.steps(question)) as steps:
            *_, answer = [step async for step in steps]
        return answer

    async def steps(self, question: ProgramQuestion) -> AsyncGenerator[Answer, None]:
        """Yield the answer as it grows; who stops listening ends its work at its next step.

        Raises:
            ServiceBusy, AnswerTooSlow, RagError: see `answer`.
        """
        end = time.monotonic() + self._seconds
        async with self._slot(end):
            answers = self._begun(question)
            while answer := await self._by(end, asyncio.to_thread(next, answers, None)):
                yield answer

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, and hold it until the context ends, in the task that began it.

        Raises:
            ServiceBusy: when too many wait.
            AnswerTooSlow: when waiting and what is done in the context take too long.
        """
        end = time.monotonic() + self._seconds
        async with self._slot(end):
            with self._told():
                async with asyncio.timeout(end - time.monotonic()):
                    yield

    @asynccontextmanager
    async def _slot(self, end: float) -> AsyncIterator[None]:
        if self._here >= MOST_WAITING:
            raise ServiceBusy
        self._here += 1
        try:
            await self._by(end, self._free.acquire())
            try:
                yield
            finally:
                self._free.release()
        finally:
            self._here -= 1

    async def _by(self, end: float, work: Awaitable[T]) -> T:
        """Wait for work until a time."""
        with self._told():
            async with asyncio.timeout(end - time.monotonic()):
                return await work

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError as error:
            raise AnswerTooSlow(self._seconds) from error

    def _begun(self, question: ProgramQuestion) -> Iterator[Answer]:
        return self._observe(self._answers(question))

    def _answers(self, question: ProgramQuestion) -> Iterator[Answer]:
        yield from self.provider().stream(
            question.text, question.history, question.where, question.as_of, question.literal
        )
