from datetime import date
from pathlib import Path

import pytest

from rag.core.answer import Turn
from rag.core.conversation import Mode, TurnState
from rag.core.corpus import Filter
from rag.errors import NotKept
from rag.library.catalog import Catalog
from rag.library.conversations import GIVEN_UP, MOST_TITLE, MOST_TRIES, Conversations
from tests.library.entries import HEIDE, SKELL, put_all
from tests.library.keeping import ANNA, BERT, BOTH, answered, conversations_in

WHERE = Filter(outlets=("Tidning",), since=date(2025, 1, 1))


@pytest.fixture
def kept(catalog: Catalog) -> Conversations:
    """The conversations of a catalog, none yet."""
    return Conversations(catalog.database)


def test_a_conversation_is_asked_answered_and_opened_again(
    kept: Conversations, tmp_path: Path
) -> None:
    begun = kept.start(ANNA, "Which plants closed in 2025?", WHERE, literal=True, mode=Mode.WRITTEN)
    (turn,) = begun.turns
    assert (begun.info.title, begun.info.turns) == ("Which plants closed in 2025?", 1)
    assert (turn.state, turn.where, turn.literal, turn.mode) == (
        TurnState.ASKING, WHERE, True, Mode.WRITTEN,
    )  # fmt: skip
    assert kept.finish(ANNA, turn.id, BOTH)
    second = kept.add(ANNA, begun.info.id, "And in 2026?")
    assert second.parent == turn.id
    assert kept.finish(ANNA, second.id, None, TurnState.FAILED, "No model.")
    with conversations_in(tmp_path) as reopened:
        talk = reopened.open(ANNA, begun.info.id)
    assert [one.question for one in talk.thread()] == [turn.question, "And in 2026?"]
    first, last = talk.turns
    assert (first.answer, first.state) == (BOTH, TurnState.DONE)
    assert (last.answer, last.state, last.problem) == (None, TurnState.FAILED, "No model.")
    assert talk.history() == [Turn(BOTH.question, BOTH.text)]
    assert talk.info.created == begun.info.created < talk.info.changed


def test_an_earlier_question_is_edited_and_both_branches_stay(kept: Conversations) -> None:
    talk = kept.start(ANNA, "First?")
    second = kept.add(ANNA, talk.info.id, "Second?")
    third = kept.add(ANNA, talk.info.id, "Third?")
    edited = kept.edit(ANNA, second.id, "Another second?", WHERE)
    talk = kept.open(ANNA, talk.info.id)
    assert [one.question for one in talk.thread()] == ["First?", "Another second?"]
    assert talk.branches(second.id) == (second, edited)
    talk = kept.show(ANNA, talk.info.id, talk.newest_leaf(second.id))
    assert talk.thread()[-1] == third
    assert kept.open(ANNA, talk.info.id).leaf == third.id
    begun = kept.edit(ANNA, talk.turns[0].id, "Another first?")
    assert (begun.parent, kept.open(ANNA, talk.info.id).thread()) == ("", (begun,))
    behind = kept.add(ANNA, talk.info.id, "Behind the second?", after=second.id)
    assert kept.open(ANNA, talk.info.id).thread()[-2:] == (second, behind)


def test_the_newest_come_first_a_page_at_a_time(kept: Conversations) -> None:
    ids = [kept.start(ANNA, f"Question {number}?").info.id for number in range(5)]
    kept.add(ANNA, ids[0], "Once more?")
    order = [ids[0], *reversed(ids[1:])]
    assert [info.id for info in kept.find(ANNA)] == order
    assert [info.id for info in kept.find(ANNA, skip=1, limit=2)] == order[1:3]
    assert kept.find(ANNA)[0].turns == 2


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", True),
        ("plants", True),
        ("PLANTS heide", True),
        ("HAUPTSTRASSE ÜNDER", True),
        ("plants skell", False),
        ("100%", True),
        ("10_%", False),
        ("title", True),
        ("\"'; DROP", False),
        ("half \ud800", False),
    ],
)
def test_titles_questions_and_answers_are_searched(
    kept: Conversations, search: str, found: bool
) -> None:
    talk = kept.start(ANNA, "Which plants in the Hauptstraße closed to 100%?")
    kept.finish(ANNA, talk.turns[0].id, answered("Which?", HEIDE))
    kept.add(ANNA, talk.info.id, "And what is ünder way?")
    kept.rename(ANNA, talk.info.id, "My Title")
    assert [info.id for info in kept.find(ANNA, search)] == [talk.info.id] * found


