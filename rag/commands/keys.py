"""The commands for API keys: `rag keys create`, `rag keys list`, `rag keys revoke`."""

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rag.commands.options import Json, State
from rag.errors import SettingsError
from rag.progress import say
from rag.render.escape import plain
from rag.settings import load_settings

if TYPE_CHECKING:
    from rag.service.people.people import People
    from rag.service.people.tables import ApiKey

app = typer.Typer(help="Keys for people and programs, needed where others reach the app.")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@app.command()
def create(
    name: Annotated[str, typer.Option("--name", help="Who or what it is for.")],
    role: Annotated[
        str, typer.Option("--role", help="What it allows: reader, editor or admin.")
    ] = "reader",
    library: Annotated[
        list[str] | None,
        typer.Option("--library", metavar="L", help="Only in this library [default: in all]."),
    ] = None,
    expires: Annotated[
        str | None,
        typer.Option(
            "--expires", metavar="90d", help="When it ends, in h, d or w; never if unset."
        ),
    ] = None,
    state: State = None,
) -> None:
    """Make a key and print it; it is shown only now."""
    from rag.service.people.roles import rights_of, role_named
    from rag.service.people.tables import now

    ends = now() + lasting(expires) if expires else None
    rights = rights_of(role_named(role), library or ())
    print(_people(state).create_key(name, rights, ends))


@app.command("list")
def show_list(state: State = None, print_json: Json = False) -> None:
    """List all keys: id, state, last use (UTC), rights, name; the keys themselves are not kept."""
    keys = [_told(key) for key in _people(state).all_keys()]
    if print_json:
        print(json.dumps(keys, indent=2, ensure_ascii=False))
    elif keys:
        print("\n".join(map(_line, keys)))
    else:
        say("no keys")


@app.command()
def revoke(
    key: Annotated[str, typer.Argument(metavar="ID", help="A key's id, as `list` names it.")],
    state: State = None,
) -> None:
    """Revoke a key: it and who signed in with it are refused at once, also by a running app."""
    _people(state).revoke(key)
    say(f"revoked: {key}")


def lasting(text: str) -> timedelta:
    """Return how long a text like "12h", "90d" or "4w" says.

    Raises:
        SettingsError: where it says nothing like that.

    >>> lasting("90d").days
    90
    """
    found = re.fullmatch(r"([1-9]\d{0,3})([hdw])", text)
    if not found:
        raise SettingsError(f"--expires {text!r:.100}: give it like 12h, 90d or 4w")
    return int(found[1]) * _UNITS[found[2]]


def _people(state: str | None) -> "People":
    from rag.service.people.people import People

    return People(load_settings(state_dir=state).state_dir)


def _told(key: "ApiKey") -> dict[str, Any]:
    """Return what is shown of a key."""
    from rag.service.people.tables import now

    times = {"created": key.created, "expires": key.expires, "used": key.used}
    return {
        "id": key.id,
        "name": key.name,
        "state": key.state(now()),
        "rights": {library: str(role) for library, role in key.rights.items()},
        **{name: f"{time:%Y-%m-%dT%H:%M:%SZ}" if time else None for name, time in times.items()},
    }


def _line(key: dict[str, Any]) -> str:
    rights = ", ".join(
        role if library == "*" else f"{role} in {library}"
        for library, role in key["rights"].items()
    )
    used = key["used"] or "never used"
    return plain(f"{key['id']}  {key['state']:7}  {used:20}  {rights}  {key['name']}")
