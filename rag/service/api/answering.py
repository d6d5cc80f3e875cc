"""Answers questions for programs: so many at once, and no longer than somebody listens."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import date

from rag.core.answer import Answer
from rag.core.corpus import Filter
from rag.errors import IndexMissing
from rag.question.history import Past
from rag.service.turns import Turns
from rag.ui.session import Provider

_LOOK = 0.2
"""Seconds that are waited to see whether the chatbot is there."""


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
        turns: the turns that are waited for, where others wait for the same ones.
        observe: returns the steps of an answer, watched by who is told how it ends.

    Attributes:
        turn: waits for a turn: see `rag.service.turns.Turns.turn`.
    """

    def __init__(
        self,
        provider: Provider,
        turns: Turns | None = None,
        observe: Callable[[Iterator[Answer]], Iterator[Answer]] = iter,
    ) -> None:
        self.provider = provider
        self._turns = turns or Turns()
        self.turn = self._turns.turn
        self._observe = observe
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
        async with self._turns.slot() as end:
            answers = self._observe(self._answers(question))
            while answer := await self._turns.by(end, asyncio.to_thread(next, answers, None)):
                yield answer

    def _answers(self, question: ProgramQuestion) -> Iterator[Answer]:
        yield from self.provider().stream(
            question.text, question.history, question.where, question.as_of, question.literal
        )
