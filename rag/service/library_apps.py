"""Which app answers: each library has one, made when it is first asked for."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from rag.libraries import DEFAULT
from rag.service.choice import library_name
from rag.service.library_app import LibraryApp

if TYPE_CHECKING:
    import gradio as gr


class LibraryApps:
    """Passes each request on to the app of its library, which is made when it is first asked for.

    Args:
        make: makes the app of a library, by its name.
    """

    def __init__(self, make: Callable[[str], LibraryApp]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: dict[str, LibraryApp] = {}
        self._starting: dict[str, asyncio.Future[None]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._closing: asyncio.Event | None = None

    def of(self, name: str) -> LibraryApp:
        """Return what serves a library.

        Raises:
            RagError: when it can't be made.
        """
        with self._lock:
            if name not in self._made:
                self._made[name] = self._make(name)
            return self._made[name]

    @asynccontextmanager
    async def while_serving(self) -> AsyncIterator[None]:
        """Start each app when it is first asked for, that of the default library now; end them."""
        self._closing = asyncio.Event()
        await self._started(DEFAULT)
        try:
            yield
        finally:
            self._closing.set()
            await asyncio.gather(*self._tasks)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        name = library_name(HTTPConnection(scope))
        served = await self._started(name)
        await served.app(scope, receive, send)

    async def asked(
        self, sent: dict[str, Any], request: "gr.Request"
    ) -> AsyncIterator[dict[str, Any]]:
        """Yield what the page of a library shows of a question: see `Room.asked`."""
        if asked := request.request:
            served = await self._started(library_name(asked))
            async for event in served.room.asked(sent, request):
                yield event

    async def _started(self, name: str) -> LibraryApp:
        served = self._made.get(name)
        if served is None:
            served = await asyncio.to_thread(self.of, name)
        if self._closing is not None:
            if name not in self._starting:
                self._starting[name] = asyncio.get_running_loop().create_future()
                task = asyncio.create_task(self._serve(served.app, self._starting[name]))
                self._tasks.append(task)
            await asyncio.shield(self._starting[name])
        return served

    async def _serve(self, app: FastAPI, started: "asyncio.Future[None]") -> None:
        """Let an app begin, and end when all do; both in one task, as contexts of a loop want."""
        try:
            async with app.router.lifespan_context(app):
                started.set_result(None)
                if self._closing:
                    await self._closing.wait()
        except Exception as error:
            if started.done():
                raise
            started.set_exception(error)
