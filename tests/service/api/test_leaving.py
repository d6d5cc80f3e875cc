import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from rag.core.answer import Answer
from rag.service.api.answering import Answering, ProgramQuestion
from rag.service.api.leaving import EndWithCaller
from rag.service.turns import MOST_AT_ONCE, Turns
from tests.service.api.test_answering import Growing
from tests.ui.loop import run_apart

SCOPE = {"type": "http", "method": "POST", "path": "/v1/ask"}


class Caller:
    """Sends a body, and leaves when it is told to."""

    def __init__(self) -> None:
        self.leaves = asyncio.Event()
        self.sent = False
        self.got: list[Message] = []

    async def receive(self) -> Message:
        if not self.sent:
            self.sent = True
            return {"type": "http.request", "body": b"{}", "more_body": False}
        await self.leaves.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.got.append(message)


def app_over(answering: Answering, answers: list[Answer]) -> EndWithCaller:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        answers.append(await answering.answer(ProgramQuestion("q")))
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    return EndWithCaller(app)


def test_who_leaves_while_waiting_leaves_the_queue() -> None:
    async def look() -> None:
        bot, answers = Growing(), []
        turns = Turns()
        answering = Answering(lambda: bot, turns)
        app = app_over(answering, answers)
        callers = [Caller() for _ in range(MOST_AT_ONCE + 5)]
        tasks = [asyncio.create_task(app(SCOPE, one.receive, one.send)) for one in callers]
        while turns.load.count < len(callers):
            await asyncio.sleep(0)
        for one in callers[MOST_AT_ONCE:]:
            one.leaves.set()
        await asyncio.gather(*tasks[MOST_AT_ONCE:])
        assert turns.load.count == MOST_AT_ONCE
        bot.go_on.set()
        await asyncio.gather(*tasks)
        assert len(answers) == MOST_AT_ONCE
        assert all(not one.got for one in callers[MOST_AT_ONCE:])
        assert all(one.got for one in callers[:MOST_AT_ONCE])

    run_apart(look())


def test_who_stays_is_told_that_it_left_only_when_it_does() -> None:
    async def look() -> None:
        caller, told = Caller(), []

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            told.append((await receive())["type"])
            later = asyncio.create_task(receive())
            await asyncio.sleep(0)
            assert not later.done()
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            caller.leaves.set()
            told.append((await later)["type"])

        await EndWithCaller(app)(SCOPE, caller.receive, caller.send)
        assert told == ["http.request", "http.disconnect"]

    run_apart(look())


def test_what_ends_the_app_itself_is_not_swallowed() -> None:
    async def look() -> None:
        caller = Caller()

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await receive()
            await asyncio.Event().wait()

        task = asyncio.create_task(EndWithCaller(app)(SCOPE, caller.receive, caller.send))
        for _ in range(5):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run_apart(look())
