"""An app for each library: its pages and routes know that library and no other.

So nothing of one can be reached by an id of another: conversations, clippings, feedback, syncs and
benchmark runs are each kept in the state folder of their library, and an app holds one of these.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import Depends, FastAPI
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from rag.errors import RagError
from rag.evaluation.kept_runs import KeptRuns
from rag.libraries import DEFAULT
from rag.models.fingerprints import public_name
from rag.service.api.answering import Answering
from rag.service.api.beside import Beside
from rag.service.api.programs import add_programs
from rag.service.assets import file_routes
from rag.service.benchmarks import benchmarks_routes
from rag.service.check import CheckRoutes
from rag.service.choice import library_name
from rag.service.clippings import clippings_routes
from rag.service.handing_on import handing_on_routes
from rag.service.library import LibraryRoutes
from rag.service.people.needs import NotAllowed, declared
from rag.service.people.sign_in import SignIn
from rag.service.requests import told
from rag.service.room import Room
from rag.service.stopping import Stopping
from rag.service.telemetry.observing import Telemetry
from rag.service.turns import Turns
from rag.settings import Settings
from rag.ui.handlers.checking import TextChecks
from rag.ui.handlers.scoring import Scoring
from rag.ui.handlers.suggest import Suggestions
from rag.ui.library_job import LibraryJob
from rag.ui.listeners import Listeners
from rag.ui.session import LibraryProvider, Provider, kept_once

if TYPE_CHECKING:
    import gradio as gr


REPORTS = "reports"
"""The folder in the state folder that readers' runs are kept in."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What the apps of all libraries have in common.

    Attributes:
        listeners: who listens to answers.
        turns: the turns that programs wait for.
        telemetry: is told what is done.
        stopping: knows whether they are to stop.
        sign_in: is shown to those who may not see a page.
    """

    listeners: Listeners
    turns: Turns
    telemetry: Telemetry
    stopping: Stopping
    sign_in: SignIn


@dataclass(frozen=True, slots=True)
class LibraryApp:
    """What serves one library."""

    app: FastAPI
    room: Room
    answering: Answering


def library_app(
    provider: Provider,
    library: LibraryProvider,
    settings: Settings,
    beside: Beside,
    job: LibraryJob,
    shared: Shared,
    reports: Path | None,
) -> LibraryApp:
    """Return the app of one library.

    Args:
        provider: returns its chatbot.
        library: returns it without its model.
        settings: its settings.
        beside: its name, and the libraries beside it.
        job: what syncs it.
        shared: what it has in common with those of other libraries.
        reports: a folder with the benchmark run that ships with Footnote.
    """
    telemetry = shared.telemetry.of(beside.name)
    suggestions = Suggestions(provider)
    kept = kept_once(library, settings.app.keep_conversations)
    room = Room(
        provider,
        library,
        suggestions,
        kept,
        job,
        public_name(settings.chat.model),
        shared.listeners,
        beside.name,
        beside.names,
        settings.chat.strictness != "off",
        telemetry.turns,
    )
    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=suggestions.while_serving,
        dependencies=[Depends(declared)],
    )
    app.add_exception_handler(RagError, told)
    app.add_exception_handler(NotAllowed, shared.sign_in.show)
    app.include_router(handing_on_routes(kept, settings))
    app.include_router(room.routes())
    app.include_router(clippings_routes(kept, room))
    app.include_router(LibraryRoutes(library, settings, room, job).routes())
    checks = TextChecks(provider)
    app.include_router(CheckRoutes(kept, library, room, checks, settings.parsing).routes())
    runs = KeptRuns(settings.state_dir / REPORTS, reports)
    scoring = Scoring(provider, settings, runs)
    app.include_router(benchmarks_routes(room, runs, scoring))
    app.include_router(file_routes())
    answering = Answering(provider, shared.turns, telemetry.answers)
    add_programs(app, answering, library, job, settings, beside, runs, scoring, shared.stopping)
    return LibraryApp(app, room, answering)


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
