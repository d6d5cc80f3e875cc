"""Signing in at a provider of OpenID Connect: the code flow with state, nonce and PKCE.

The package authlib does the flow and checks what the provider signed. What it needs between leaving
and coming back is in a signed cookie that lasts ten minutes.
"""

import hashlib
import logging
import os
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from authlib.integrations.starlette_client import OAuth
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.middleware.sessions import SessionMiddleware

from rag.app_sections import OidcSettings
from rag.core.text import one_line
from rag.errors import SettingsError
from rag.service.people.needs import ANYBODY
from rag.service.people.people import People
from rag.service.people.roles import LONGEST_NAME, Caller, Rights, more_of, rights_of, role_named
from rag.service.people.sign_in import SignIn
from rag.service.requests import Texts
from rag.settings import Settings
from rag.ui.catalogue import Wording
from rag.ui.pages.sign_in import sign_in_page

logger = logging.getLogger(__name__)
SECRET = "OIDC_CLIENT_SECRET"  # noqa: S105 - its variable
"""The environment variable that has the client's secret; it stands in no file of settings."""
_ATTEMPT = 600
"""Seconds that somebody has to sign in at the provider."""
_COOKIE = "footnote-signing-in"


class Oidc:
    """The sign-in at one provider.

    Args:
        people: keeps who signed in.
        sign_in: gives browsers their sessions.
        settings: the settings in force.

    Raises:
        SettingsError: when they lack something.
    """

    def __init__(self, people: People, sign_in: SignIn, settings: Settings) -> None:
        self._people = people
        self._sign_in = sign_in
        self._settings = settings.oidc
        self._address = settings.access.address
        self._granted = granted(settings.oidc.rights)
        self._provider = _provider(settings.oidc)

    def routes(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(prefix="/oidc", dependencies=[ANYBODY])

        @router.get("/login")
        async def login(request: Request, t: Texts) -> Response:
            base = self._address or str(request.base_url).rstrip("/")
            try:
                await self._check_issuer()
                leave = self._provider.authorize_redirect
                left: Response = await leave(request, f"{base}/oidc/callback")
            except Exception as error:  # whatever the provider is or sends
                return self._failed(error, t("sign_in_failed"), t)
            return left

        @router.get("/callback")
        async def callback(request: Request, t: Texts) -> Response:
            try:
                claims = await self._claims(request)
            except Exception as error:  # whatever the provider sent: nobody is signed in
                return self._failed(error, t("sign_in_failed"), t)
            caller = person(self._settings, claims, self._granted)
            if not caller.rights:
                said = t("sign_in_no_rights", name=caller.name)
                return HTMLResponse(sign_in_page(t, True, said), 403)
            secret = await run_in_threadpool(self._people.begin_session, caller)
            response = RedirectResponse("/", 303)
            self._sign_in.keep(request, response, secret)
            return response

        return router

    async def _check_issuer(self) -> None:
        """Check that the provider is who it is taken for.

        Raises:
            SettingsError: where it names itself another.
        """
        metadata = await self._provider.load_server_metadata()
        if metadata.get("issuer") != self._settings.issuer:
            raise SettingsError("the provider is another than oidc.issuer says: correct it")

    async def _claims(self, request: Request) -> Mapping[str, Any]:
        """Return what the provider says of who came back, checked in every respect.

        Its signature and times are checked by authlib, and so are state, nonce and verifier.
        """
        await self._check_issuer()
        expected = {
            "iss": {"essential": True, "value": self._settings.issuer},
            "aud": {"essential": True, "value": self._settings.client_id},
        }
        token = await self._provider.authorize_access_token(request, claims_options=expected)
        claims: Mapping[str, Any] = token["userinfo"]
        return claims

    def _failed(self, error: Exception, said: str, t: Wording) -> Response:
        logger.warning("a sign-in failed: %s", one_line(f"{type(error).__name__}: {error}")[:300])
        return HTMLResponse(sign_in_page(t, True, said), 401)


def remember_attempts(app: FastAPI, secure: bool) -> None:
    """Have an app remember, in a signed cookie, who is on the way to the provider.

    Its key lives as long as the app: who is on the way when it ends begins again.
    """
    app.add_middleware(
        SessionMiddleware,
        secret_key=secrets.token_urlsafe(32),
        session_cookie=_COOKIE,
        max_age=_ATTEMPT,
        path="/oidc",
        same_site="lax",
        https_only=secure,
    )


def granted(lines: Iterable[str]) -> dict[str, Rights]:
    """Return the rights that each value of the claim gives.

    Args:
        lines: each "VALUE: ROLE" or "VALUE: ROLE LIBRARY ...".

    Raises:
        SettingsError: for a line that is not like that.
    """
    rights: dict[str, Rights] = {}
    for line in lines:
        value, colon, rest = line.rpartition(":")
        words = rest.split()
        if not (colon and value.strip() and words):
            raise SettingsError(
                f'setting oidc.rights: {line!r:.100} is not like "VALUE: ROLE LIBRARY ..."'
            )
        given = rights_of(role_named(words[0]), words[1:])
        rights[value.strip()] = more_of(rights.get(value.strip(), {}), given)
    return rights


def person(
    settings: OidcSettings, claims: Mapping[str, Any], granted: Mapping[str, Rights]
) -> Caller:
    """Return who signed in, with all rights that their groups give; maybe none.

    Args:
        settings: names the claim with the groups.
        claims: what the provider says of them; checked.
        granted: the rights of each group.
    """
    groups = claims.get(settings.claim, [])
    groups = groups if isinstance(groups, list) else [groups]
    rights: Rights = {}
    for group in ["*", *(each for each in groups if isinstance(each, str))]:
        rights = more_of(rights, granted.get(group, {}))
    names = (claims.get(key) for key in ("name", "preferred_username", "email", "sub"))
    name = next(each for each in names if each and isinstance(each, str))
    who = hashlib.sha256(f"{settings.issuer} {claims['sub']}".encode()).hexdigest()
    return Caller(f"person:{who}", one_line(name)[:LONGEST_NAME], rights)


def _provider(settings: OidcSettings) -> Any:
    """Return the client that talks to the provider."""
    if not settings.client_id or not settings.rights:
        raise SettingsError("oidc.issuer is set: set oidc.client_id and oidc.rights, too")
    secret = os.environ.get(SECRET)
    method = "client_secret_basic" if secret else "none"
    return OAuth().register(
        "oidc",
        server_metadata_url=f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_id=settings.client_id,
        client_secret=secret,
        client_kwargs={
            "scope": settings.scope,
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": method,
            "timeout": 10,
        },
    )
