from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from rag.core.answer import Answer, Reason, Turn
from rag.core.article import Article
from rag.core.conversation import (
    Clipping,
    Conversation,
    ConversationInfo,
    KeptTurn,
    TurnState,
    owner_of,
    title_from,
)
from rag.core.corpus import Filter
from rag.core.recheck import Quotation
from rag.core.span import Span
from tests.said import said

NOW = datetime(2026, 11, 27, 12)
HEIDE = Article("Cells are made in Heide.", "Heide", "heide")


def turn(name: str, parent: str = "", answer: Answer | None = None) -> KeptTurn:
    state = TurnState.DONE if answer else TurnState.ASKING
    return KeptTurn(name, parent, f"{name}?", Filter(), False, state, NOW, answer)


def conversation(leaf: str, *turns: KeptTurn) -> Conversation:
    return Conversation(ConversationInfo("c", "Title", NOW, NOW, len(turns)), turns, leaf)


def test_an_edited_question_begins_a_branch() -> None:
    first, second, edited, third = turn("a"), turn("b", "a"), turn("e", "a"), turn("c", "b")
    talk = conversation("e", first, second, edited, third)
    assert talk.thread() == (first, edited)
    assert talk.thread("c") == (first, second, third)
    assert talk.branches("b") == (second, edited)
    assert talk.branches("a") == (first,)
    assert (talk.newest_leaf("a"), talk.newest_leaf("b"), talk.newest_leaf("c")) == ("e", "c", "c")


def test_a_turn_that_is_not_there() -> None:
    talk = conversation("a", turn("a"))
    assert talk.turn("x") is None
    assert (talk.thread("x"), talk.branches("x")) == ((), ())


@given(parents=st.lists(st.integers(0, 30), max_size=30))
def test_every_turn_is_on_the_way_to_its_newest_leaf(parents: list[int]) -> None:
    names = [str(number) for number in range(1, len(parents) + 1)]
    above = ["", *names]
    turns = [turn(n, above[min(p, i)]) for i, (n, p) in enumerate(zip(names, parents, strict=True))]
    talk = conversation("", *turns)
    for one in turns:
        way = talk.thread(talk.newest_leaf(one.id))
        assert one in way
        assert [below.parent for below in way] == ["", *(above.id for above in way[:-1])]
        assert way[-1].id not in {other.parent for other in turns}


def test_the_history_is_what_was_answered_before() -> None:
    refused = Answer(
        "b?", "b?", abstained=True, reason=Reason.WEAK_EVIDENCE, statements=said("Not there.")
    )
    helped = Answer("c?", "c?", reason=Reason.HELP, statements=said("Hello."))
    turns = (turn("a"), turn("b", "a", refused), turn("c", "b", helped), turn("d", "c"))
    assert conversation("d", *turns).history() == [Turn("b?", "Not there.")]
    assert conversation("d", *turns).history("b") == []
    assert conversation("a", *turns).history("d") == [Turn("b?", "Not there.")]


def test_an_owner_is_no_secret() -> None:
    assert "secret" not in owner_of("secret")
    assert owner_of("secret") == owner_of("secret") != owner_of("Secret")
    assert owner_of("half \ud800")


def test_a_title_is_cut_at_a_word() -> None:
    assert title_from(" Where\nare cells made? ") == "Where are cells made?"
    assert title_from("word " * 40) == "word " * 10 + "word..."
    assert title_from("x" * 90) == "x" * 57 + "..."


def test_a_clipping_can_be_rechecked() -> None:
    clipping = Clipping("k", HEIDE.info, Span(0, 5), "Cells", "", "", NOW)
    assert clipping.cited == Quotation("heide", HEIDE.sha256, Span(0, 5), "Cells")
