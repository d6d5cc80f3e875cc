"""What is asked of the tables of conversations, in a transaction that is open."""

from typing import Any

import sqlalchemy as sa

from rag.core.conversation import Conversation, KeptTurn
from rag.core.text import whole_letters
from rag.errors import DataError, NotKept
from rag.library.conversation_rows import folded, stored_info, stored_turn
from rag.library.schema import conversations_table, turns_table
from rag.library.view import View

MOST_TURNS = 1_000
"""How many questions a conversation may have, in all branches."""
_MOST_WORDS = 8
"""So many words of a search count."""

_talk, _turn = conversations_table.c, turns_table.c
_COUNT = (
    sa.select(sa.func.count())
    .where(_turn.conversation_id == _talk.id)
    .scalar_subquery()
    .label("turns")
)
INFO = sa.select(_talk.id, _talk.title, _talk.created, _talk.changed, _talk.leaf, _COUNT)


def missing() -> NotKept:
    """Return what is raised alike for what is not there and for what is another owner's."""
    return NotKept("there is no such conversation: it was deleted, or is not yours")


def info_row(connection: sa.Connection, owner: str, name: str, deleted: bool = False) -> Any:
    """Return the row of a conversation.

    Raises:
        NotKept: where the owner has none of this name, or it is deleted and may not be.
    """
    query = INFO.where(_talk.id == whole_letters(name), _talk.owner == owner)
    query = query if deleted else query.where(_talk.deleted.is_(None))
    if not (row := connection.execute(query).first()):
        raise missing()
    return row


def place_of(connection: sa.Connection, owner: str, turn_id: str, deleted: bool = False) -> Any:
    """Return the row of a turn, without its answer; raises as `info_row` does."""
    columns = [column for column in _turn if column.name not in ("answer", "words")]
    query = sa.select(*columns).where(_turn.id == whole_letters(turn_id))
    if not (row := connection.execute(query).first()):
        raise missing()
    info_row(connection, owner, row.conversation_id, deleted)
    return row


def change(connection: sa.Connection, name: str, **values: Any) -> None:
    """Change columns of a conversation."""
    connection.execute(sa.update(conversations_table).where(_talk.id == name).values(**values))


def ask(connection: sa.Connection, name: str, row: dict[str, Any]) -> KeptTurn:
    """Put a turn into a conversation and show it.

    Raises:
        DataError: when the conversation is as long as can be.
    """
    last = sa.select(sa.func.max(_turn.number)).where(_turn.conversation_id == name)
    number = (connection.execute(last).scalar() or 0) + 1
    if number > MOST_TURNS:
        raise DataError(f"a conversation has at most {MOST_TURNS:,} questions: start a new one")
    values = row | {"conversation_id": name, "number": number}
    connection.execute(sa.insert(turns_table).values(values))
    change(connection, name, leaf=row["id"], changed=row["asked"])
    return read_turn(connection, row["id"])


def read_turn(connection: sa.Connection, turn_id: str) -> KeptTurn:
    """Return a turn that is there."""
    query = sa.select(turns_table).where(_turn.id == turn_id)
    return next(View(connection).made(query, stored_turn))


def opened(connection: sa.Connection, owner: str, name: str) -> Conversation:
    """Return a conversation with its turns; raises as `info_row` does."""
    talk = info_row(connection, owner, name)
    query = sa.select(turns_table).where(_turn.conversation_id == talk.id)
    turns = View(connection).made(query.order_by(_turn.number, _turn.id), stored_turn)
    return Conversation(stored_info(talk), tuple(turns), talk.leaf)


def first_question(connection: sa.Connection, name: str) -> str:
    """Return what a conversation began with."""
    query = sa.select(_turn.question).where(_turn.conversation_id == name).order_by(_turn.number)
    return str(connection.execute(query).scalar())


def searched(search: str) -> list[sa.ColumnElement[bool]]:
    """Return that each word stands in the title of a conversation or in one of its turns."""
    return [
        _talk.words.contains(word, autoescape=True)
        | sa.exists().where(
            _turn.conversation_id == _talk.id, _turn.words.contains(word, autoescape=True)
        )
        for word in folded(whole_letters(search)).split()[:_MOST_WORDS]
    ]
