"""Conversations that are kept: asked, answered, found again, branched, deleted and erased.

They are in the catalog's database; no sync touches them. Each belongs to an owner, and of another
owner's nothing is told, not even that it is there. A deleted one can be restored for 30 days.
"""

import sqlalchemy as sa

from rag.core.answer import Answer
from rag.core.conversation import (
    Conversation,
    ConversationInfo,
    KeptTurn,
    Mode,
    QuotedIn,
    TurnState,
    title_from,
)
from rag.core.corpus import Filter
from rag.core.text import one_line, whole_letters
from rag.errors import DataError
from rag.library.conversation_queries import (
    INFO,
    ask,
    change,
    first_question,
    info_row,
    missing,
    opened,
    place_of,
    read_turn,
    searched,
)
from rag.library.conversation_rows import (
    answered_values,
    asked_row,
    folded,
    new_id,
    now,
    quote_rows,
    stored_info,
    stored_quoted,
)
from rag.library.database import Database
from rag.library.schema import conversations_table, quotes_table, turns_table
from rag.library.view import View
from rag.question.check import check_question

MOST_CONVERSATIONS = 100_000
"""How many conversations are kept, of all owners."""
MOST_TITLE = 200
"""The most characters of a title; what is longer is cut."""
MOST_TRIES = 3
"""A question is asked at most so often; then it is not asked again after a restart."""
GIVEN_UP = "The question was under way whenever the app ended: ask it again if you like."

_talk, _turn, _quote = conversations_table.c, turns_table.c, quotes_table.c


