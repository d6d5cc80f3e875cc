"""An app for each library: its pages and routes know that library and no other.

So nothing of one can be reached by an id of another: conversations, clippings, feedback, syncs and
benchmark runs are each kept in the state folder of their library, and an app holds one of these.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI

from rag.errors import RagError
from rag.evaluation.kept_runs import KeptRuns
from rag.models.fingerprints import public_name
from rag.service.api.answering import Answering
from rag.service.api.beside import Beside
from rag.service.api.programs import add_programs
from rag.service.assets import file_routes
from rag.service.benchmarks import benchmarks_routes
from rag.service.check import CheckRoutes
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
    pass


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
    checking = CheckRoutes(kept, library, room, TextChecks(provider), settings.parsing)
    app.include_router(checking.routes())
    runs = KeptRuns(settings.state_dir / REPORTS, reports)
    scoring = Scoring(provider, settings, runs)
    app.include_router(benchmarks_routes(room, runs, scoring))
    app.include_router(file_routes())
    answering = Answering(provider, shared.turns, telemetry.answers)
    add_programs(app, answering, library, job, settings, beside, runs, scoring, shared.stopping)
    return LibraryApp(app, room, answering)
