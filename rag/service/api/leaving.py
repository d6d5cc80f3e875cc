"""Ends the work for callers who left, so that it keeps nobody else waiting."""

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.service.access import PROGRAMS


class EndWithCaller:
    """Cancels what is done for a program as soon as its connection is closed.

    A question that waits for its turn leaves the queue then; one that is being answered ends at its
    next step.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked = scope["type"] == "http" and scope["method"] == "POST"
        if not (asked and scope["path"].startswith(PROGRAMS)):
            await self._app(scope, receive, send)
            return
        line = _Line(receive, send)
        task = asyncio.current_task()
        watcher = asyncio.create_task(line.watch(task))
        try:
            await self._app(scope, line.receive, line.send)
        except asyncio.CancelledError:
            if not (line.closed and task and task.uncancel() == 0):
                raise
        finally:
            watcher.cancel()
            with suppress(asyncio.CancelledError):
                await watcher


class _Line:
    """The line to a caller, which is listened at for its end.

    Args:
        receive: returns what the caller sends.
        send: sends something to it.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._read, self._gone = asyncio.Event(), asyncio.Event()
        self._replied = False

    @property
    def closed(self) -> bool:
        """Whether the caller left."""
        return self._gone.is_set()

    async def receive(self) -> Message:
        """Return a part of the body; behind it that the caller left, when it does."""
        if self._read.is_set():
            await self._gone.wait()
            return {"type": "http.disconnect"}
        message = await self._receive()
        if not message.get("more_body"):
            self._read.set()
        return message

    async def send(self, message: Message) -> None:
        """Send a part of the reply."""
        await self._send(message)
        is_last = message["type"] == "http.response.body" and not message.get("more_body")
        self._replied = self._replied or is_last

    async def watch(self, task: "asyncio.Task[None] | None") -> None:
        """Cancel a task when the caller leaves before the reply is whole."""
        await self._read.wait()
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._gone.set()
        if task and not self._replied:
            task.cancel()
