"""How an app stops: what is under way is finished, what is new is refused; and its outermost bound.

From the first signal on /readyz says so, and new requests are answered with 503 and when to try
again. The server ends as soon as nothing is under way, or when the time for it is over; a second
signal ends it at once.
"""

import re
import time
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from rag.service.access import refusal

MOST_REQUESTS = 1_000
"""Requests that may be under way, those for health aside; one more is refused."""
_HEALTH = ("/healthz", "/readyz", "/metrics")
_FINISHING = re.compile(r"/gradio_api/call/ask/\w+|/room/stop")
"""What belongs to questions that were asked before."""


class Stopping:
    """Whether an app is to stop, and what is under way. Safe to use in a signal's handler.

    Args:
        seconds: how long what is under way may go on.
        clock: seconds, as `time.monotonic`.

    Attributes:
        requests: the requests that are under way, those for health aside.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._since: float | None = None
        self.requests = 0

    @property
    def begun(self) -> bool:
        """Whether it is to stop."""
        return self._since is not None

    @property
    def over(self) -> bool:
        """Whether it may end: it is to stop, and nothing is under way or the time is over."""
        if self._since is None:
            return False
        return not self.requests or self._clock() >= self._since + self._seconds

    def begin(self) -> None:
        """Stop as soon as what is under way has ended."""
        self._since = self._clock() if self._since is None else self._since


class RefuseWhileStopping:
    """Counts what is under way; refuses what is new while the app stops, and what is too much.

    Args:
        app: what is asked.
        stopping: knows whether the app is to stop.
    """

    def __init__(self, app: ASGIApp, stopping: Stopping) -> None:
        self._app = app
        self._stopping = stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] in _HEALTH:
            await self._app(scope, receive, send)
            return
        stopping = self._stopping
        if stopping.begun and not _FINISHING.fullmatch(scope["path"]):
            await _STOPPING(scope, receive, send)
            return
        if stopping.requests >= MOST_REQUESTS:
            await _TOO_MANY(scope, receive, send)
            return
        stopping.requests += 1
        try:
            await self._app(scope, receive, send)
        finally:
            stopping.requests -= 1


_STOPPING = refusal("the app is stopping: try again in some seconds", 503)
_TOO_MANY = refusal("too many requests at once: try again in some seconds", 503)
