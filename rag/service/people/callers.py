"""Finds out who sends a request, once, and writes it down for whatever answers."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.errors import SettingsError
from rag.service.access import refusal
from rag.service.people.people import People
from rag.service.people.roles import THIS_MACHINE, Caller

SESSION_COOKIE = "footnote-session"
"""The start of the cookie's name; the port follows, as browsers share cookies between ports."""


def session_cookie(port: int | None) -> str:
    """Return the name of the cookie that has a session."""
    return f"{SESSION_COOKIE}-{port or 80}"


def key_of(headers: Headers) -> str:
    """Return the key that a program sends; empty where it sends none."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else headers.get("x-api-key", "")


class Callers:
    """Puts the caller of each request into its state; None where nobody knows them.

    Nobody is refused here: what needs whom stands with each route (`needs`).

    Args:
        app: what is asked.
        people: the keys and sessions; None where everybody may do everything.
    """

    def __init__(self, app: ASGIApp, people: People | None) -> None:
        self._app = app
        self._people = people

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        caller: Caller | None = THIS_MACHINE
        if self._people:
            try:
                caller = await run_in_threadpool(self._caller, self._people, Request(scope))
            except SettingsError as error:
                await refusal(str(error), 503)(scope, receive, send)
                return
        state = {**scope.get("state", {}), "caller": caller}
        await self._app({**scope, "state": state}, receive, send)

    def _caller(self, people: People, request: Request) -> Caller | None:
        """Return who sends a request; one with a wrong key is nobody, whatever else it has."""
        if key := key_of(request.headers):
            return people.of_key(key)
        secret = request.cookies.get(session_cookie(request.url.port))
        return people.of_session(secret) if secret else None
