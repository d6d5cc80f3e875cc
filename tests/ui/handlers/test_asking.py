import threading

import pytest

import rag
from rag.core.conversation import TurnState
from rag.errors import IndexStale
from rag.ui.catalogue import catalogue
from rag.ui.handlers.asking import AskHandler
from rag.ui.session import Keeper
from tests.ui.handlers.events import asked
from tests.ui.keeping import OTHER, OWNER, QUESTION
from tests.ui.loop import in_its_own_loop

EN = catalogue("en")


@in_its_own_loop
async def test_a_question_is_kept_answered_and_its_answer_is_kept(
    bot: rag.Chatbot, kept: Keeper
) -> None:
    events = await asked(AskHandler(lambda: bot, kept), question=QUESTION)
    first, last = events[0], events[-1]
    assert 'data-state="asking"' in first["html"]
    assert 'data-state="done"' in last["html"]
    assert {event["turn"] for event in events} == {first["turn"]}
    assert (last["title"], last["number"], last["branched"]) == (QUESTION, 1, False)
    assert last["status"] == "Answered, 1 footnote."
    assert any(event["status"].startswith("Searching") for event in events)
    conversation = kept().conversations.open(OWNER, last["conversation"])
    (turn,) = conversation.turns
    assert (turn.id, turn.state) == (last["turn"], TurnState.DONE)
    assert turn.answer
    assert turn.answer.citations == bot.ask(QUESTION).citations


@in_its_own_loop
async def test_a_question_tells_that_the_articles_are_being_opened(
    bot: rag.Chatbot, kept: Keeper
) -> None:
    told = threading.Event()

    def loading() -> rag.Chatbot:
        told.wait(30)
        return bot

    said = []
    async for event in AskHandler(loading, kept).ask({"question": QUESTION}, OWNER, EN):
        said.append(event["status"])
        if event["status"] == "Opening the articles…":
            told.set()
    assert told.is_set()
    assert said[-1] == "Answered, 1 footnote."


@in_its_own_loop
async def test_a_follow_up_knows_what_was_asked_before(bot: rag.Chatbot, kept: Keeper) -> None:
    asking = AskHandler(lambda: bot, kept)
    talk = (await asked(asking, question=QUESTION))[-1]
    later = (
        await asked(
            asking, question="And what does it make?", conversation=talk["conversation"],
            parent=talk["turn"],
        )
    )[-1]  # fmt: skip
    assert later["number"] == 2
    conversation = kept().conversations.open(OWNER, talk["conversation"])
    assert [turn.question for turn in conversation.history()] == [
        QUESTION,
        "And what does it make?",
    ]


@in_its_own_loop
async def test_a_question_in_place_of_another_is_a_branch(bot: rag.Chatbot, kept: Keeper) -> None:
    asking = AskHandler(lambda: bot, kept)
    talk = (await asked(asking, question=QUESTION))[-1]
    other = (
        await asked(
            asking, question="What does the plant make?", conversation=talk["conversation"],
            replaces=talk["turn"],
        )
    )[-1]  # fmt: skip
    assert (other["branched"], other["number"]) == (True, 1)
    assert "Version 2 of 2" in other["html"]
    conversation = kept().conversations.open(OWNER, talk["conversation"])
    assert [turn.id for turn in conversation.thread()] == [other["turn"]]
    assert len(conversation.branches(talk["turn"])) == 2


@in_its_own_loop
async def test_limits_are_kept_with_the_question(bot: rag.Chatbot, kept: Keeper) -> None:
    where = {"since": "2026-01-01", "until": "", "outlets": ["Nowhere"], "topics": []}
    last = (await asked(AskHandler(lambda: bot, kept), question=QUESTION, where=where))[-1]
    (turn,) = kept().conversations.open(OWNER, last["conversation"]).turns
    assert turn.where.outlets == ("Nowhere",)
    assert turn.answer
    assert turn.answer.abstained


MALFORMED: list[dict[str, object]] = [
    {"question": QUESTION, "more": 1}, {"question": 1}, {"question": "x" * 5_000},
    {"question": QUESTION, "where": {"since": "yesterday"}}, {"question": QUESTION, "where": []},
    {"question": QUESTION, "where": {"outlets": "one"}}, {"question": QUESTION, "literal": "so"},
    {"question": QUESTION, "where": {"path": "x"}}, {"question": QUESTION, "as_of": "soon"},
    {"question": QUESTION, "where": {"outlets": ["x"] * 1_001}}, {"again": "x" * 101},
]  # fmt: skip


@pytest.mark.parametrize("wanted", MALFORMED)
def test_what_is_not_understood_is_told_and_nothing_is_kept(
    kept: Keeper, wanted: dict[str, object]
) -> None:
    def unreachable() -> rag.Chatbot:
        raise AssertionError("a malformed request reached the chatbot")

    @in_its_own_loop
    async def ask() -> None:
        events = await asked(AskHandler(unreachable, kept), **wanted)
        assert events == [{"problem": EN("not_understood")}]

    ask()
    assert kept().conversations.find(OWNER) == []


@pytest.mark.parametrize("question", ["", "?!", "x" * 2_001])
def test_a_question_that_cannot_be_searched_is_told_so(kept: Keeper, question: str) -> None:
    @in_its_own_loop
    async def ask() -> None:
        (problem,) = await asked(AskHandler(lambda: pytest.fail("asked"), kept), question=question)
        assert problem["problem"].startswith("the question")

    ask()
    assert kept().conversations.find(OWNER) == []


@in_its_own_loop
async def test_nobody_asks_in_the_conversation_of_another(bot: rag.Chatbot, kept: Keeper) -> None:
    asking = AskHandler(lambda: bot, kept)
    talk = (await asked(asking, question=QUESTION))[-1]
    name, turn = talk["conversation"], talk["turn"]
    for more in ({"parent": turn}, {"replaces": turn}, {"again": turn}):
        (event,) = await asked(asking, OTHER, question=QUESTION, conversation=name, **more)
        assert "no such" in event["problem"]
    assert len(kept().conversations.open(OWNER, name).turns) == 1


@in_its_own_loop
async def test_an_index_that_does_not_open_fails_the_question_in_words(
    bot: rag.Chatbot, kept: Keeper
) -> None:
    def provider() -> rag.Chatbot:
        raise IndexStale("made with other settings: run `rag index --rebuild`")

    last = (await asked(AskHandler(provider, kept), question=QUESTION))[-1]
    assert "run `rag index --rebuild`" in last["html"]
    (turn,) = kept().conversations.open(OWNER, last["conversation"]).turns
    assert turn.state is TurnState.FAILED
