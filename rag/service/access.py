"""Who may ask the server: pages of its own origin that hold its token.

A page of another site can make the browser send requests here. Three checks keep it out: the Host
must be an address of this server (else a name of the other site could point here), a request that
changes something must come from this origin, and it must carry the token, a cookie that the browser
sends along from pages of this site only.
"""

import ipaddress
import os
import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "footnote"
"""The start of the cookie's name; the port follows, as browsers share cookies between ports."""

PROGRAMS = "/v1/"
"""The beginning of the paths that programs ask: they hold no cookie, and name no origin."""

_READING = ("GET", "HEAD")
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_TRUSTED_BY_GRADIO = ("origin", "forwarded", "x-forwarded-")
"""Headers, by their start, that Gradio would act upon: to allow another origin or to name itself.

No proxy is trusted, and no origin but this one is allowed anything.
"""


def kept_token(state: Path) -> str:
    """Return the token that is kept in a state folder, so that a page outlives a restart.

    A new one where none is kept, for this run only where none can be.
    """
    path, token = state / "token", secrets.token_urlsafe(32)
    try:
        if not path.exists():
            state.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
                file.write(token)
        return path.read_text(encoding="ascii").strip() or token
    except (OSError, ValueError):
        return token


def refusal(reason: str, status: int) -> JSONResponse:
    """Return a reply whose reason the page shows, as it does what Gradio refuses."""
    return JSONResponse({"detail": reason}, status_code=status)


class AccessControl:
    """Refuses requests that another site had a browser send.

    Args:
        app: what is asked where a request may pass.
        host: the address that the server listens on; where only this machine reaches it, a request
            must name this machine as its host.
        port: the port that it listens on.
        token: what a page of this server holds.
        address: where people reach it, if that is known: then only this name is served besides
            those of this machine, and over https the token goes over nothing else.
    """

    def __init__(self, app: ASGIApp, host: str, port: int, token: str, address: str = "") -> None:
        self._app = app
        known = is_loopback(host) or address
        self._hosts = {*_THIS_MACHINE, host, host_of(address) or host} if known else set()
        self._flags = (
            f"HttpOnly; SameSite=Strict; Path=/{'; Secure' * address.startswith('https:')}"
        )
        self._name = f"{COOKIE}-{port}"
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        known = _holds(headers, self._name, self._token)
        problem = self._problem(scope["method"], headers, known, scope["path"])
        if problem:
            await problem(scope, receive, send)
            return

        async def with_token(message: Message) -> None:
            if message["type"] == "http.response.start" and not known:
                cookie = f"{self._name}={self._token}; {self._flags}"
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        kept = [
            (name, value)
            for name, value in scope["headers"]
            if not name.decode("latin-1").startswith(_TRUSTED_BY_GRADIO)
        ]
        await self._app({**scope, "headers": kept}, receive, with_token)

    def _problem(
        self, method: str, headers: Headers, known: bool, path: str
    ) -> JSONResponse | None:
        """Return the refusal, or None where the request may pass."""
        if self._hosts and host_name(headers.get("host", "")) not in self._hosts:
            return refusal("this host is not served here", 400)
        of_program = path.startswith(PROGRAMS)
        if method in _READING or of_program and method == "POST" and not is_of_a_page(headers):
            return None
        if method != "POST":
            return refusal("only GET and POST are served", 405)
        if not is_same_origin(headers):
            return refusal("requests from other sites are refused", 403)
        if not known:
            return refusal("the page is out of date: load it again", 403)
        return None


def host_of(address: str) -> str:
    """Return the name or address of the machine in an http address.

    >>> host_of("https://news.example:8443")
    'news.example'
    """
    return urlsplit(address).hostname or ""


def host_name(host: str) -> str:
    """Return the name or address in a Host header, without port and brackets.

    >>> host_name("[::1]:7860"), host_name("localhost:7860"), host_name("127.0.0.1")
    ('::1', 'localhost', '127.0.0.1')
    """
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def is_same_origin(headers: Headers) -> bool:
    """Tell whether a browser sent a request for a page of this server.

    Every browser names the origin of a POST; a request that names neither its origin nor its site
    is not from a page.
    """
    if not is_of_a_page(headers):
        return False
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    ours = origin in [f"{scheme}://{headers.get('host')}" for scheme in ("http", "https")]
    return site in (None, "same-origin") and (origin is None or ours)


def is_of_a_page(headers: Headers) -> bool:
    """Tell whether a browser sent a request: every browser names the origin of a POST."""
    return "origin" in headers or "sec-fetch-site" in headers


def is_loopback(host: str) -> bool:
    """Tell whether an address can be reached from this machine only.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _holds(headers: Headers, name: str, token: str) -> bool:
    """Tell whether the cookies of a request hold the token."""
    return any(
        secrets.compare_digest(value.encode(), token.encode())
        for value in _values(headers.getlist("cookie"), name)
    )


def _values(cookies: Iterable[str], name: str) -> Iterable[str]:
    for header in cookies:
        try:
            cookie = SimpleCookie(header)
        except CookieError:
            continue
        if name in cookie:
            yield cookie[name].value
