"""What is kept of a reader who asked one question."""

from dataclasses import dataclass

import rag
from rag.core.conversation import TurnState
from rag.library.kept import Kept

OWNER, OTHER = "session:one", "session:other"
QUESTION = "When did the plant open?"


@dataclass(frozen=True, slots=True)
class Asked:
    """A conversation of `OWNER` and its only turn, by their ids."""

    conversation: str
    turn: str


def asked(kept: Kept, bot: rag.Chatbot, owner: str = OWNER) -> Asked:
    """Keep the question and its answer."""
    conversation = kept.conversations.start(owner, QUESTION)
    turn = conversation.turns[-1]
    kept.conversations.finish(owner, turn.id, bot.ask(QUESTION), TurnState.DONE)
    return Asked(conversation.info.id, turn.id)
