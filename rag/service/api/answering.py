"""Answers questions for programs: so many at once, and no longer than somebody listens."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date

from rag.core.answer import Answer
from rag.core.corpus import Filter
from rag.errors import IndexMissing, RagError
from rag.question.history import Past
from rag.ui.session import Provider

MOST_AT_ONCE = 4
"""How many questions are answered at once; the next ones wait for their turn."""
MOST_WAITING = 200
"""How many may wait or be answered; one more is refused."""
_LOOK = 0.2
"""Seconds that are waited to see whether the chatbot is there."""
RETRY_AFTER = 5
"""Seconds after which who was refused may try again."""


class ServiceBusy(RagError):
    """Too many questions wait for their turn: ask again in some seconds."""

    def __init__(self) -> None:
        super().__init__(f"{MOST_WAITING} questions are waiting: ask again in {RETRY_AFTER} s")


@dataclass(frozen=True, slots=True)
class ProgramQuestion:
    """What a program asks; the fields are the arguments of `rag.Chatbot.ask`."""

    text: str
    history: tuple[Past, ...] = ()
    where: Filter = field(default_factory=Filter)
    as_of: date | None = None
    literal: bool = False


class Turns:
    """The turns of an app that programs wait for, whatever library they ask. Used in one loop."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(MOST_AT_ONCE)
        self._here = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, and hold it until the context ends.

        Raises:
            ServiceBusy: when too many wait.
        """
        if self._here >= MOST_WAITING:
            raise ServiceBusy
        self._here += 1
        try:
            async with self._free:
                yield
        finally:
            self._here -= 1


class Answering:
    """Answers questions in threads. Used in one event loop.

    Args:
        provider: returns the chatbot, waiting for it where it is still being loaded.
        turns: the turns that are waited for, where others wait for the same ones.

    Attributes:
        turn: waits for a turn: see `Turns.turn`.
    """

    def __init__(self, provider: Provider, turns: Turns | None = None) -> None:
        self.provider = provider
        self.turn = (turns or Turns()).turn
        self._opening: asyncio.Task[object] | None = None

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
            RagError: see `rag.Chatbot.ask`.
        """
        async with self.turn():
            return await asyncio.to_thread(self._last, question)

    async def steps(self, question: ProgramQuestion) -> AsyncGenerator[Answer, None]:
        """Yield the answer as it grows; who stops listening ends its work at its next step.

        Raises:
            ServiceBusy, RagError: see `answer`.
        """
        async with self.turn():
            answers = await asyncio.to_thread(self._begun, question)
            while (answer := await asyncio.to_thread(next, answers, None)) is not None:
                yield answer

    def _begun(self, question: ProgramQuestion) -> Iterator[Answer]:
        return self.provider().stream(
            question.text, question.history, question.where, question.as_of, question.literal
        )

    def _last(self, question: ProgramQuestion) -> Answer:
        *_, answer = self._begun(question)
        return answer
