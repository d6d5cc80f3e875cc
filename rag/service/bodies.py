"""What may be sent to the server: bodies of a bounded size, and no file but an uploaded one."""

import json
from collections.abc import Container, Iterator
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.service.access import refusal

UPLOAD = "/gradio_api/upload"
_AROUND_A_FILE = 100_000
"""Bytes that a form may have besides its file."""

_TOO_LARGE = refusal("the request is too large", 413)
_NOT_JSON = refusal("the body is not JSON", 400)
_WRONG_TYPE = refusal("the body's type is not application/json", 415)
_FOREIGN_FILE = refusal("only files uploaded here are taken", 403)


class BodyFilter:
    """Refuses bodies that are too large, are no JSON or name a file that was not uploaded here.

    An uploaded file is named by a path with a hash of its content and a secret in it, so whoever
    can name one has uploaded it. Addresses are refused, too: Gradio would fetch from them.

    Args:
        app: what is asked where a request may pass.
        uploaded: the paths of the uploaded files; it may grow.
        largest: the most bytes a file may have.
        streamed: the paths whose bodies are not read here: what serves them reads them bit by bit,
            and no more than it takes.
    """

    def __init__(
        self,
        app: ASGIApp,
        uploaded: Container[str],
        largest: int,
        streamed: Container[str] = (),
    ) -> None:
        self._app = app
        self._streamed = streamed
        self._uploaded = uploaded
        self._most = largest + _AROUND_A_FILE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        passed = scope["type"] != "http" or scope["method"] != "POST"
        if passed or scope["path"] in self._streamed:
            await self._app(scope, receive, send)
            return
        body = await self._read(receive)
        problem = self._problem(scope["path"], Headers(scope=scope), body)
        if problem:
            await problem(scope, receive, send)
        else:
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

    def _problem(self, path: str, headers: Headers, body: bytes | None) -> JSONResponse | None:
        if body is None:
            return _TOO_LARGE
        if path.rstrip("/") == UPLOAD:
            return None
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return _WRONG_TYPE
        try:
            named = list(_paths(json.loads(body)))
        except (ValueError, RecursionError):
            return _NOT_JSON
        return None if all(self._is_uploaded(path) for path in named) else _FOREIGN_FILE

    def _is_uploaded(self, path: Any) -> bool:
        return isinstance(path, str) and path in self._uploaded


def _paths(value: Any) -> Iterator[Any]:
    """Yield what a body gives as the path of a file, however deep."""
    if isinstance(value, dict):
        if "path" in value:
            yield value["path"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _paths(item)


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
