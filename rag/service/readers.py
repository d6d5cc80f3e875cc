"""Who reads, and so whose conversations are shown.

Where people sign in, conversations belong to them; where nobody has to, to a browser: each has a
secret in a cookie.
"""

import secrets

from starlette.requests import Request
from starlette.responses import Response

from rag.core.conversation import owner_of
from rag.service.people.needs import caller_of

COOKIE = "footnote-reader"
"""The start of the cookie's name; the port follows, as browsers share cookies between ports."""
_KEPT = 365 * 24 * 3600
"""Seconds for which a browser keeps it."""
_SHORTEST = 32


def name_of(port: int | None) -> str:
    """Return the name of the cookie of a server."""
    return f"{COOKIE}-{port or 80}"


def reader_of(request: Request) -> str:
    """Return whom the conversations of a request belong to; empty where nobody is known yet."""
    caller = caller_of(request)
    if caller and caller.id:
        return caller.id
    secret = request.cookies.get(name_of(request.url.port), "")
    return owner_of(secret) if len(secret) >= _SHORTEST else ""


def with_reader(request: Request, response: Response) -> Response:
    """Return a response that gives a browser a secret, where it has none."""
    if not reader_of(request):
        response.set_cookie(
            name_of(request.url.port),
            secrets.token_urlsafe(32),
            max_age=_KEPT,
            httponly=True,
            samesite="strict",
        )
    return response
