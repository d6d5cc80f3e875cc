"""The routes of the page "Check a text"."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from rag.errors import IndexMissing
from rag.library.drafts import KeptDraft
from rag.sections import ParsingSettings
from rag.service.people.needs import needs
from rag.service.people.roles import Role
from rag.service.readers import reader_of, with_reader
from rag.service.requests import Owner, Texts, attachment
from rag.service.room import Room
from rag.service.sent import Id
from rag.ui.handlers.checking import TextChecks
from rag.ui.handlers.drafting import CutDraft, SentDraft, ToQuote, quote_into, take_file
from rag.ui.handlers.mending import PutFix, copied_check, handed_on, put_fix
from rag.ui.pages.check import check_page, state_of
from rag.ui.session import Keeper, LibraryProvider

FILE_PATH = "/check/file"
"""Where a file is sent to; its body is read as it comes, and no further than it may be large."""


class CheckRoutes:
    """The page "Check a text" of one app.

    Args:
        kept: returns what is kept.
        library: returns the library.
        room: the reading room, which knows what stands in the rail.
        checks: holds texts against the articles.
        limits: those of reading files.
    """

    def __init__(
        self,
        kept: Keeper,
        library: LibraryProvider,
        room: Room,
        checks: TextChecks,
        limits: ParsingSettings,
    ) -> None:
        self._kept = kept
        self._library = library
        self._room = room
        self._checks = checks
        self._limits = limits

    def routes(self) -> APIRouter:
        """Return them."""
        router = APIRouter(
            prefix="/check",
            lifespan=self._checks.while_serving,
            dependencies=[needs(Role.READER)],
        )
        self._add_pages(router)
        self._add_draft(router)
        self._add_checks(router)
        return router

    def _add_pages(self, router: APIRouter) -> None:
        @router.get("")
        def page(request: Request, t: Texts) -> Response:
            owner = reader_of(request)
            draft, on_disk = self._draft_of(owner)
            talks, held = self._room.talks_of(owner), self._room.held()
            html = check_page(t, talks, held, draft, self._checks.job(owner), on_disk)
            return with_reader(request, HTMLResponse(html))

        @router.get("/copy")
        def copy(owner: Owner, t: Texts) -> dict[str, str]:
            return asdict(copied_check(self._checks.job(owner), t))

        @router.get("/export/{form}")
        def export(form: Id, owner: Owner, t: Texts) -> Response:
            return attachment(handed_on(self._checks.job(owner), form, t))

    def _add_draft(self, router: APIRouter) -> None:
        @router.get("/draft")
        def draft(owner: Owner) -> dict[str, Any]:
            return asdict(self._kept().drafts.read(owner))

        @router.post("/draft")
        def write(sent: SentDraft, owner: Owner) -> dict[str, int]:
            drafts = self._kept().drafts
            return {"number": drafts.write(owner, sent.text, sent.name, sent.seen).number}

        @router.post("/file")
        async def file(
            request: Request, owner: Owner, name: Annotated[str, Query(max_length=2_000)]
        ) -> dict[str, Any]:
            return asdict(await take_file(name, request.stream(), self._limits))

        @router.post("/quote")
        def quote(sent: ToQuote, owner: Owner, t: Texts) -> dict[str, int]:
            return quote_into(self._kept(), self._library(), owner, sent, t)

        @router.post("/cut")
        def cut(sent: CutDraft, owner: Owner) -> None:
            self._kept().drafts.cut(owner, sent.length, sent.seen)

        @router.post("/delete")
        def delete(owner: Owner) -> None:
            self._kept().drafts.delete(owner)
            self._checks.forget(owner)

        @router.post("/restore")
        def restore(owner: Owner) -> None:
            self._kept().drafts.restore(owner)

    def _add_checks(self, router: APIRouter) -> None:
        @router.get("/state")
        def state(owner: Owner, t: Texts) -> dict[str, Any]:
            return state_of(t, self._checks.job(owner))

        @router.post("/run")
        def run(owner: Owner, t: Texts) -> None:
            self._checks.start(owner, self._kept().drafts.read(owner), t)

        @router.post("/stop")
        def stop(owner: Owner) -> None:
            self._checks.stop(owner)

        @router.post("/put")
        def put(sent: PutFix, owner: Owner, t: Texts) -> dict[str, Any]:
            job = self._checks.job(owner)
            draft = put_fix(self._kept(), owner, job, sent, t)
            return state_of(t, job) | {"draft": draft.text, "number": draft.number}

    def _draft_of(self, owner: str) -> tuple[KeptDraft, bool]:
        """Return a reader's draft, and whether it outlives the process.

        A state folder without a library keeps none.
        """
        try:
            kept = self._kept()
            return (kept.drafts.read(owner) if owner else KeptDraft()), kept.on_disk
        except IndexMissing:
            return KeptDraft(), True
