"""Everything by which people come in, put into an app."""

from fastapi import FastAPI

from rag.errors import SettingsError
from rag.service.people.needs import NotAllowed
from rag.service.people.people import People
from rag.service.people.sign_in import SignIn
from rag.settings import Settings


def add_people(app: FastAPI, people: People | None, sign_in: SignIn, settings: Settings) -> None:
    """Add the routes to sign in and out; who may not see a page is shown how to.

    Args:
        app: the app.
        people: the keys and sessions; None where nobody has to sign in.
        sign_in: the page to sign in.
        settings: the settings in force.

    Raises:
        SettingsError: when the settings of the provider lack something, or a package is missing.
    """
    app.include_router(sign_in.routes())
    if people and settings.oidc.issuer:
        _add_oidc(app, people, sign_in, settings)
    app.add_exception_handler(NotAllowed, sign_in.show)


def _add_oidc(app: FastAPI, people: People, sign_in: SignIn, settings: Settings) -> None:
    try:
        from rag.service.people.oidc import Oidc, remember_attempts
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"oidc.issuer is set and {error.name} is missing: pip install 'footnote-rag[oidc]'"
        ) from error
    app.include_router(Oidc(people, sign_in, settings).routes())
    remember_attempts(app, settings.access.address.startswith("https:"))
