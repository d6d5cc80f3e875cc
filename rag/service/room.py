"""The routes of the reading room: each takes what the page sent and answers with HTML or JSON.

Whatever they are sent is hostile until it is checked: models refuse what they do not know, an owner
sees nothing but its own, templates escape.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from rag.core.conversation import ConversationInfo, KeptTurn
from rag.errors import IndexMissing, RagError
from rag.libraries import DEFAULT
from rag.service.conversations import conversation_routes
from rag.service.people.needs import caller_of, needs
from rag.service.people.roles import Role
from rag.service.readers import reader_of, with_reader
from rag.service.requests import Owner, Texts, owner_of_request, texts_of
from rag.service.sent import Stop
from rag.service.telemetry.requests import go_on
from rag.ui.catalogue import Wording
from rag.ui.handlers.asking import AskHandler
from rag.ui.handlers.choices import choices, chosen
from rag.ui.handlers.contexts import Versions
from rag.ui.handlers.judge_answer import judge_answer
from rag.ui.handlers.open_article import open_article
from rag.ui.handlers.suggest import Suggestions
from rag.ui.library_job import LibraryJob
from rag.ui.listeners import Listeners
from rag.ui.pages import room
from rag.ui.parts.sync import news_line
from rag.ui.parts.turn import turn_html
from rag.ui.running import running_name
from rag.ui.session import Keeper, LibraryProvider, Provider

if TYPE_CHECKING:
    import gradio as gr

OPENING = 0.3
"""Seconds that the page waits for the library; then it is shown without, and filled later."""


class Room:
    """The reading room of one app.

    Args:
        provider: returns the chatbot, waiting for it where it is still being loaded.
        library: returns the library; its model is not waited for.
        suggestions: questions to begin with.
        kept: returns the conversations that are kept.
        job: what syncs; it knows what was read in just now.
        model: the name of the language model that writes; empty where articles are quoted.
        listeners: who listens to answers; the server tells it.
        checked: whether what it writes is checked.
        observe: returns the steps of an answer, watched by who is told how it ends.
        name: what the library is called.
        names: returns the names of all libraries.
    """

    def __init__(
        self,
        provider: Provider,
        library: LibraryProvider,
        suggestions: Suggestions,
        kept: Keeper,
        job: LibraryJob,
        model: str,
        listeners: Listeners,
        name: str = DEFAULT,
        names: Callable[[], Sequence[str]] = lambda: (DEFAULT,),
        checked: bool = True,
        observe: Callable[[Iterator[KeptTurn]], Iterator[KeptTurn]] = iter,
    ) -> None:
        self._listeners = listeners
        self._name = name
        self._names = names
        self._provider = provider
        self._library = library
        self._job = job
        self._model = model
        self._checked = checked
        self._suggestions = suggestions
        self._kept = kept
        self._asking = AskHandler(provider, kept, bool(model), observe)

    async def asked(
        self, sent: dict[str, Any], request: "gr.Request"
    ) -> AsyncIterator[dict[str, Any]]:
        """Yield what the page shows of a question that came by way of Gradio's queue."""
        asked = request.request
        if asked is None or not await self._listeners.hears(request.session_hash or ""):
            return
        go_on(asked.scope)
        owner = owner_of_request(asked)
        async for event in self._asking.ask(sent, owner, texts_of(asked)):
            yield event

    def routes(self) -> APIRouter:
        """Return everything else."""
        router = APIRouter(dependencies=[needs(Role.READER)])
        self._add_pages(router)
        router.include_router(conversation_routes(self._kept, self.talks_of, self._shown))
        self._add_actions(router)
        return router

    def _add_pages(self, router: APIRouter) -> None:
        @router.get("/")
        async def page(request: Request, t: Texts) -> Response:
            owner = reader_of(request)
            ready = asyncio.to_thread(self._opened, owner)
            try:
                talks, held = await asyncio.wait_for(ready, OPENING)
            except TimeoutError:  # the model is still being loaded
                talks, held = [], self._named(room.Holding(note=t("opening")))
            return with_reader(request, HTMLResponse(room.room_page(t, talks, held)))

        @router.get("/room/facts")
        def facts(request: Request, t: Texts) -> dict[str, Any]:
            held, news, caller = self.held(), self._job.news, caller_of(request)
            said = news_line(news, t)
            return {
                "html": room.facts_line(t, held, said),
                "newest": room.newest_articles(t, held),
                "news": news.number,
                "said": said,
                "sync": self._job.state.version,
                "model": held.model,
                "who": caller.name if caller else "",
            }

        @router.get("/room/start")
        async def start(t: Texts) -> dict[str, str]:
            try:
                return {"html": room.start(t, await self._suggestions.current())}
            except IndexMissing:  # an empty library suggests nothing
                return {"html": ""}

        @router.get("/room/choices/{kind}")
        def choose(kind: str) -> dict[str, Any]:
            return {"values": choices(self._provider, kind)}

    def _add_actions(self, router: APIRouter) -> None:
        @router.post("/room/stop")
        async def stop(sent: Stop, owner: Owner) -> None:
            running = self._asking.running
            stop_it = running.drop if sent.quietly else running.stop
            stop_it(running_name(owner, sent.turn))

        @router.post("/room/article")
        def article(sent: dict[str, Any], owner: Owner, t: Texts) -> dict[str, str]:
            return {
                "html": open_article(
                    self._provider, sent, t, self._kept().conversations.quoting, owner
                )
            }

        @router.post("/room/judge")
        def judge(sent: dict[str, Any], owner: Owner, t: Texts) -> dict[str, Any]:
            return asdict(judge_answer(self._provider, sent, t))

    def _opened(self, owner: str) -> tuple[list[ConversationInfo], room.Holding]:
        """Return a reader's conversations and what the library holds, as soon as it is open."""
        held = self.held()
        return self.talks_of(owner) if not held.note else [], held

    def talks_of(self, owner: str, words: str = "") -> list[ConversationInfo]:
        """Return the conversations of an owner that have some words, the last changed first.

        An empty library keeps none.
        """
        try:
            return self._kept().conversations.find(owner, words) if owner else []
        except IndexMissing:
            return []

    def held(self) -> room.Holding:
        """Return what the library holds, or why that can't be told."""
        try:
            library = self._library()
            shelf = library.shelf()
            held = room.holding(library.facts(), [one.info for one in shelf.articles.values()])
            held = replace(
                held, outlets=len(shelf.outlets), model=self._model, checked=self._checked
            )
        except IndexMissing:
            held = room.Holding()
        except RagError as error:
            held = room.Holding(note=str(error))
        return self._named(held)

    def _named(self, held: room.Holding) -> room.Holding:
        """Return what is held with the library's name, beside those of all."""
        return replace(held, library=self._name, libraries=tuple(self._names()))

    def _shown(self, owner: str, talk: str, t: Wording) -> dict[str, Any]:
        """Return a conversation as the page shows it."""
        conversation = self._kept().conversations.open(owner, talk)
        thread = conversation.thread()
        versions = Versions(self._provider)
        html = [
            turn_html(turn, self._asking.setting(conversation, turn, number, t, versions))
            for number, turn in enumerate(thread, start=1)
        ]
        pending = [turn.id for turn in thread if turn.state == "asking"]
        return {
            "title": conversation.info.title, "html": "".join(html),
            "pending": pending[-1] if pending else "",
            "limits": chosen(self._provider, thread[-1]) if thread else {},
        }  # fmt: skip
