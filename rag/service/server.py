"""The web server of the pages; it asks no other host.

It is reached from this machine only, unless the settings say otherwise.
"""

import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.errors import RagError, SettingsError
from rag.libraries import DEFAULT
from rag.service.access import AccessControl, kept_token, refusal
from rag.service.api.beside import Beside
from rag.service.api.leaving import EndWithCaller
from rag.service.bodies import BodyFilter
from rag.service.check import FILE_PATH
from rag.service.choice import LibraryChoice, readable
from rag.service.headers import PolicyHeaders
from rag.service.library import UPLOAD_PATH
from rag.service.library_app import LibraryApp, Shared, library_app
from rag.service.library_apps import LibraryApps
from rag.service.opening import Openings
from rag.service.people.callers import Callers
from rag.service.people.entrance import opened_people
from rag.service.people.limits import Buckets, RateLimit
from rag.service.people.needs import Guarded, declared
from rag.service.people.roles import Role
from rag.service.people.routes import add_people
from rag.service.people.sign_in import SignIn
from rag.service.queue import QuestionQueue
from rag.service.replies import ReplyStreams
from rag.service.request_ids import RequestIds
from rag.service.requests import told
from rag.service.stopping import RefuseWhileStopping, Stopping
from rag.service.telemetry.observing import Telemetry
from rag.service.telemetry.requests import RequestTelemetry, RouteNames, metrics_route
from rag.service.turns import Turns
from rag.settings import AppSettings, Settings
from rag.ui.handlers.scoring import LARGEST
from rag.ui.library_job import LibraryJob
from rag.ui.listeners import Listeners
from rag.ui.session import LibraryProvider, Provider

LARGEST_BODY = 2 * LARGEST
"""The most bytes of a request: a question file as JSON, which doubles its quotation marks."""

_SERVED = re.compile(
    r"/((room|check|clippings|benchmarks|library)(/.*)?|gradio_api/call/ask(/\w+)?|v1/.+|healthz"
    r"|readyz|metrics|sign-(in|out)|oidc/(login|callback))?/?"
)
"""Our own pages and routes, and the queue for questions: nothing else of Gradio's is served."""


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
    openings: Openings | None = None,
    telemetry: Telemetry | None = None,
) -> FastAPI:
    """Return the web app: its pages, and around them the limits on who may ask for what.

    Args:
        provider: returns the chatbot, waiting for it where it is still being loaded.
        settings: the settings in force.
        reports: a folder with the benchmark run that ships with Footnote.
        job: what syncs, where a watcher tells it what it has read in.
        library: returns the library without its model; by default the chatbot's.
        openings: opens the libraries beside the default one; by default those of the settings.
        telemetry: is told what is done; by default numbers alone are kept.

    Raises:
        SettingsError: where others reach the app, and nobody could sign in.
    """
    people = opened_people(settings)
    sign_in = SignIn(people, settings)
    telemetry = telemetry or Telemetry()
    shared = Shared(
        Listeners(),
        Turns(settings.access.answer_seconds),
        telemetry,
        Stopping(settings.app.stop_seconds),
        sign_in,
    )
    openings = openings or Openings(settings)
    job = job or LibraryJob()
    opened = library or (lambda: provider().library)
    telemetry.look_at(opened, lambda: job.state.running, lambda: shared.listeners.count)
    telemetry.metrics.loads["program"] = lambda: shared.turns.load

    def library_of(name: str) -> LibraryProvider:
        return opened if name == DEFAULT else openings(name).library

    def names() -> tuple[str, ...]:
        return readable(openings.names())

    def made(name: str) -> LibraryApp:
        beside = Beside(name, names, library_of, lambda other: apps.of(other).answering)
        if name != DEFAULT:
            opening, own = openings(name), openings.settings(name)
            its_job = LibraryJob(telemetry.of(name).errand)
            return library_app(opening, opening.library, own, beside, its_job, shared, None)
        return library_app(provider, opened, settings, beside, job, shared, reports)

    apps = LibraryApps(made)
    apps.of(DEFAULT)
    queue = QuestionQueue(apps.asked)

    @asynccontextmanager
    async def serving(app: FastAPI) -> AsyncIterator[None]:
        async with apps.while_serving(), queue.while_serving():
            yield
        openings.close()

    fail_closed = [Depends(declared)]
    app = FastAPI(
        docs_url=None, redoc_url=None, openapi_url=None, lifespan=serving, dependencies=fail_closed
    )
    app.state.stopping = shared.stopping
    app.add_exception_handler(RagError, told)
    app.include_router(metrics_route(telemetry))
    add_people(app, people, sign_in, settings)
    app.mount("/", WithQueue(apps, Guarded(queue, Role.READER)))
    app.add_middleware(RouteNames)
    app.add_middleware(LibraryChoice, names=openings.names)
    app.add_middleware(EndWithCaller)
    app.add_middleware(ReplyStreams, listeners=shared.listeners)
    app.add_middleware(
        BodyFilter, largest=LARGEST_BODY, streamed=frozenset({UPLOAD_PATH, FILE_PATH})
    )
    if people:
        app.add_middleware(RateLimit, buckets=Buckets(settings.access.requests_a_minute))
    app.add_middleware(Callers, people=people)
    app.add_middleware(RouteFilter)
    app.add_middleware(
        AccessControl,
        host=settings.app.host,
        port=settings.app.port,
        token=kept_token(settings.state_dir),
        address=settings.access.address,
    )
    app.add_middleware(RefuseWhileStopping, stopping=shared.stopping)
    app.add_middleware(PolicyHeaders)
    app.add_middleware(RequestTelemetry, telemetry=telemetry)
    app.add_middleware(RequestIds)
    return app


class WithQueue:
    """Passes what a page asks of Gradio's queue on to it, and everything else to the pages.

    Args:
        apps: serve the pages.
        queue: answers questions.

    Attributes:
        apps: see above.
        queue: see above.
    """

    def __init__(self, apps: LibraryApps, queue: ASGIApp) -> None:
        self.apps = apps
        self.queue = queue

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        queued = scope["path"].startswith("/gradio_api/")
        await (self.queue if queued else self.apps)(scope, receive, send)


class RouteFilter:
    """Serves only the routes that the page needs."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        served = scope["type"] == "lifespan" or _SERVED.fullmatch(scope["path"])
        await (self._app if served else _NOT_FOUND)(scope, receive, send)


_NOT_FOUND = refusal("not found", 404)
