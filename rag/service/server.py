"""The web server of the pages; it asks no other host.

It is reached from this machine only, unless the settings say otherwise.
"""

import logging
import re
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.errors import RagError, SettingsError
from rag.evaluation.kept_runs import KeptRuns
from rag.models.fingerprints import public_name
from rag.service.access import AccessControl, kept_token, refusal
from rag.service.api.programs import add_programs
from rag.service.benchmarks import benchmarks_routes
from rag.service.bodies import BodyFilter
from rag.service.check import FILE_PATH, CheckRoutes
from rag.service.clippings import clippings_routes
from rag.service.handing_on import handing_on_routes
from rag.service.headers import PolicyHeaders
from rag.service.library import UPLOAD_PATH, LibraryRoutes
from rag.service.queue import QuestionQueue
from rag.service.requests import told
from rag.service.room import Room
from rag.settings import AppSettings, Settings
from rag.ui.handlers.checking import TextChecks
from rag.ui.handlers.scoring import LARGEST, Scoring
from rag.ui.handlers.suggest import Suggestions
from rag.ui.library_job import LibraryJob
from rag.ui.listeners import Listeners
from rag.ui.session import LibraryProvider, Provider, kept_once

REPORTS = "reports"
"""The folder in the state folder that readers' runs are kept in."""
LARGEST_BODY = 2 * LARGEST
"""The most bytes of a request: a question file as JSON, which doubles its quotation marks."""

_SERVED = re.compile(
    r"/((room|check|clippings|benchmarks|library)(/.*)?|gradio_api/call/ask(/\w+)?|v1/.+|healthz|readyz)?/?"
)
"""Our own pages and routes, and the queue for questions: nothing else of Gradio's is served."""

_REPLIES = re.compile(r"/gradio_api/call/ask/(\w+)")
"""Where a page hears the replies to a question: Gradio names the session by the question's id."""


def listen(settings: AppSettings) -> socket.socket:
    """Take the port, before any other work.

    Raises:
        SettingsError: when the port is taken or the address is not one of this machine.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"can't listen on {address(settings)} ({error.strerror}): "
            "stop what uses it or choose another port, for example "
            f"RAG_APP__PORT={settings.port % 65535 + 1}"
        ) from error
    return listener


def address(settings: AppSettings) -> str:
    """Return the page's address.

    >>> address(AppSettings())
    'http://127.0.0.1:7860'
    """
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


def make_app(
    provider: Provider,
    settings: Settings,
    reports: Path | None = None,
    job: LibraryJob | None = None,
    library: LibraryProvider | None = None,
) -> FastAPI:
    """Return the web app: its pages, and around them the limits on who may ask for what.

    Args:
        provider: returns the chatbot, waiting for it where it is still being loaded.
        settings: the settings in force.
        reports: a folder with the benchmark run that ships with Footnote.
        job: what syncs, where a watcher tells it what it has read in.
        library: returns the library without its model; by default the chatbot's.
    """
    suggestions = Suggestions(provider)
    library = library or (lambda: provider().library)
    kept = kept_once(library, settings.app.keep_conversations)
    job = job or LibraryJob()
    room = Room(provider, library, suggestions, kept, job, public_name(settings.chat.model))
    queue = QuestionQueue(room)

    @asynccontextmanager
    async def serving(app: FastAPI) -> AsyncIterator[None]:
        async with suggestions.while_serving(app), queue.while_serving():
            yield

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=serving)
    app.add_exception_handler(RagError, told)
    app.include_router(handing_on_routes(kept, settings))
    app.include_router(room.routes())
    app.include_router(clippings_routes(kept, room.held))
    app.include_router(LibraryRoutes(library, settings, room, job).routes())
    checks = TextChecks(provider)
    app.include_router(CheckRoutes(kept, library, room, checks, settings.parsing).routes())
    runs = KeptRuns(settings.state_dir / REPORTS, reports)
    scoring = Scoring(provider, settings, runs)
    app.include_router(benchmarks_routes(kept, room.held, runs, scoring))
    add_programs(app, provider, library, job, settings)
    app.mount("/", queue)
    app.add_middleware(ReplyStreams, listeners=room.listeners)
    app.add_middleware(
        BodyFilter, largest=LARGEST_BODY, streamed=frozenset({UPLOAD_PATH, FILE_PATH})
    )
    app.add_middleware(RouteFilter)
    token = kept_token(settings.state_dir)
    app.add_middleware(AccessControl, host=settings.app.host, port=settings.app.port, token=token)
    app.add_middleware(PolicyHeaders)
    return app


class ReplyStreams:
    """Tells who listens for replies.

    Args:
        app: what is asked.
        listeners: is told.
    """

    def __init__(self, app: ASGIApp, listeners: Listeners) -> None:
        self._app = app
        self._listeners = listeners

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        stream = scope["type"] == "http" and _REPLIES.fullmatch(scope["path"])
        if stream:
            with self._listeners.listening(stream[1]):
                await self._app(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class RouteFilter:
    """Serves only the routes that the page needs."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        served = scope["type"] == "lifespan" or _SERVED.fullmatch(scope["path"])
        await (self._app if served else _NOT_FOUND)(scope, receive, send)


_NOT_FOUND = refusal("not found", 404)


class Server(uvicorn.Server):
    """Serves a web app and says where as soon as it does."""

    def __init__(self, app: FastAPI, settings: AppSettings) -> None:
        config = uvicorn.Config(
            app, log_level="warning", timeout_graceful_shutdown=1, proxy_headers=False
        )
        super().__init__(config)
        self._address = address(settings)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to serve, then print the address."""
        await super().startup(sockets)
        sys.stderr.write(f"Footnote is ready: {self._address} (Ctrl+C stops it)\n")
        sys.stderr.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop to serve; pages that are still open are not worth a traceback."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)