class Conversations:
    """Conversations by their owners. Safe to use from several threads and processes.

    What takes an owner raises NotKept for what is not there or is another owner's.

    Args:
        database: a database with the tables of a catalog.
        recent: keeps only so many of all owners, those that changed last; 0 keeps all.
    """

    def __init__(self, database: Database, recent: int = 0) -> None:
        self._database = database
        self._recent = recent

    def start(
        self,
        owner: str,
        question: str,
        where: Filter = Filter(),
        literal: bool = False,
        mode: Mode = Mode.QUOTED,
    ) -> Conversation:
        """Begin a conversation with a question, which is being asked then; see `add`.

        Raises:
            QuestionError: for a question that can't be asked.
            DataError: when as many conversations are kept as can be.
        """
        title = title_from(check_question(question))
        when, name = now(), new_id()
        row = {"id": name, "owner": owner, "created": when, "changed": when, "leaf": ""}
        with self._database.writing() as connection:
            count = sa.select(sa.func.count()).select_from(conversations_table)
            if connection.execute(count).scalar_one() >= MOST_CONVERSATIONS:
                raise DataError(
                    f"{MOST_CONVERSATIONS:,} conversations are kept, as many as can be: "
                    "delete some with `rag conversations forget`"
                )
            values = row | {"title": title, "words": folded(title)}
            connection.execute(sa.insert(conversations_table).values(values))
            ask(connection, name, asked_row("", question, where, literal, mode, when))
            if self._recent:
                old = (
                    sa.select(_talk.id)
                    .order_by(_talk.changed.desc(), _talk.id)
                    .offset(self._recent)
                )
                gone = _talk.id.in_(connection.execute(old).scalars().all())
                connection.execute(sa.delete(conversations_table).where(gone))
            return opened(connection, owner, name)

    def add(
        self,
        owner: str,
        conversation_id: str,
        question: str,
        where: Filter = Filter(),
        literal: bool = False,
        after: str = "",
        mode: Mode = Mode.QUOTED,
    ) -> KeptTurn:
        """Ask the next question of a conversation.

        Args:
            owner: whose it is.
            conversation_id: the conversation.
            question: as asked.
            where: limits it to some articles.
            literal: whether it is taken as it stands.
            after: the id of the turn that it follows; by default the leaf that is shown.
            mode: how it is to be answered.

        Raises:
            QuestionError: for a question that can't be asked.
            DataError: when the conversation is as long as can be.
        """
        check_question(question)
        with self._database.writing() as connection:
            talk = info_row(connection, owner, conversation_id)
            if after and place_of(connection, owner, after).conversation_id != talk.id:
                raise missing()
            row = asked_row(after or talk.leaf, question, where, literal, mode, now())
            return ask(connection, talk.id, row)

    def edit(
        self,
        owner: str,
        turn_id: str,
        question: str,
        where: Filter = Filter(),
        literal: bool = False,
        mode: Mode = Mode.QUOTED,
    ) -> KeptTurn:
        """Ask another question in the place of one; both stay, each with what follows it.

        Raises:
            QuestionError: for a question that can't be asked.
            DataError: when the conversation is as long as can be.
        """
        check_question(question)
        with self._database.writing() as connection:
            place = place_of(connection, owner, turn_id)
            talk = info_row(connection, owner, place.conversation_id)
            row = asked_row(place.parent, question, where, literal, mode, now())
            return ask(connection, talk.id, row)

    def finish(
        self,
        owner: str,
        turn_id: str,
        answer: Answer | None,
        state: TurnState = TurnState.DONE,
        problem: str = "",
    ) -> bool:
        """Keep what came of a question; only the first time counts.

        Args:
            owner: whose it is.
            turn_id: the turn.
            answer: the answer; of a stopped question what had come so far, None for nothing.
            state: `DONE`, `STOPPED` or `FAILED`.
            problem: why there is no answer, in words.

        Returns:
            Whether it counted.
        """
        with self._database.writing() as connection:
            place = place_of(connection, owner, turn_id, deleted=True)
            if place.state != TurnState.ASKING:
                return False
            values = answered_values(place.question, state, answer, problem)
            update = sa.update(turns_table).where(_turn.id == turn_id)
            connection.execute(update.values(values))
            if rows := list(quote_rows(turn_id, answer)) if answer and values["answer"] else []:
                connection.execute(sa.insert(quotes_table), rows)
            change(connection, place.conversation_id, changed=now())
            return True

    def again(self, owner: str, turn_id: str) -> KeptTurn:
        """Count that a question which is still being asked is asked once more.

        One that was asked three times without an end has failed: it may be what ends the app.
        """
        with self._database.writing() as connection:
            place = place_of(connection, owner, turn_id)
            if place.state == TurnState.ASKING:
                failed = {"state": str(TurnState.FAILED), "problem": GIVEN_UP}
                values = failed if place.tries >= MOST_TRIES else {"tries": place.tries + 1}
                update = sa.update(turns_table).where(_turn.id == turn_id)
                connection.execute(update.values(values))
            return read_turn(connection, turn_id)

    def open(self, owner: str, conversation_id: str) -> Conversation:
        """Return a conversation with everything that was asked in it."""
        with self._database.reading() as connection:
            return opened(connection, owner, conversation_id)

    def show(self, owner: str, conversation_id: str, leaf: str) -> Conversation:
        """Show the path of a conversation that ends with a turn, from now on."""
        with self._database.writing() as connection:
            talk = info_row(connection, owner, conversation_id)
            if place_of(connection, owner, leaf).conversation_id != talk.id:
                raise missing()
            change(connection, talk.id, leaf=leaf)
            return opened(connection, owner, conversation_id)

    def find(
        self, owner: str, search: str = "", skip: int = 0, limit: int = 50
    ) -> list[ConversationInfo]:
        """Return an owner's conversations, those that changed last first.

        Args:
            owner: whose.
            search: words that each stand in the title, a question or an answer; capitals do not
                matter, eight words count.
            skip: how many to leave out.
            limit: how many to return at most.
        """
        query = INFO.where(_talk.owner == owner, _talk.deleted.is_(None), *searched(search))
        query = query.order_by(_talk.changed.desc(), _talk.id.desc()).offset(skip).limit(limit)
        with self._database.reading() as connection:
            return list(View(connection).made(query, stored_info))

    def quoting(self, owner: str, article_id: str, limit: int = 50) -> list[QuotedIn]:
        """Return which of an owner's kept answers quote an article, the newest first."""
        joined = quotes_table.join(turns_table).join(
            conversations_table, _turn.conversation_id == _talk.id
        )
        query = sa.select(quotes_table, _turn.conversation_id, _turn.question, _talk.title)
        query = query.select_from(joined).where(
            _talk.owner == owner,
            _talk.deleted.is_(None),
            _quote.article_id == whole_letters(article_id),
        )
        query = query.order_by(_turn.asked.desc(), _turn.id, _quote.number).limit(limit)
        with self._database.reading() as connection:
            return list(View(connection).made(query, stored_quoted))

    def rename(self, owner: str, conversation_id: str, title: str) -> ConversationInfo:
        """Give a conversation a title; an empty one is the one that its first question gives."""
        with self._database.writing() as connection:
            talk = info_row(connection, owner, conversation_id)
            title = one_line(title)[:MOST_TITLE] or title_from(first_question(connection, talk.id))
            change(connection, talk.id, title=title, words=folded(title), changed=now())
            return stored_info(info_row(connection, owner, conversation_id))

    def delete(self, owner: str, conversation_id: str) -> None:
        """Delete a conversation; it can be restored for 30 days."""
        with self._database.writing() as connection:
            change(connection, info_row(connection, owner, conversation_id).id, deleted=now())

    def restore(self, owner: str, conversation_id: str) -> None:
        """Undo `delete`; nothing happens where it was not deleted."""
        with self._database.writing() as connection:
            talk = info_row(connection, owner, conversation_id, deleted=True)
            change(connection, talk.id, deleted=None)

    def erase(self, owner: str, conversation_id: str) -> None:
        """Delete a conversation for good; its words are overwritten on the disk."""
        with self._database.erasing() as connection:
            talk = info_row(connection, owner, conversation_id, deleted=True)
            connection.execute(sa.delete(conversations_table).where(_talk.id == talk.id))

    def asking(self) -> list[tuple[str, str, str]]:
        """Return what is being asked: the owner, the conversation's and the turn's id of each.

        After a restart these are questions that were under way when the app ended.
        """
        query = sa.select(_talk.owner, _talk.id, _turn.id).select_from(
            turns_table.join(conversations_table)
        )
        query = query.where(_turn.state == TurnState.ASKING, _talk.deleted.is_(None))
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(_turn.asked, _turn.id))
            return [(owner, talk, turn) for owner, talk, turn in found]
