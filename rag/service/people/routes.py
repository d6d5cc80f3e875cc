"""Everything by which people come in, put into an app."""

from fastapi import FastAPI, Request
from fastapi.responses import Response

from rag.errors import SettingsError
from rag.service.people.needs import NotAllowed
from rag.service.people.people import People
from rag.service.people.sign_in import SignIn
from rag.service.requests import told
from rag.settings import Settings


def add_people(app: FastAPI, people: People | None, settings: Settings) -> None:
    """Add the routes to sign in and out; who may not see a page is shown how to.

    Args:
        app: the app.
        people: the keys and sessions; None where nobody has to sign in.
        settings: the settings in force.

    Raises:
        SettingsError: when the settings of the provider lack something, or a package is missing.
    """
    sign_in = SignIn(people, settings)
    app.include_router(sign_in.routes())
    if people and settings.oidc.issuer:
        _add_oidc(app, people, sign_in, settings)

    async def turned_away(request: Request, error: Exception) -> Response:
        page = request.method == "GET" and "text/html" in request.headers.get("accept", "")
        if page and isinstance(error, NotAllowed):
            return sign_in.turned_away(request, error)
        return await told(request, error)

    app.add_exception_handler(NotAllowed, turned_away)


def _add_oidc(app: FastAPI, people: People, sign_in: SignIn, settings: Settings) -> None:
    try:
        from rag.service.people.oidc import Oidc, remember_attempts
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"oidc.issuer is set and {error.name} is missing: pip install 'footnote-rag[oidc]'"
        ) from error
    app.include_router(Oidc(people, sign_in, settings).routes())
    remember_attempts(app, settings.access.address.startswith("https:"))
