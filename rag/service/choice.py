"""Which library a request speaks of: decided here, before anything else looks at it.

A page says it in the header that its scripts send, so that everything of one page speaks of one
library; a page that is loaded says it by ``?library=NAME``, which the browser keeps, in a cookie. A
program says it by ``?library=NAME``, by "library" in its JSON, or by the model it asks.
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.libraries import DEFAULT
from rag.service.access import PROGRAMS, refusal
from rag.service.people.roles import Role, allowed

HEADER = "x-footnote-library"
"""The header by which the scripts of a page name its library."""
COOKIE = "footnote-library"
"""The start of the cookie's name; the port follows, as browsers share cookies between ports."""
MODEL = "footnote"
"""The id of the default library as a model; the name of another one follows with a hyphen."""
_READABLE: ContextVar[tuple[str, ...] | None] = ContextVar("readable", default=None)
_KEPT = 365 * 24 * 3600
"""Seconds for which a browser keeps the library that was chosen last."""


def model_of(library: str) -> str:
    """Return the id of a library as a model.

    >>> model_of("default"), model_of("press")
    ('footnote', 'footnote-press')
    """
    return MODEL if library == DEFAULT else f"{MODEL}-{library}"


def library_name(request: HTTPConnection) -> str:
    """Return the name of the library that a request speaks of."""
    found: str = getattr(request.state, "library", DEFAULT)
    return found


def library_names(request: HTTPConnection) -> tuple[str, ...]:
    """Return the names of all libraries that a request speaks of: several where it asks several."""
    found: tuple[str, ...] = getattr(request.state, "libraries", (DEFAULT,))
    return found


LibraryName = Annotated[str, Depends(library_name)]
LibraryNames = Annotated[tuple[str, ...], Depends(library_names)]


def readable(names: Sequence[str]) -> tuple[str, ...]:
    """Return those of several libraries that may be read by who sends the request in hand."""
    mine = _READABLE.get()
    return tuple(name for name in names if mine is None or name in mine)


class LibraryChoice:
    """Tells what is behind it which library a request speaks of: see `library_name`.

    It refuses a request that names a library that is not there, or two at once.

    Args:
        app: what is asked.
        names: returns the names of all libraries.
    """

    def __init__(self, app: ASGIApp, names: Callable[[], Sequence[str]]) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.get("state", {})
        sent = state.get("sent") if scope["path"].startswith(PROGRAMS) else None
        body: dict[str, Any] = sent if isinstance(sent, dict) else {}
        known = self._names()
        mine = [name for name in known if allowed(state.get("caller"), name, Role.READER)]
        asked, rest = _query(scope)
        models = {model_of(name): name for name in known}
        header = Headers(scope=scope).get(HEADER)
        said = [*asked, header, body.get("library"), models.get(str(body.get("model")))]
        named = list(dict.fromkeys(name for name in said if isinstance(name, str)))
        several = _several(body)
        if problem := _problem(named, several, known):
            await problem(scope, receive, send)
            return
        name = named[0] if named else _kept(scope, mine or known)
        state = state | {"library": name, "libraries": several or (name,)}
        cookie = f"{_cookie(scope)}={name}; Max-Age={_KEPT}; HttpOnly; SameSite=Strict; Path=/"

        async def with_choice(message: Message) -> None:
            if message["type"] == "http.response.start" and asked and _is_page(message):
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        before = _READABLE.set(tuple(mine))
        try:
            await self._app({**scope, "state": state, "query_string": rest}, receive, with_choice)
        finally:
            _READABLE.reset(before)


def _problem(named: Sequence[str], several: Sequence[str], known: Sequence[str]) -> ASGIApp | None:
    """Return the refusal, or None where the request may pass."""
    if len(named) + bool(several) > 1:
        return refusal("more than one library is named: name one", 422)
    if missing := [name for name in (*named, *several) if name not in known]:
        return refusal(f"no library {missing[0]!r:.100} here: see /v1/libraries", 404)
    return None


def _kept(scope: Scope, mine: Sequence[str]) -> str:
    """Return the library that a browser chose last, where it may still be seen; else the first."""
    if scope["path"].startswith(PROGRAMS):
        return DEFAULT
    kept = HTTPConnection(scope).cookies.get(_cookie(scope), DEFAULT)
    return kept if kept in mine else mine[0]


def _cookie(scope: Scope) -> str:
    return f"{COOKIE}-{HTTPConnection(scope).url.port or 80}"


def _query(scope: Scope) -> tuple[list[str], bytes]:
    """Return the libraries that a query names, and the query without them."""
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    named = [value for key, value in pairs if key == "library"]
    rest = [pair for pair in pairs if pair[0] != "library"]
    return named, urlencode(rest).encode() if named else scope["query_string"]


def _several(body: dict[str, Any]) -> tuple[str, ...]:
    """Return the libraries that are asked together; what is no list of names is not understood."""
    names = body.get("libraries")
    several = names if isinstance(names, list) else []
    return tuple(dict.fromkeys(name for name in several if isinstance(name, str)))


def _is_page(message: Message) -> bool:
    headers = Headers(raw=message["headers"])
    is_html = headers.get("content-type", "").startswith("text/html")
    return is_html and "content-disposition" not in headers
