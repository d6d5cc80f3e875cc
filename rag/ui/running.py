"""Questions that are being answered: each has an id, and what stops one stops no other.

Gradio's own way to cancel an event is not used: it stops whatever runs for the same button of a
session when the request arrives, also a question that was asked after the click.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager

from rag.core.conversation import KeptTurn


class RunningQuestion:
    """One question on its way to an answer. Used in one event loop.

    Attributes:
        dropped: whether nothing more of it shall be shown, not even that it was stopped.
    """

    def __init__(self) -> None:
        self.dropped = False
        self._stopping = asyncio.Event()
        self._stages: asyncio.Queue[str] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()

    @property
    def stopped(self) -> bool:
        """Whether it was stopped."""
        return self._stopping.is_set()

    def stop(self) -> None:
        """Wait for no further reply."""
        self._stopping.set()

    def tell(self, stage: str) -> None:
        """Tell that a stage began; called in the thread that answers."""
        self._loop.call_soon_threadsafe(self._stages.put_nowait, stage)

    async def until_stopped(
        self, replies: Iterator[KeptTurn]
    ) -> AsyncGenerator[KeptTurn | str, None]:
        """Yield replies, each computed in a thread, and between them the stages that began.

        When stopped, no further one is waited for. What a thread has begun it ends, up to its
        reply; what waits for a thread is not begun.
        """
        stopping = asyncio.create_task(self._stopping.wait())
        stage = asyncio.create_task(self._stages.get())
        reply: asyncio.Task[KeptTurn | None] | None = None
        try:
            while not self._stopping.is_set():
                reply = reply or asyncio.create_task(asyncio.to_thread(next, replies, None))
                await asyncio.wait({reply, stopping, stage}, return_when=asyncio.FIRST_COMPLETED)
                if self._stopping.is_set():
                    return
                if stage.done():
                    yield stage.result()
                    stage = asyncio.create_task(self._stages.get())
                    continue
                turn = reply.result()
                if turn is None:
                    return
                reply = None
                yield turn
        finally:
            stopping.cancel()
            stage.cancel()
            if reply:
                reply.cancel()


def running_name(owner: str, turn_id: str) -> str:
    """Return the name under which the question of a turn runs: nobody can stop another's."""
    return f"{owner} {turn_id}"


class RunningQuestions:
    """The questions of an app that are being answered."""

    def __init__(self) -> None:
        self._running: dict[str, RunningQuestion] = {}

    @contextmanager
    def ask(self, name: str) -> Iterator[RunningQuestion]:
        """Count a question, by its name, as being answered until the context ends.

        Where it is being answered already, for another window, that one is stopped.
        """
        question = RunningQuestion()
        if before := self._running.get(name):
            before.dropped = True
            before.stop()
        self._running[name] = question
        try:
            yield question
        finally:
            if self._running.get(name) is question:
                del self._running[name]

    def stop(self, name: str) -> None:
        """Stop a question; nothing happens when it has ended."""
        if question := self._running.get(name):
            question.stop()

    def drop(self, name: str) -> None:
        """Stop a question without a trace: it is asked again when its conversation is opened."""
        if question := self._running.get(name):
            question.dropped = True
            question.stop()
