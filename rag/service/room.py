"""The routes of the reading room: each takes what the page sent and answers with HTML or JSON.

Whatever they are sent is hostile until it is checked: models refuse what they do not know, an owner
sees nothing but its own, templates escape.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, replace
from typing import Annotated, Any

import gradio as gr
from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from gradio.events import api
from pydantic import BaseModel, ConfigDict, Field

from rag.core.conversation import ConversationInfo
from rag.errors import IndexMissing, RagError
from rag.service.readers import reader_of, with_reader
from rag.ui.catalogue import Catalogue, wanted
from rag.ui.handlers.asking import Asking
from rag.ui.handlers.choices import choices
from rag.ui.handlers.judge_answer import judge_answer
from rag.ui.handlers.open_article import open_article
from rag.ui.handlers.suggest import Suggestions
from rag.ui.handlers.talks import Talks
from rag.ui.library_job import LibraryJob
from rag.ui.pages import room
from rag.ui.parts.sync import news_line
from rag.ui.parts.turn import turn_html
from rag.ui.session import Provider

_Id = Annotated[str, Field(max_length=100)]
MOST_AT_ONCE = 4
"""How many questions are answered at once; the next ones wait for their turn."""
_KEPT = "max-age=600"
"""How long a browser keeps a file of the page."""


class OfTalk(BaseModel):
    """A conversation."""

    model_config = ConfigDict(extra="forbid")

    id: _Id


class Rename(OfTalk):
    """A new title."""

    title: str = Field(max_length=200)


class OfTurn(BaseModel):
    """A turn of a conversation."""

    model_config = ConfigDict(extra="forbid")

    conversation: _Id = ""
    turn: _Id


class Branch(OfTurn):
    """The turn so many places before or after this one, among those asked in its place."""

    step: int = Field(ge=-1_000, le=1_000)


class Stop(BaseModel):
    """A question to stop; quietly where nothing more of it is to be shown."""

    model_config = ConfigDict(extra="forbid")

    turn: _Id
    quietly: bool = False


def texts_of(request: Request) -> Catalogue:
    """Return the texts in the language of a request."""
    return wanted(request.headers.get("accept-language", ""))


def owner_of_request(request: Request) -> str:
    """Return whose conversations a request may see.

    Raises:
        HTTPException: where the browser has no secret: it never loaded a page from here.
    """
    if owner := reader_of(request.cookies, request.url.port):
        return owner
    raise HTTPException(403, "the page is out of date: load it again")


Texts = Annotated[Catalogue, Depends(texts_of)]
Owner = Annotated[str, Depends(owner_of_request)]


class Room:
    """The reading room of one app.

    Args:
        provider: returns the chatbot, waiting for it where it is still being loaded.
        suggestions: questions to begin with.
        job: what syncs; it knows what was read in just now.
    """

    def __init__(self, provider: Provider, suggestions: Suggestions, job: LibraryJob) -> None:
        self._provider = provider
        self._job = job
        self._suggestions = suggestions
        self._talks = Talks(provider)
        self._asking = Asking(provider, self._talks)

    def api(self) -> gr.Blocks:
        """Return what answers questions, by way of Gradio's queue."""

        async def ask(wanted: dict[str, Any], request: gr.Request) -> AsyncIterator[dict[str, Any]]:
            async for event in self._asked(wanted, request):
                yield event

        with gr.Blocks(title="Footnote", analytics_enabled=False) as blocks:
            api(ask, api_name="ask", api_visibility="private", concurrency_limit=MOST_AT_ONCE)
        return blocks

    async def _asked(
        self, sent: dict[str, Any], request: gr.Request
    ) -> AsyncIterator[dict[str, Any]]:
        asked = request.request
        if asked is None:  # pragma: no cover - Gradio gives every queued call its request
            return
        owner = owner_of_request(asked)
        async for event in self._asking.ask(sent, owner, texts_of(asked)):
            yield event

    def routes(self) -> APIRouter:
        """Return everything else."""
        router = APIRouter()
        self._add_pages(router)
        self._add_conversations(router)
        self._add_actions(router)
        router.add_api_route("/room/{name}", file, methods=["GET"])
        return router

    def _add_pages(self, router: APIRouter) -> None:
        @router.get("/")
        def page(request: Request, t: Texts) -> Response:
            owner = reader_of(request.cookies, request.url.port)
            kept = self.talks_of(owner) if owner else []
            return with_reader(request, HTMLResponse(room.room_page(t, kept, self.held())))

        @router.get("/room/facts")
        def facts(t: Texts) -> dict[str, Any]:
            news = self._job.news
            html = room.facts_line(t, self.held(), news_line(news, t))
            said, version = news_line(news, t), self._job.state.version
            return {"html": html, "news": news.number, "said": said, "sync": version}

        @router.get("/room/start")
        async def start(t: Texts) -> dict[str, str]:
            questions = [("open", question) for question in await self._suggestions.current()]
            return {"html": room.start(t, questions)}

        @router.get("/room/choices/{kind}")
        def choose(kind: str) -> dict[str, Any]:
            return {"values": choices(self._provider, kind)}

    def _add_conversations(self, router: APIRouter) -> None:
        talks = self._talks

        @router.get("/room/talks")
        def listed(owner: Owner, t: Texts, words: str = "") -> dict[str, str]:
            return {"html": room.talks_list(t, talks.list(owner, words[:200]), words)}

        @router.get("/room/c/{talk}")
        def opened(talk: _Id, owner: Owner, t: Texts) -> dict[str, Any]:
            return self._shown(owner, talk, t)

        @router.post("/room/rename")
        def rename(sent: Rename, owner: Owner) -> dict[str, str]:
            talks.rename(owner, sent.id, sent.title)
            return {"title": talks.opened(owner, sent.id).info.title}

        @router.post("/room/delete")
        def delete(sent: OfTalk, owner: Owner) -> None:
            talks.delete(owner, sent.id)

        @router.post("/room/restore")
        def restore(sent: OfTalk, owner: Owner) -> None:
            talks.restore(owner, sent.id)

        @router.post("/room/branch")
        def branch(sent: Branch, owner: Owner, t: Texts) -> dict[str, Any]:
            same = [turn.id for turn in talks.opened(owner, sent.conversation).branches(sent.turn)]
            if same:
                place = same.index(sent.turn) + sent.step
                talks.show(owner, sent.conversation, same[place % len(same)])
            return self._shown(owner, sent.conversation, t)

    def _add_actions(self, router: APIRouter) -> None:
        @router.post("/room/stop")
        async def stop(sent: Stop, owner: Owner) -> None:
            running = self._asking.running
            (running.drop if sent.quietly else running.stop)(sent.turn)

        @router.post("/room/article")
        def article(sent: dict[str, Any], owner: Owner, t: Texts) -> dict[str, str]:
            return {"html": open_article(self._provider, sent, t, self._talks.quoting, owner)}

        @router.post("/room/judge")
        def judge(sent: dict[str, Any], owner: Owner, t: Texts) -> dict[str, Any]:
            return asdict(judge_answer(self._provider, sent, t))

    def talks_of(self, owner: str) -> Sequence[ConversationInfo]:
        """Return the conversations of an owner, newest first."""
        return self._talks.list(owner)

    def held(self) -> room.Holding:
        """Return what the library holds, or why that can't be told."""
        try:
            library = self._provider().library
            shelf = library.shelf()
            held = room.holding(library.facts(), [one.info for one in shelf.articles.values()])
            return replace(held, outlets=len(shelf.outlets))
        except IndexMissing:
            return room.Holding()
        except RagError as error:
            return room.Holding(note=str(error))

    def _shown(self, owner: str, talk: str, t: Catalogue) -> dict[str, Any]:
        """Return a conversation as the page shows it."""
        conversation = self._talks.opened(owner, talk)
        thread = conversation.thread()
        setting = self._asking.setting
        html = [
            turn_html(turn, setting(conversation, turn, n, t)) for n, turn in enumerate(thread, 1)
        ]
        pending = [turn.id for turn in thread if turn.state == "asking"]
        return {
            "title": conversation.info.title, "html": "".join(html),
            "pending": pending[-1] if pending else "",
        }  # fmt: skip


def file(name: str) -> Response:
    """Return a file of the pages.

    Raises:
        HTTPException: where there is none with this name.
    """
    if name not in room.ASSETS:
        raise HTTPException(404, "not found")
    headers = {"Cache-Control": _KEPT}
    return Response(room.asset(name), media_type=room.ASSETS[name], headers=headers)


async def told(request: Request, error: Exception) -> JSONResponse:
    """Answer what can't be done with its reason in words."""
    return JSONResponse({"detail": str(error)}, status_code=409)
