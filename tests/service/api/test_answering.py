import asyncio
import threading
from collections.abc import Iterator

import pytest

import rag
from rag.core.answer import Answer, Sentence
from rag.errors import IndexMissing
from rag.service.api import answering
from rag.service.api.answering import (
    MOST_AT_ONCE,
    Answering,
    AnswerTooSlow,
    ProgramQuestion,
    ServiceBusy,
)
from tests.ui.loop import run_apart

ONE, TWO = (Answer("q", "q", (Sentence("One.", ()),) * n) for n in (1, 2))


class Growing:
    """Answers in steps, and waits before the first until it may go on."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.at_once = self.most = self.steps = 0
        self._lock = threading.Lock()

    def stream(self, *args: object) -> Iterator[Answer]:
        with self._lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        assert self.go_on.wait(10)
        for answer in (ONE, TWO):
            self.steps += 1
            yield answer
        with self._lock:
            self.at_once -= 1


def test_so_many_are_answered_at_once_and_one_too_many_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answering, "MOST_WAITING", 6)
    bot = Growing()

    async def ask_many() -> tuple[list[object], int]:
        service = Answering(lambda: bot)
        tasks = [asyncio.create_task(service.answer(ProgramQuestion("q"))) for _ in range(7)]
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        assert [type(task.exception()) for task in done] == [ServiceBusy]
        bot.go_on.set()
        return await asyncio.gather(*tasks, return_exceptions=True), bot.most

    results, most = run_apart(ask_many())
    assert results.count(TWO) == 6
    assert most <= MOST_AT_ONCE


def test_who_stops_listening_ends_the_work_and_frees_the_turn() -> None:
    bot = Growing()
    bot.go_on.set()

    async def leave() -> None:
        service = Answering(lambda: bot)
        for _ in range(MOST_AT_ONCE + 1):
            steps = service.steps(ProgramQuestion("q"))
            assert await anext(steps) == ONE
            await steps.aclose()
        assert await service.answer(ProgramQuestion("q")) == TWO

    run_apart(leave())
    assert bot.steps == MOST_AT_ONCE + 1 + 2


def test_it_is_ready_when_the_chatbot_is_there_or_there_is_nothing_to_ask() -> None:
    loading = threading.Event()

    def slow() -> Growing:
        assert loading.wait(10)
        return Growing()

    def empty() -> rag.Chatbot:
        raise IndexMissing("no index")

    def broken() -> rag.Chatbot:
        raise rag.errors.IndexBroken("damaged")

    async def look() -> None:
        service = Answering(slow)
        assert not await service.ready()
        assert not await service.ready()
        loading.set()
        while not await service.ready():
            pass
        assert await Answering(empty).ready()
        assert not await Answering(broken).ready()

    run_apart(look())


def test_what_takes_too_long_is_told_and_frees_its_turn() -> None:
    bot = Growing()

    async def slow() -> None:
        each = Answering(lambda: bot, seconds=0.05)  # type: ignore[arg-type,return-value]
        for _ in range(MOST_AT_ONCE):
            with pytest.raises(AnswerTooSlow, match=r"not answered within 0\.05 s"):
                await each.answer(ProgramQuestion("q"))
            with pytest.raises(AnswerTooSlow):
                async with each.turn():
                    await asyncio.Event().wait()
        async with each.turn():
            assert bot.steps == 0
        bot.go_on.set()

    run_apart(slow())
