import asyncio

import pytest

from rag.service import turns
from rag.service.turns import MOST_AT_ONCE, AnswerTooSlow, ServiceBusy, Turns
from tests.ui.loop import run_apart


def test_so_many_have_a_turn_at_once_and_one_too_many_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "MOST_WAITING", 6)

    async def ask_many() -> tuple[list[object], list[int]]:
        several, go_on, here = Turns(), asyncio.Event(), []

        async def wait(number: int) -> int:
            async with several.turn():
                here.append(number)
                await go_on.wait()
            return number

        tasks = [asyncio.create_task(wait(number)) for number in range(7)]
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        assert [type(task.exception()) for task in done] == [ServiceBusy]
        assert (several.load.count, len(here)) == (6, MOST_AT_ONCE)
        go_on.set()
        return await asyncio.gather(*tasks, return_exceptions=True), here

    results, here = run_apart(ask_many())
    assert results[:6] == here == list(range(6)), "first come, first served"


def test_a_turn_ends_with_its_time_and_the_next_has_it() -> None:
    async def wait_too_long() -> None:
        several = Turns(0.01)
        for _ in range(MOST_AT_ONCE + 1):
            with pytest.raises(AnswerTooSlow, match=r"0\.01 s"):
                async with several.turn():
                    await asyncio.Event().wait()
        assert several.load.count == 0

    run_apart(wait_too_long())
