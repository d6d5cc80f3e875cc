"""Whether anybody has to say who they are, and that somebody can."""

from rag.errors import SettingsError
from rag.service.access import is_loopback
from rag.service.people.people import People
from rag.settings import Settings


def is_open(settings: Settings) -> bool:
    """Tell whether everybody who reaches the app may do everything.

    So it is where only this machine reaches it, and no setting asks for more.
    """
    asked_for = settings.access.required or settings.access.address or settings.oidc.issuer
    return is_loopback(settings.app.host) and not asked_for


def opened_people(settings: Settings) -> People | None:
    """Return the keys and sessions; None where the app is open.

    Raises:
        SettingsError: where nobody could come in.
    """
    if is_open(settings):
        return None
    people = People(settings.state_dir)
    if not (settings.oidc.issuer or people.has_valid_key()):
        people.close()
        raise SettingsError(
            "nobody could ask: where others reach the app, or access.required is set, each needs a "
            "key or a sign-in. Run `rag keys create --name NAME --role admin`, or set oidc.issuer"
        )
    return people
