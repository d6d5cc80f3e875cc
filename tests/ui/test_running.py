import asyncio
import threading
from collections.abc import Iterator

import pytest

from rag.core.conversation import KeptTurn, TurnState
from rag.ui.running import RunningQuestion, RunningQuestions
from tests.ui.loop import in_its_own_loop
from tests.ui.tree import turn


class Replies:
    """The replies to a question: the second comes when it is let."""

    def __init__(self) -> None:
        self.let = threading.Event()

    def __iter__(self) -> Iterator[KeptTurn]:
        yield turn(state=TurnState.ASKING)
        self.let.wait()
        yield turn(problem="late")


@pytest.fixture
def replies() -> Iterator[Replies]:
    replies = Replies()
    yield replies
    replies.let.set()


async def problems(question: RunningQuestion, replies: Replies) -> list[str]:
    coming = question.until_stopped(iter(replies))
    return [one if isinstance(one, str) else one.problem async for one in coming]


@in_its_own_loop
async def test_every_reply_comes_where_nobody_stops(replies: Replies) -> None:
    replies.let.set()
    with RunningQuestions().ask("a") as question:
        assert await problems(question, replies) == ["", "late"]
    assert not question.stopped


@in_its_own_loop
async def test_the_stages_come_between_the_replies(replies: Replies) -> None:
    with RunningQuestions().ask("a") as question:
        coming = question.until_stopped(iter(replies))
        assert isinstance(await anext(coming), KeptTurn)
        threading.Thread(target=question.tell, args=("search",)).start()
        assert await anext(coming) == "search"
        replies.let.set()
        last = await anext(coming)
        assert isinstance(last, KeptTurn)
        assert last.problem == "late"
        assert [one async for one in coming] == []


@in_its_own_loop
async def test_a_stopped_question_waits_for_no_further_reply(replies: Replies) -> None:
    running = RunningQuestions()
    with running.ask("a") as question:
        coming = question.until_stopped(iter(replies))
        assert isinstance(await anext(coming), KeptTurn)
        asyncio.get_running_loop().call_soon(running.stop, "a")
        assert [one async for one in coming] == []
        replies.let.set()
    assert (question.stopped, question.dropped) == (True, False)


@in_its_own_loop
async def test_what_stops_one_question_stops_no_other(replies: Replies) -> None:
    running = RunningQuestions()
    with running.ask("a") as first:
        pass
    with running.ask("b") as second:
        running.stop("a")
        running.drop("a")
        running.stop("")
        replies.let.set()
        assert await problems(second, replies) == ["", "late"]
    assert not first.stopped
    assert not second.stopped


@in_its_own_loop
async def test_a_dropped_question_is_stopped_without_a_word(replies: Replies) -> None:
    running = RunningQuestions()
    with running.ask("a") as question:
        coming = question.until_stopped(iter(replies))
        await anext(coming)
        running.drop("a")
        assert [one async for one in coming] == []
    assert (question.stopped, question.dropped) == (True, True)


@in_its_own_loop
async def test_who_asks_a_running_question_again_takes_it_over(replies: Replies) -> None:
    running = RunningQuestions()
    with running.ask("a") as first:
        with running.ask("a") as second:
            assert first.dropped
            assert first.stopped
            assert not second.stopped
        running.stop("a")
        assert not second.stopped
    with running.ask("a") as third:
        running.stop("a")
        assert third.stopped
