"""The text that somebody is writing: one for each owner, kept as it is typed."""

from dataclasses import dataclass

import sqlalchemy as sa

from rag.core.text import whole_letters
from rag.errors import DataError
from rag.library.conversation_rows import now
from rag.library.database import Database
from rag.library.schema import drafts_table

MOST_KEPT = 200_000
"""The most characters of a draft."""
MOST_NAME = 255
"""The most characters of its name; what is longer is cut."""

_columns = drafts_table.c


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft.

    Attributes:
        text: what was written, with line ends of one character.
        name: that of the file it came from; empty for none.
        number: how often it was changed; who changes it names the number that was seen.
    """

    text: str = ""
    name: str = ""
    number: int = 0


class Drafts:
    """Drafts by their owners. Safe to use from threads.

    Args:
        database: a database with the tables of a catalog.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, owner: str) -> KeptDraft:
        """Return an owner's draft, an empty one where there is none."""
        with self._database.reading() as connection:
            return _read(connection, owner)

    def write(self, owner: str, text: str, name: str, seen: int) -> KeptDraft:
        """Keep a text in the place of the one before.

        Args:
            owner: whose it is.
            text: the whole text.
            name: that of the file it came from.
            seen: the number of the draft that it was made of.

        Raises:
            DataError: where the draft was changed since, or the text is too long.
        """
        with self._database.writing() as connection:
            draft = _read(connection, owner)
            if draft.number != seen:
                raise DataError(
                    "the draft was changed in another window: copy what you typed, then load the "
                    "page again"
                )
            return _write(connection, owner, text, name, draft.number)

    def append(self, owner: str, words: str) -> KeptDraft:
        """Put words at the end of a draft, in a paragraph of their own.

        Raises:
            DataError: where it gets too long.
        """
        with self._database.writing() as connection:
            draft = _read(connection, owner)
            before = draft.text.rstrip()
            text = f"{before}\n\n{words}" if before else words
            return _write(connection, owner, text, draft.name, draft.number)

    def cut(self, owner: str, length: int, seen: int) -> KeptDraft:
        """Undo `append`: keep so many characters of a draft.

        Raises:
            DataError: where the draft was changed since.
        """
        draft = self.read(owner)
        return self.write(owner, draft.text[:length].rstrip(), draft.name, seen)

    def delete(self, owner: str) -> None:
        """Delete a draft; it can be restored for 30 days, until another one is written."""
        with self._database.writing() as connection:
            mine = sa.update(drafts_table).where(_columns.owner == owner)
            later = {"deleted": now(), "number": _columns.number + 1}
            connection.execute(mine.where(_columns.deleted.is_(None)).values(later))

    def restore(self, owner: str) -> None:
        """Undo `delete`; nothing happens where there is nothing to restore."""
        with self._database.writing() as connection:
            mine = sa.update(drafts_table).where(_columns.owner == owner)
            back = {"deleted": None, "number": _columns.number + 1}
            connection.execute(mine.where(_columns.deleted.is_not(None)).values(back))


def _read(connection: sa.Connection, owner: str) -> KeptDraft:
    found = connection.execute(sa.select(drafts_table).where(_columns.owner == owner)).first()
    if found is None:
        return KeptDraft()
    if found.deleted:
        return KeptDraft(number=found.number)
    return KeptDraft(found.text, found.name, found.number)


def _write(connection: sa.Connection, owner: str, text: str, name: str, before: int) -> KeptDraft:
    text = whole_letters(text).replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")
    if len(text) > MOST_KEPT:
        raise DataError(
            f"the text has {len(text):,} characters, at most {MOST_KEPT:,} are kept and checked: "
            "split it"
        )
    draft = KeptDraft(text, whole_letters(name)[:MOST_NAME].replace("\0", " "), before + 1)
    values = {"text": draft.text, "name": draft.name, "number": draft.number}
    values |= {"changed": now(), "deleted": None}
    changed = connection.execute(
        sa.update(drafts_table).where(_columns.owner == owner).values(values)
    )
    if not changed.rowcount:
        connection.execute(sa.insert(drafts_table).values(owner=owner, **values))
    return draft
