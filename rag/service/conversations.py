"""The routes of the conversations that are kept."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter

from rag.core.conversation import ConversationInfo
from rag.service.people.needs import needs
from rag.service.people.roles import Role
from rag.service.requests import Owner, Texts
from rag.service.sent import Branch, Id, Named, Rename
from rag.ui.catalogue import Wording
from rag.ui.pages.room import talks_list
from rag.ui.session import Keeper

Listed = Callable[[str, str], list[ConversationInfo]]
"""Returns an owner's conversations that have some words."""

Shown = Callable[[str, str, Wording], dict[str, Any]]
"""Returns an owner's conversation as the page shows it, by its id."""


def conversation_routes(kept: Keeper, listed: Listed, shown: Shown) -> APIRouter:
    """Return the routes.

    Args:
        kept: returns what is kept.
        listed: lists conversations.
        shown: shows a conversation.
    """
    router = APIRouter(prefix="/room", dependencies=[needs(Role.READER)])

    @router.get("/talks")
    def talks(owner: Owner, t: Texts, words: str = "") -> dict[str, str]:
        return {"html": talks_list(t, listed(owner, words[:200]), words)}

    @router.get("/c/{talk}")
    def opened(talk: Id, owner: Owner, t: Texts) -> dict[str, Any]:
        return shown(owner, talk, t)

    @router.post("/rename")
    def rename(sent: Rename, owner: Owner) -> dict[str, str]:
        return {"title": kept().conversations.rename(owner, sent.id, sent.title).title}

    @router.post("/delete")
    def delete(sent: Named, owner: Owner) -> None:
        kept().conversations.delete(owner, sent.id)

    @router.post("/restore")
    def restore(sent: Named, owner: Owner) -> None:
        kept().conversations.restore(owner, sent.id)

    @router.post("/branch")
    def branch(sent: Branch, owner: Owner, t: Texts) -> dict[str, Any]:
        conversation = kept().conversations.open(owner, sent.conversation)
        if same := [turn.id for turn in conversation.branches(sent.turn)]:
            other = same[(same.index(sent.turn) + sent.step) % len(same)]
            kept().conversations.show(owner, sent.conversation, conversation.newest_leaf(other))
        return shown(owner, sent.conversation, t)

    return router