def test_a_title_is_given_and_taken_back(kept: Conversations) -> None:
    talk = kept.start(ANNA, "Which plants closed?")
    assert kept.rename(ANNA, talk.info.id, " Closed\nplants ").title == "Closed plants"
    assert kept.rename(ANNA, talk.info.id, "x" * 999).title == "x" * MOST_TITLE
    assert kept.rename(ANNA, talk.info.id, " ").title == "Which plants closed?"


def test_what_was_deleted_comes_back_unless_it_was_erased(kept: Conversations) -> None:
    talk = kept.start(ANNA, "Which plants closed?")
    kept.delete(ANNA, talk.info.id)
    assert (kept.find(ANNA), kept.asking()) == ([], [])
    with pytest.raises(NotKept):
        kept.open(ANNA, talk.info.id)
    assert kept.finish(ANNA, talk.turns[0].id, BOTH), "what was under way is not lost"
    assert kept.quoting(ANNA, "heide") == []
    kept.restore(ANNA, talk.info.id)
    kept.restore(ANNA, talk.info.id)
    assert kept.open(ANNA, talk.info.id).turns[0].answer == BOTH
    kept.delete(ANNA, talk.info.id)
    kept.erase(ANNA, talk.info.id)
    with pytest.raises(NotKept):
        kept.restore(ANNA, talk.info.id)


def test_what_was_erased_is_not_in_the_files_any_more(
    kept: Conversations, catalog: Catalog, tmp_path: Path
) -> None:
    talk = kept.start(ANNA, "Is Zweifelhaftigkeit a word?")
    kept.finish(ANNA, talk.turns[0].id, answered("Zweifelhaftigkeit?"))
    other = kept.start(ANNA, "Ganzsicherlich?")
    kept.erase(ANNA, talk.info.id)
    data = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"weifelhaftigkeit" not in data
    assert b"anzsicherlich" in data
    assert kept.open(ANNA, other.info.id)
    put_all(catalog)


def test_only_the_first_end_of_a_question_counts(kept: Conversations) -> None:
    (turn,) = kept.start(ANNA, "Which plants?").turns
    assert kept.finish(ANNA, turn.id, None, TurnState.STOPPED)
    assert not kept.finish(ANNA, turn.id, BOTH)
    (talk,) = kept.find(ANNA)
    assert kept.open(ANNA, talk.id).turns[0].state is TurnState.STOPPED


def test_a_question_under_way_is_found_after_a_restart_and_not_asked_for_ever(
    kept: Conversations, tmp_path: Path
) -> None:
    talk = kept.start(BERT, "Which plants?")
    done = kept.start(ANNA, "Which others?")
    kept.finish(ANNA, done.turns[0].id, BOTH)
    with conversations_in(tmp_path) as reopened:
        ((owner, name, turn_id),) = reopened.asking()
        assert (owner, name) == (BERT, talk.info.id)
        for _ in range(MOST_TRIES - 1):
            assert reopened.again(owner, turn_id).state is TurnState.ASKING
        failed = reopened.again(owner, turn_id)
        assert (failed.state, failed.problem) == (TurnState.FAILED, GIVEN_UP)
        assert reopened.asking() == []
        assert reopened.again(ANNA, done.turns[0].id).answer == BOTH, "it was answered"


def test_the_answers_that_quote_an_article(kept: Conversations) -> None:
    talk = kept.start(ANNA, "Which plants?")
    kept.finish(ANNA, talk.turns[0].id, BOTH)
    second = kept.add(ANNA, talk.info.id, "And Heide?")
    kept.finish(ANNA, second.id, answered("And Heide?", HEIDE))
    newest, first = kept.quoting(ANNA, "heide")
    assert (newest.question, newest.turn_id, newest.number) == ("And Heide?", second.id, 1)
    assert (first.conversation_id, first.title) == (talk.info.id, "Which plants?")
    assert (first.cited.quote, first.cited.sha256) == (HEIDE.text[:8], HEIDE.sha256)
    (other,) = kept.quoting(ANNA, "skell")
    assert (other.number, other.cited.quote) == (2, SKELL.text[:8])
    assert kept.quoting(ANNA, "unknown") == kept.quoting(BERT, "heide") == []
