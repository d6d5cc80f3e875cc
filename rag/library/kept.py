"""What is kept of the use of a library: where it is opened, and how it is deleted for good."""

import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from rag.core.text import whole_letters
from rag.library.clippings import Clippings
from rag.library.conversation_queries import missing
from rag.library.conversation_rows import now
from rag.library.conversations import Conversations
from rag.library.database import IN_MEMORY, Database
from rag.library.drafts import Drafts
from rag.library.library import Library
from rag.library.migrations import migrate
from rag.library.schema import clippings_table, conversations_table, drafts_table

KEPT_DAYS = 30
"""For so many days what was deleted can be restored."""
MOST_RECENT = 500
"""How many conversations are kept where they are kept in memory alone."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO

_talk, _clipping = conversations_table.c, clippings_table.c


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of the use of a library.

    Attributes:
        conversations: what was asked and answered.
        clippings: the quotes that were collected.
        drafts: the texts that are being written.
        on_disk: whether all of it outlives the process.
    """

    conversations: Conversations
    clippings: Clippings
    drafts: Drafts
    on_disk: bool


def open_kept(library: Library, keep: bool = True) -> Kept:
    """Open the conversations, clippings and drafts of a library, and delete what was to be.

    Args:
        library: what they are about.
        keep: whether they are kept in its catalog; then only the user of this process may read the
            state folder. Where not, or where it can't be written, they are in memory, the latest
            500 conversations, until the process ends.
    """
    database = library.catalog.database
    if not database.read_only:
        purge(database)
    on_disk = keep and not database.read_only
    if not on_disk:
        database = Database(IN_MEMORY)
        with database.writing() as connection:
            migrate(connection)
    else:
        _close(library.state)
    recent = 0 if on_disk else MOST_RECENT
    clippings = Clippings(database, library.version)
    return Kept(Conversations(database, recent), clippings, Drafts(database), on_disk)


def _close(state: Path) -> None:
    """Let nobody else on this machine into a state folder, where that can be."""
    with suppress(OSError):
        if (mode := state.stat().st_mode) & _OTHERS:
            state.chmod(mode & ~_OTHERS)


def purge(database: Database) -> None:
    """Delete for good what was deleted 30 days ago or earlier."""
    old = now() - timedelta(days=KEPT_DAYS)
    tables = (
        (conversations_table, _talk.deleted <= old),
        (clippings_table, _clipping.deleted <= old),
        (drafts_table, drafts_table.c.deleted <= old),
    )
    with database.reading() as connection:
        found = [
            connection.execute(sa.select(sa.literal(1)).select_from(table).where(due)).first()
            for table, due in tables
        ]
    if any(found):
        with database.erasing() as connection:
            for table, due in tables:
                connection.execute(sa.delete(table).where(due))


def owners(database: Database) -> list[str]:
    """Return who has conversations that are not deleted, sorted."""
    query = sa.select(_talk.owner).where(_talk.deleted.is_(None)).distinct()
    with database.reading() as connection:
        return list(connection.execute(query.order_by(_talk.owner)).scalars())


def whose(database: Database, conversation_id: str) -> str:
    """Return the owner of a conversation, also of a deleted one.

    Raises:
        NotKept: when there is none.
    """
    query = sa.select(_talk.owner).where(_talk.id == whole_letters(conversation_id))
    with database.reading() as connection:
        owner: str | None = connection.execute(query).scalar()
    if owner is None:
        raise missing()
    return owner


def erase_all(database: Database) -> tuple[int, int]:
    """Delete all conversations and clippings of all owners for good; return how many of each.

    Their drafts are deleted too.
    """
    with database.erasing() as connection:
        connection.execute(sa.delete(drafts_table))
        talks, clippings = (
            connection.execute(sa.delete(table)).rowcount
            for table in (conversations_table, clippings_table)
        )
    return talks, clippings
