"""The routes by which answers leave the reading room: copied, exported, clipped."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from rag.service.people.needs import needs
from rag.service.people.roles import Role
from rag.service.requests import Owner, Texts, attachment
from rag.service.sent import Id, OfQuote
from rag.settings import Settings
from rag.ui.handlers.handing_on import TYPES, clip, copied, exported
from rag.ui.session import Keeper


def handing_on_routes(kept: Keeper, settings: Settings) -> APIRouter:
    """Return the routes.

    Args:
        kept: returns what is kept.
        settings: the settings in force.
    """
    router = APIRouter(prefix="/room", dependencies=[needs(Role.READER)])

    @router.get("/formats")
    def formats(t: Texts) -> dict[str, Any]:
        return {"formats": [{"id": form, "label": t(f"format_{form}")} for form in TYPES]}

    @router.get("/export/{conversation}/{form}")
    def export(conversation: Id, form: Id, owner: Owner, t: Texts, turn: Id = "") -> Response:
        return attachment(exported(kept(), owner, conversation, turn, form, settings, t))

    @router.post("/copy")
    def copy(sent: OfQuote, owner: Owner, t: Texts) -> dict[str, str]:
        return asdict(copied(kept(), owner, sent.conversation, sent.turn, sent.quote, t))

    @router.post("/clip")
    def keep_quote(sent: OfQuote, owner: Owner) -> None:
        clip(kept(), owner, sent.conversation, sent.turn, sent.quote)

    return router
