"""Who reads: each browser has a secret in a cookie, and its conversations belong to the secret."""

import secrets
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from rag.core.conversation import owner_of

COOKIE = "footnote-reader"
"""The start of the cookie's name; the port follows, as browsers share cookies between ports."""
_KEPT = 365 * 24 * 3600
"""Seconds for which a browser keeps it."""
_SHORTEST = 32


def name_of(port: int | None) -> str:
    """Return the name of the cookie of a server."""
    return f"{COOKIE}-{port or 80}"


def reader_of(cookies: Mapping[str, str], port: int | None) -> str:
    """Return whom the conversations of a browser belong to; empty where it has no secret yet."""
    secret = cookies.get(name_of(port), "")
    return owner_of(secret) if len(secret) >= _SHORTEST else ""


def with_reader(request: Request, response: Response) -> Response:
    """Return a response that gives a browser a secret, where it has none."""
    if not reader_of(request.cookies, request.url.port):
        response.set_cookie(
            name_of(request.url.port),
            secrets.token_urlsafe(32),
            max_age=_KEPT,
            httponly=True,
            samesite="strict",
        )
    return response
