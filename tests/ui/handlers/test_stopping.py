import asyncio
from typing import Any

import rag
from rag.core.conversation import TurnState
from rag.ui.catalogue import catalogue
from rag.ui.handlers.asking import AskHandler
from rag.ui.running import running_name
from rag.ui.session import Keeper
from tests.ui.handlers.events import asked
from tests.ui.keeping import OWNER, QUESTION
from tests.ui.loop import in_its_own_loop
from tests.ui.waiting import WaitingChatbot

EN = catalogue("en")


class Waiting:
    """A question that waits for its answer."""

    def __init__(self, bot: rag.Chatbot, kept: Keeper) -> None:
        self.bot = WaitingChatbot(bot)
        self.asking = AskHandler(lambda: self.bot, kept)
        self.coming = self.asking.ask({"question": f"{QUESTION} (wait)"}, OWNER, EN)

    async def begin(self) -> dict[str, Any]:
        """Ask; return what is shown when the answering began."""
        first = await anext(self.coming)
        self.next = asyncio.ensure_future(anext(self.coming, None))
        assert await asyncio.to_thread(self.bot.asked.wait, 60)
        return first

    async def rest(self) -> list[dict[str, Any]]:
        """Return what is shown from then on."""
        event = await self.next
        more = [one async for one in self.coming]
        self.bot.released.set()
        return [event, *more] if event else more


@in_its_own_loop
async def test_a_stopped_question_is_kept_as_stopped(bot: rag.Chatbot, kept: Keeper) -> None:
    question = Waiting(bot, kept)
    first = await question.begin()
    question.asking.running.stop(running_name(OWNER, first["turn"]))
    *_, last = await question.rest()
    assert 'data-state="stopped"' in last["html"]
    (turn,) = kept().conversations.open(OWNER, first["conversation"]).turns
    assert turn.state is TurnState.STOPPED


@in_its_own_loop
async def test_a_question_that_is_left_is_asked_again_later(bot: rag.Chatbot, kept: Keeper) -> None:
    question = Waiting(bot, kept)
    first = await question.begin()
    question.asking.running.drop(running_name(OWNER, first["turn"]))
    assert await question.rest() == []
    name = first["conversation"]
    (turn,) = kept().conversations.open(OWNER, name).turns
    assert turn.state is TurnState.ASKING
    again = {"conversation": name, "again": first["turn"]}
    last = (await asked(AskHandler(lambda: bot, kept), **again))[-1]
    assert last["turn"] == first["turn"]
    (turn,) = kept().conversations.open(OWNER, name).turns
    assert turn.state is TurnState.DONE
