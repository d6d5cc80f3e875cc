"""The routes of the library page: what it shows, what is added, taken out and read in."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from rag.service.choice import library_name
from rag.service.people.entrance import is_open
from rag.service.people.needs import caller_of, needs
from rag.service.people.roles import Role, allowed
from rag.service.readers import reader_of, with_reader
from rag.service.requests import Owner, Texts
from rag.service.room import Room
from rag.settings import Settings
from rag.ui import errands
from rag.ui.handlers.adding import AddRequest, adding
from rag.ui.handlers.library import findings, shelf_of
from rag.ui.handlers.removing import Removals, RemoveRequest, UndoRequest
from rag.ui.handlers.uploads import keep_upload
from rag.ui.library_job import LibraryJob
from rag.ui.pages import library
from rag.ui.parts.listing import ShelfListing
from rag.ui.parts.reasons import worded
from rag.ui.session import LibraryProvider
from rag.wiring_web import followed

UPLOAD_PATH = "/library/file"
"""Where a file is sent to; its body is read as it comes, and no further than it may be large."""
Wanted = Annotated[ShelfListing, Query()]


class RetryRequest(BaseModel):
    """What the page sends to have files tried again: the name of one, or nothing for all."""

    model_config = ConfigDict(extra="forbid")

    file: str = Field("", max_length=4_000)


class LibraryRoutes:
    """The library page of one app.

    Args:
        library: returns the library.
        settings: the settings in force.
        room: the reading room, which knows what stands in the rail.
        job: what syncs.
    """

    def __init__(
        self, library: LibraryProvider, settings: Settings, room: Room, job: LibraryJob
    ) -> None:
        self._library = library
        self._settings = settings
        self._room = room
        self._job = job
        self._removals = Removals(library, settings, job)
        self._local = is_open(settings)

    def routes(self) -> APIRouter:
        """Return them."""
        reading = APIRouter(dependencies=[needs(Role.READER)])
        editing = APIRouter(dependencies=[needs(Role.EDITOR)])
        self._add_pages(reading, editing)
        self._add_sources(editing)
        self._add_syncs(reading, editing)
        reading.include_router(editing)
        return reading

    def _add_pages(self, reading: APIRouter, editing: APIRouter) -> None:
        @reading.get("/library")
        def page(request: Request, wanted: Wanted, t: Texts) -> Response:
            owner = reader_of(request)
            kept = self._room.talks_of(owner)
            shelf, held = None, self._room.held()
            if not held.note:
                shelf = shelf_of(self._library)
            editor = allowed(caller_of(request), library_name(request), Role.EDITOR)
            html = library.library_page(
                t, kept, held, shelf, wanted, self._job.state, _today(), self._local, editor
            )
            return with_reader(request, HTMLResponse(html))

        @reading.get("/library/shelf")
        def shelf(wanted: Wanted, owner: Owner, t: Texts) -> dict[str, str]:
            return {"html": library.shelf_part(t, shelf_of(self._library), wanted, _today())}

        @editing.get("/library/followed")
        def followed_parts(owner: Owner, t: Texts) -> dict[str, str]:
            sources = followed(settings=self._settings)
            return {"html": library.sources_part(t, sources)}

        @editing.get("/library/findings")
        def found(owner: Owner, t: Texts) -> dict[str, str]:
            shelf = shelf_of(self._library)
            return {"html": library.findings_part(t, findings(self._settings), shelf)}

    def _add_sources(self, router: APIRouter) -> None:
        @router.post(UPLOAD_PATH)
        async def upload(
            request: Request, owner: Owner, t: Texts, name: Annotated[str, Query(max_length=2_000)]
        ) -> dict[str, Any]:
            sent = await keep_upload(name, request.stream(), self._settings)
            return asdict(replace(sent, reason=worded(sent.reason, t)))

        @router.post("/library/add")
        def add(sent: AddRequest, owner: Owner, t: Texts) -> None:
            self._job.start(adding(sent, self._settings, self._local, t))

        @router.post("/library/remove")
        def remove(sent: RemoveRequest, owner: Owner, t: Texts) -> dict[str, str]:
            return asdict(self._removals.remove(sent, t))

        @router.post("/library/undo")
        def undo(sent: UndoRequest, owner: Owner, t: Texts) -> None:
            self._removals.undo(sent, t)

    def _add_syncs(self, reading: APIRouter, router: APIRouter) -> None:
        job, settings = self._job, self._settings

        @reading.get("/library/job")
        def state(owner: Owner, t: Texts, version: int = -1) -> dict[str, Any]:
            shown = job.state
            html = library.sync_part(t, shown) if shown.version != version else ""
            return {
                "html": html, "version": shown.version, "running": shown.running,
                "news": job.news.number, "unsolved": shown.unsolved,
            }  # fmt: skip

        @router.post("/library/sync")
        def sync(owner: Owner) -> None:
            job.start(errands.of_files(settings))

        @router.post("/library/retry")
        def retry(sent: RetryRequest, owner: Owner) -> None:
            job.start(errands.of_retry(settings, job.state.report, sent.file))

        @router.post("/library/fetch")
        def fetch(owner: Owner) -> None:
            job.start(errands.of_web(settings))

        @router.post("/library/confirm")
        def confirm(owner: Owner) -> None:
            job.confirm()

        @router.post("/library/stop")
        def stop(owner: Owner) -> None:
            job.stop()


def _today() -> date:
    return datetime.now(UTC).date()
