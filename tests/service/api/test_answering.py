import threading
from collections.abc import Iterator

import pytest

import rag
from rag.core.answer import Answer, Sentence
from rag.errors import IndexMissing
from rag.service.api.answering import Answering, ProgramQuestion
from rag.service.turns import MOST_AT_ONCE, AnswerTooSlow, Turns
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
        each = Answering(lambda: bot, Turns(0.05))
        for _ in range(MOST_AT_ONCE):
            with pytest.raises(AnswerTooSlow, match=r"not answered within 0\.05 s"):
                await each.answer(ProgramQuestion("q"))
        async with each.turn():
            assert bot.steps == 0
        bot.go_on.set()

    run_apart(slow())
