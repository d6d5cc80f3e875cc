"""Kept conversations: another owner's, too many, and several at once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from rag.core.conversation import TurnState
from rag.errors import DataError, NotKept, QuestionError
from rag.library import conversation_queries, conversations
from rag.library.catalog import Catalog
from rag.library.conversations import Conversations
from tests.library.keeping import ANNA, BERT, BOTH, answered


@pytest.fixture
def kept(catalog: Catalog) -> Conversations:
    """The conversations of a catalog, none yet."""
    return Conversations(catalog.database)


Use = Callable[[Conversations, str, str, str], object]
USES: list[Use] = [
    lambda kept, owner, talk, turn: kept.open(owner, talk),
    lambda kept, owner, talk, turn: kept.add(owner, talk, "More?"),
    lambda kept, owner, talk, turn: kept.edit(owner, turn, "Other?"),
    lambda kept, owner, talk, turn: kept.finish(owner, turn, BOTH),
    lambda kept, owner, talk, turn: kept.again(owner, turn),
    lambda kept, owner, talk, turn: kept.show(owner, talk, turn),
    lambda kept, owner, talk, turn: kept.rename(owner, talk, "Mine"),
    lambda kept, owner, talk, turn: kept.delete(owner, talk),
    lambda kept, owner, talk, turn: kept.restore(owner, talk),
    lambda kept, owner, talk, turn: kept.erase(owner, talk),
]


@pytest.mark.parametrize("use", USES)
def test_another_owners_is_told_from_nothing_by_nobody(kept: Conversations, use: Use) -> None:
    talk = kept.start(ANNA, "Which plants?")
    before = kept.open(ANNA, talk.info.id)
    messages = []
    for name, turn in ((talk.info.id, talk.turns[0].id), ("none", "none"), ("\ud800", "\0")):
        with pytest.raises(NotKept, match="there is no such conversation") as error:
            use(kept, BERT, name, turn)
        messages.append(str(error.value))
    assert len(set(messages)) == 1
    assert kept.open(ANNA, talk.info.id) == before
    assert kept.find(BERT) == kept.find(BERT, "plants") == []


def test_a_turn_of_another_conversation_is_not_followed(kept: Conversations) -> None:
    one, other = kept.start(ANNA, "One?"), kept.start(ANNA, "Other?")
    with pytest.raises(NotKept):
        kept.show(ANNA, one.info.id, other.leaf)
    with pytest.raises(NotKept):
        kept.add(ANNA, one.info.id, "Where?", after=other.leaf)


@pytest.mark.parametrize("question", ["", "?!", "x" * 2_001])
def test_what_is_no_question_is_not_kept(kept: Conversations, question: str) -> None:
    talk = kept.start(ANNA, "One?")
    with pytest.raises(QuestionError):
        kept.start(ANNA, question)
    with pytest.raises(QuestionError):
        kept.add(ANNA, talk.info.id, question)
    with pytest.raises(QuestionError):
        kept.edit(ANNA, talk.leaf, question)
    assert [info.turns for info in kept.find(ANNA)] == [1]


def test_conversations_have_bounds(kept: Conversations, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "MOST_CONVERSATIONS", 1)
    monkeypatch.setattr(conversation_queries, "MOST_TURNS", 2)
    talk = kept.start(ANNA, "One?")
    with pytest.raises(DataError, match="1 conversations are kept, as many as can be: delete"):
        kept.start(BERT, "One?")
    kept.add(ANNA, talk.info.id, "Two?")
    with pytest.raises(DataError, match="at most 2 questions: start a new one"):
        kept.add(ANNA, talk.info.id, "Three?")
    assert kept.open(ANNA, talk.info.id).info.turns == 2


def test_where_only_recent_ones_are_kept_the_oldest_leave(catalog: Catalog) -> None:
    kept = Conversations(catalog.database, recent=2)
    first, second = kept.start(ANNA, "One?"), kept.start(BERT, "Two?")
    kept.add(ANNA, first.info.id, "More?")
    third = kept.start(ANNA, "Three?")
    assert [info.id for info in kept.find(ANNA)] == [third.info.id, first.info.id]
    with pytest.raises(NotKept):
        kept.open(BERT, second.info.id)


def test_tabs_that_ask_at_once_lose_nothing(kept: Conversations) -> None:
    talk = kept.start(ANNA, "Begin?")
    ready = threading.Barrier(8)

    def ask(number: int) -> None:
        ready.wait()
        for step in range(5):
            turn = kept.add(ANNA, talk.info.id, f"Question {number}.{step}?")
            kept.finish(ANNA, turn.id, answered(turn.question))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(8)))
    talk = kept.open(ANNA, talk.info.id)
    asked = {f"Question {number}.{step}?" for number in range(8) for step in range(5)}
    assert {turn.question for turn in talk.turns} == {"Begin?", *asked}
    assert talk.thread() == talk.turns, "each followed what was the last then"
    assert all(turn.state is TurnState.DONE for turn in talk.turns[1:])


def test_the_list_reads_its_index(catalog: Catalog) -> None:
    with catalog.database.reading() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT id FROM conversations WHERE owner = 'a' AND deleted IS NULL "
            "ORDER BY changed DESC, id DESC LIMIT 50"
        )
        told = " ".join(str(row) for row in plan)
    assert "ix_conversations_owner" in told
    assert "TEMP B-TREE" not in told
