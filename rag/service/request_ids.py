"""Which request is being answered: an id that its reply, its log lines and its errors carry."""

import re
import secrets
from contextvars import ContextVar

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-Id"
"""The header that brings an id and takes it back."""

_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
"""An id that may stand in a line of a log: no space, no quotation mark, no end of line."""

_ANSWERED: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """Return the id of the request that is being answered here; empty outside of one."""
    return _ANSWERED.get()


class RequestIds:
    """Gives each request an id: its own where it brings a sane one, else a random one.

    Args:
        app: what is asked.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        brought = Headers(scope=scope).get(HEADER, "")
        name = brought if _SANE.fullmatch(brought) else secrets.token_hex(16)

        async def with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = name
            await send(message)

        before = _ANSWERED.set(name)
        try:
            await self._app(scope, receive, with_id)
        finally:
            _ANSWERED.reset(before)
