"""Questions that are being answered: each has an id, and what stops one stops no other.

Gradio's own way to cancel an event is not used: it stops whatever runs for the same button of a
session when the request arrives, also a question that was asked after the click.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from uuid import uuid4

from rag.ui.session import Exchange


class RunningQuestion:
    """One question on its way to an answer. Used in one event loop.

    Attributes:
        id: names it; the page keeps it and sends it back to stop this question.
        dropped: whether nothing more of it shall be shown, not even that it was stopped.
        ended: set when its answer is complete or was stopped.
    """

    def __init__(self) -> None:
        self.id = uuid4().hex
        self.dropped = False
        self.ended = asyncio.Event()
        self._stopping = asyncio.Event()

    @property
    def stopped(self) -> bool:
        """Whether it was stopped."""
        return self._stopping.is_set()

    def stop(self) -> None:
        """Wait for no further reply."""
        self._stopping.set()

    async def until_stopped(self, replies: Iterator[Exchange]) -> AsyncGenerator[Exchange, None]:
        """Yield replies, each computed in a thread; when stopped, no further one is waited for.

        What a thread has begun it ends, up to its reply; what waits for a thread is not begun.
        """
        stopping = asyncio.create_task(self._stopping.wait())
        reply: asyncio.Task[Exchange | None] | None = None
        try:
            while not self.stopped:
                reply = asyncio.create_task(asyncio.to_thread(next, replies, None))
                await asyncio.wait({reply, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if self.stopped or (exchange := reply.result()) is None:
                    return
                yield exchange
        finally:
            stopping.cancel()
            if reply:
                reply.cancel()


class RunningQuestions:
    """The questions of an app that are being answered."""

    def __init__(self) -> None:
        self._running: dict[str, RunningQuestion] = {}

    @contextmanager
    def ask(self) -> Iterator[RunningQuestion]:
        """Count a question as being answered until the context ends."""
        question = RunningQuestion()
        self._running[question.id] = question
        try:
            yield question
        finally:
            del self._running[question.id]
            question.ended.set()

    def stop(self, question_id: str) -> None:
        """Stop a question; nothing happens when it has ended."""
        if question := self._running.get(question_id):
            question.stop()

    async def drop(self, question_id: str) -> None:
        """Stop a question without a trace, and wait until it has ended."""
        if question := self._running.get(question_id):
            question.dropped = True
            question.stop()
            await question.ended.wait()
