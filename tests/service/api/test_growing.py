import json
from collections.abc import AsyncIterator

import pytest

from rag.core.answer import Answer, Sentence
from rag.errors import ModelUnavailable
from rag.service.api.chat_format import Addressed
from rag.service.api.events import DONE
from rag.service.api.growing import Steps, chat_events, message_events, response_events
from tests.ui.loop import run_apart

ABOUT = Addressed("x-1", "footnote", 0, "http://127.0.0.1:7860")
ONE, TWO = (Answer("q", "q", (Sentence("One.", ()), Sentence("Two.", ()))[:n]) for n in (1, 2))


async def steps(fails: bool) -> Steps:
    yield ONE
    if fails:
        raise ModelUnavailable("the model left")
    yield TWO


def said(events: AsyncIterator[str]) -> list[dict]:
    async def collect() -> list[str]:
        return [one async for one in events]

    data = (text.partition("data: ")[2].strip() for text in run_apart(collect()) if text != DONE)
    return [json.loads(one) for one in data]


@pytest.mark.parametrize("fails", [False, True], ids=["whole", "failed"])
def test_what_fails_on_the_way_is_told_in_each_makers_words(fails: bool) -> None:
    chat = said(chat_events(steps(fails), ABOUT, usage=False))
    response = said(response_events(steps(fails), ABOUT))
    message = said(message_events(steps(fails), ABOUT))
    assert ("error" in chat[-1]) == fails
    assert (response[-1]["type"] == "response.failed") == fails
    assert (message[-1]["type"] == "error") == fails
    for several in (chat, response, message):
        assert ("the model left" in json.dumps(several)) == fails
        assert "One." in json.dumps(several)
        assert ("Two." in json.dumps(several)) != fails
