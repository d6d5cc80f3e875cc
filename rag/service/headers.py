"""The headers of every reply, and what is said when a request breaks a handler."""

import logging

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.service.access import refusal

logger = logging.getLogger(__name__)

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
"""What the browser may load: files of this server; no script and no style in a page."""

_OURS = ("/room", "/check", "/clippings", "/library", "/benchmarks", "/v1")
"""The beginnings of the paths of our own pages."""


def is_ours(path: str) -> bool:
    """Tell whether a path is one of our own pages, not of Gradio's."""
    return path == "/" or path.startswith(_OURS)


_MALFORMED = refusal("the request can't be understood", 400)


class PolicyHeaders:
    """Puts the content policy on every reply, errors included.

    What a request breaks inside Gradio, which checks little of what it is sent, is answered with
    400 and logged in one line.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = failed = False

        async def with_policy(message: Message) -> None:
            nonlocal started, failed
            if message["type"] == "http.response.start":
                failed = message["status"] == 500
                started = not failed
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = POLICY
                headers["Referrer-Policy"] = "no-referrer"
                headers["X-Content-Type-Options"] = "nosniff"
                headers["X-Frame-Options"] = "DENY"
            if not failed:
                await send(message)

        error: Exception | None = None
        try:
            await self._app(scope, receive, with_policy)
        except Exception as raised:
            if started:
                raise
            failed, error = True, raised
        if failed:
            ours = error if is_ours(scope["path"]) else None
            name = type(error).__name__ if error else "an error"
            logger.warning("%s %s failed: %s", scope["method"], scope["path"], name, exc_info=ours)
            failed = False
            await _MALFORMED(scope, receive, with_policy)
