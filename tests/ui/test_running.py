import asyncio
import threading
from collections.abc import Iterator

import pytest

from rag.ui.running import RunningQuestion, RunningQuestions
from rag.ui.session import Exchange
from tests.ui.loop import in_its_own_loop


class Replies:
    """The replies to a question: the second comes when it is let."""

    def __init__(self) -> None:
        self.let = threading.Event()

    def __iter__(self) -> Iterator[Exchange]:
        yield Exchange("Q?")
        self.let.wait()
        yield Exchange("Q?", problem="late")


@pytest.fixture
def replies() -> Iterator[Replies]:
    replies = Replies()
    yield replies
    replies.let.set()


async def problems(question: RunningQuestion, replies: Replies) -> list[str]:
    return [exchange.problem async for exchange in question.until_stopped(iter(replies))]


@in_its_own_loop
async def test_every_reply_comes_where_nobody_stops(replies: Replies) -> None:
    replies.let.set()
    with RunningQuestions().ask() as question:
        assert await problems(question, replies) == ["", "late"]
    assert not question.stopped


@in_its_own_loop
async def test_a_stopped_question_waits_for_no_further_reply(replies: Replies) -> None:
    running = RunningQuestions()
    with running.ask() as question:
        coming = question.until_stopped(iter(replies))
        assert (await anext(coming)).waiting
        asyncio.get_running_loop().call_soon(running.stop, question.id)
        assert [exchange async for exchange in coming] == []
        replies.let.set()
    assert question.stopped


@in_its_own_loop
async def test_what_stops_one_question_stops_no_other(replies: Replies) -> None:
    running = RunningQuestions()
    with running.ask() as first:
        pass
    with running.ask() as second:
        running.stop(first.id)
        running.stop("")
        replies.let.set()
        assert await problems(second, replies) == ["", "late"]
    assert not first.stopped
    assert not second.stopped


@in_its_own_loop
async def test_a_dropped_question_has_ended_when_the_drop_is_over(replies: Replies) -> None:
    running = RunningQuestions()
    shown: list[str] = []

    async def ask() -> RunningQuestion:
        with running.ask() as question:
            shown.append(question.id)
            await problems(question, replies)
            shown.append("ended")
            return question

    asking = asyncio.create_task(ask())
    while not shown:
        await asyncio.sleep(0)
    await running.drop(shown[0])
    assert shown[1:] == ["ended"]
    assert (await asking).dropped
    await running.drop(shown[0])
    replies.let.set()
