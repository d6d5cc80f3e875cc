"""The commands for who owns the machine: which conversations are kept, and away with them."""

from typing import TYPE_CHECKING, Annotated

import typer

from rag.commands.options import Json, State
from rag.commands.options import Library as LibraryName
from rag.errors import DataError
from rag.progress import say
from rag.render.kept import conversation_json, conversation_text, infos_json, infos_text
from rag.settings import load_settings

if TYPE_CHECKING:
    from rag.library.library import Library

app = typer.Typer()
conversations = typer.Typer(help="The conversations of all browsers that are kept.")
app.add_typer(conversations, name="conversations")

Id = Annotated[str, typer.Argument(metavar="ID", help="A conversation, as `list` names it.")]


@conversations.command("list")
def show_list(
    search: Annotated[
        str, typer.Option("--search", metavar="WORDS", help="Only those with all these words.")
    ] = "",
    limit: Annotated[
        int, typer.Option("-n", metavar="N", min=1, max=100_000, help="How many.")
    ] = 50,
    state: State = None,
    library: LibraryName = None,
    print_json: Json = False,
) -> None:
    """List conversations, those that changed last first: id, last change (UTC), title."""
    from rag.library.conversations import Conversations
    from rag.library.kept import owners

    database = _library(state, library).catalog.database
    kept = Conversations(database)
    found = [one for owner in owners(database) for one in kept.find(owner, search, limit=limit)]
    found = sorted(found, key=lambda one: (one.changed, one.id), reverse=True)[:limit]
    if print_json:
        print(infos_json(found))
    elif found:
        print(infos_text(found))
    else:
        say("no conversations")


@conversations.command()
def show(
    conversation: Id, state: State = None, library: LibraryName = None, print_json: Json = False
) -> None:
    """Show a conversation: what was asked and answered in it; as JSON with all branches."""
    from rag.library.conversations import Conversations
    from rag.library.kept import whose

    database = _library(state, library).catalog.database
    shown = Conversations(database).open(whose(database, conversation), conversation)
    print(conversation_json(shown) if print_json else conversation_text(shown))


@conversations.command()
def forget(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID ...]", help="Conversations.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All of them, all clippings and drafts.")
    ] = False,
    state: State = None,
    library: LibraryName = None,
) -> None:
    """Delete conversations for good; their words are overwritten on the disk."""
    from rag.library.conversations import Conversations
    from rag.library.kept import erase_all, whose

    if bool(ids) == everything:
        raise DataError("name the conversations to forget, or else --all")
    database = _library(state, library).catalog.database
    if everything:
        talks, clippings = erase_all(database)
        say(f"forgotten: {talks} conversations, {clippings} clippings")
    else:
        owned = [(whose(database, name), name) for name in ids or ()]
        for owner, name in owned:
            Conversations(database).erase(owner, name)
        say(f"forgotten: {len(owned)} conversations")


def _library(state: str | None, library: str | None) -> "Library":
    from rag.wiring import open_library

    return open_library(settings=load_settings(library, state_dir=state))
