"""The routes of the clippings page."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from rag.errors import IndexMissing
from rag.library.kept import Kept
from rag.service.people.needs import needs
from rag.service.people.roles import Role
from rag.service.readers import reader_of, with_reader
from rag.service.requests import Owner, Texts, attachment
from rag.service.room import Room
from rag.service.sent import Id, Named
from rag.ui.handlers.handing_on import clipped_copy, clipped_file
from rag.ui.pages.clippings import clippings_page
from rag.ui.session import Keeper


class NoteText(Named):
    """What is written beside a clipping."""

    note: str = Field(max_length=5_000)


class Order(BaseModel):
    """The clippings in a new order."""

    model_config = ConfigDict(extra="forbid")

    ids: list[Id] = Field(max_length=10_000)


def clippings_routes(kept: Keeper, room: Room) -> APIRouter:
    """Return the routes of the clippings page.

    Args:
        kept: returns what is kept.
        room: the reading room, which knows what stands in the rail.
    """
    router = APIRouter(prefix="/clippings", dependencies=[needs(Role.READER)])

    @router.get("")
    def page(request: Request, t: Texts) -> Response:
        owner = reader_of(request)
        try:
            there: Kept | None = kept()
        except IndexMissing:  # an empty library keeps nothing
            there = None
        html = clippings_page(t, there, owner, room.held())
        return with_reader(request, HTMLResponse(html))

    @router.get("/copy")
    def copy(owner: Owner, t: Texts) -> dict[str, Any]:
        return asdict(clipped_copy(kept(), owner, t))

    @router.get("/export/{form}")
    def export(form: Id, owner: Owner, t: Texts) -> Response:
        return attachment(clipped_file(kept(), owner, form, t))

    @router.post("/note")
    def note(sent: NoteText, owner: Owner) -> None:
        kept().clippings.write_note(owner, sent.id, sent.note)

    @router.post("/order")
    def order(sent: Order, owner: Owner) -> None:
        kept().clippings.order(owner, sent.ids)

    @router.post("/delete")
    def delete(sent: Named, owner: Owner) -> None:
        kept().clippings.delete(owner, sent.id)

    @router.post("/restore")
    def restore(sent: Named, owner: Owner) -> None:
        kept().clippings.restore(owner, sent.id)

    return router
