"""The routes by which somebody signs in with a key, and out again."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from rag.service.people.callers import session_cookie
from rag.service.people.needs import ANYBODY, NotAllowed
from rag.service.people.people import SESSION, People
from rag.service.people.secret import key_parts
from rag.service.requests import Texts, texts_of, told
from rag.settings import Settings
from rag.ui.pages.sign_in import sign_in_page

PAGE = "/sign-in"


class SentKey(BaseModel):
    """A key that somebody signs in with."""

    model_config = ConfigDict(extra="forbid")

    key: Annotated[str, Field(max_length=200)]


class SignIn:
    """Signing in and out of one app.

    Args:
        people: the keys and sessions; None where nobody has to sign in.
        settings: the settings in force.
    """

    def __init__(self, people: People | None, settings: Settings) -> None:
        self._people = people
        self._elsewhere = bool(settings.oidc.issuer)
        self._secure = settings.access.address.startswith("https:")

    def routes(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(dependencies=[ANYBODY])

        @router.get(PAGE)
        def page(t: Texts) -> Response:
            if not self._people:
                return RedirectResponse("/", 303)
            return HTMLResponse(sign_in_page(t, self._elsewhere))

        @router.post(PAGE)
        def sign_in(sent: SentKey, request: Request, response: Response, t: Texts) -> None:
            parts = key_parts(sent.key.strip())
            caller = self._people.of_key(str(parts)) if self._people and parts else None
            if not (self._people and parts and caller):
                raise NotAllowed(t("sign_in_refused"), 401)
            secret = self._people.begin_session(caller, parts.id)
            self.keep(request, response, secret)

        @router.post("/sign-out")
        def sign_out(request: Request, response: Response) -> None:
            name = session_cookie(request.url.port)
            if self._people and name in request.cookies:
                self._people.end_session(request.cookies[name])
            response.delete_cookie(name, secure=self._secure, httponly=True, samesite="lax")

        return router

    def keep(self, request: Request, response: Response, secret: str) -> None:
        """Give a browser its session.

        The cookie comes along when another site leads here, as a provider does after the sign-in;
        what changes something is refused from there all the same (`AccessControl`).
        """
        response.set_cookie(
            session_cookie(request.url.port),
            secret,
            max_age=int(SESSION.total_seconds()),
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )

    async def show(self, request: Request, error: Exception) -> Response:
        """Answer who may not have something: with the page to sign in, or with the reason."""
        wants_page = request.method == "GET" and "text/html" in request.headers.get("accept", "")
        if not (wants_page and isinstance(error, NotAllowed)):
            return await told(request, error)
        if error.status == 401:
            return RedirectResponse(PAGE, 303)
        page = sign_in_page(texts_of(request), self._elsewhere, str(error))
        return HTMLResponse(page, error.status)
