"""Who hears the replies to a question: nobody but who asked it, and that is told."""

import json
import re
from collections import OrderedDict

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.service.access import refusal
from rag.service.readers import reader_of
from rag.ui.listeners import Listeners

MOST_ASKED = 10_000
"""How many questions are known by who asked them; the oldest are forgotten."""
_ASK = re.compile(r"/gradio_api/call/ask/?")
_REPLIES = re.compile(r"/gradio_api/call/ask/(\w+)/?")
"""Where a page hears the replies to a question: Gradio names the session by the question's id."""


class ReplyStreams:
    """Lets hear replies who asked for them, and tells who listens.

    Args:
        app: what is asked.
        listeners: is told.
    """

    def __init__(self, app: ASGIApp, listeners: Listeners) -> None:
        self._app = app
        self._listeners = listeners
        self._asked: OrderedDict[str, str] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope["path"] if scope["type"] == "http" else ""
        if stream := _REPLIES.fullmatch(path):
            if self._asked.get(stream[1]) != reader_of(Request(scope)):
                await refusal("no such question", 404)(scope, receive, send)
                return
            with self._listeners.listening(stream[1]):
                await self._app(scope, receive, send)
        elif _ASK.fullmatch(path):
            await self._app(scope, receive, self._noting(reader_of(Request(scope)), send))
        else:
            await self._app(scope, receive, send)

    def _noting(self, owner: str, send: Send) -> Send:
        """Return what sends on a reply and notes whose question it names, before that is known."""
        body = bytearray()

        async def noting(message: Message) -> None:
            body.extend(message.get("body", b""))
            if message["type"] == "http.response.body" and not message.get("more_body"):
                self._note(owner, bytes(body))
            await send(message)

        return noting

    def _note(self, owner: str, body: bytes) -> None:
        try:
            named = json.loads(body)["event_id"]
        except (ValueError, KeyError, TypeError):  # it was refused
            return
        self._asked[str(named)] = owner
        if len(self._asked) > MOST_ASKED:
            self._asked.popitem(last=False)
