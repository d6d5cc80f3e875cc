"""What may be sent to the server: bodies of a bounded size, which are JSON and name no file."""

import json
from collections.abc import Container
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.service.access import PROGRAMS, refusal

_TOO_LARGE = refusal("the request is too large", 413)
_NOT_JSON = refusal("the body is not JSON", 400)
_WRONG_TYPE = refusal("the body's type is not application/json", 415)
_FOREIGN_FILE = refusal("no file may be named here", 403)


class BodyFilter:
    """Refuses bodies that are too large, are no JSON or name a file; the others are in the state.

    Gradio takes what has a path for a file, and reads it or fetches it from another host. A program
    may send no body at all.

    Args:
        app: what is asked where a request may pass.
        largest: the most bytes of a body.
        streamed: the paths whose bodies are not read here: what serves them reads them bit by bit,
            and no more than it takes.
    """

    def __init__(
        self,
        app: ASGIApp,
        largest: int,
        streamed: Container[str] = (),
    ) -> None:
        self._app = app
        self._streamed = streamed
        self._most = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        passed = scope["type"] != "http" or scope["method"] != "POST"
        if passed or scope["path"] in self._streamed:
            await self._app(scope, receive, send)
            return
        body = await self._read(receive)
        is_bare = body == b"" and scope["path"].startswith(PROGRAMS)
        sent = None if is_bare else _read_json(Headers(scope=scope), body)
        if isinstance(sent, JSONResponse):
            await sent(scope, receive, send)
        else:
            scope = {**scope, "state": {**scope.get("state", {}), "sent": sent}}
            await self._app(scope, _replayed(body or b"", receive), send)

    async def _read(self, receive: Receive) -> bytes | None:
        """Return the whole body, None where it is too large."""
        body = bytearray()
        while True:
            message = await receive()
            body += message.get("body", b"")
            if len(body) > self._most:
                return None
            if not message.get("more_body"):
                return bytes(body)


def _read_json(headers: Headers, body: bytes | None) -> Any:
    """Return what a body says, or the reply that refuses it."""
    if body is None:
        return _TOO_LARGE
    if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return _WRONG_TYPE
    try:
        sent = json.loads(body)
        return _FOREIGN_FILE if _names_file(sent) else sent
    except (ValueError, RecursionError):
        return _NOT_JSON


def _names_file(value: Any) -> bool:
    """Tell whether a body gives the path of a file, however deep."""
    if isinstance(value, dict):
        return "path" in value or any(map(_names_file, value.values()))
    return isinstance(value, list) and any(map(_names_file, value))


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Return a source of messages that begins with a body that was read already."""
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
