"""A conversation as one browser session sees it. Pure."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.errors import RagError
from rag.types import Answer, Reason, Turn

if TYPE_CHECKING:
    from rag.chatbot import Chatbot

logger = logging.getLogger(__name__)

Provider = Callable[[], "Chatbot"]
"""Returns the chatbot, waiting for its model where that is still being loaded."""

FAILED = "Something went wrong here: ask again; the terminal that runs Footnote shows the details."
STOPPED = "Stopped before there was an answer."


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what came back so far: nothing yet, an answer, or a problem in words."""

    question: str
    answer: Answer | None = None
    problem: str = ""

    @property
    def waiting(self) -> bool:
        """Whether nothing has come back yet."""
        return self.answer is None and not self.problem


def history(exchanges: Sequence[Exchange]) -> list[Turn]:
    """Return what a follow-up may refer to: the turns that were answered or refused, without small talk."""
    answers = [exchange.answer for exchange in exchanges if exchange.answer]
    return [Turn(answer.question, answer.text) for answer in answers if answer.reason is not Reason.HELP]


def reply(provider: Provider, question: str, earlier: Sequence[Exchange]) -> Iterator[Exchange]:
    """Yield the exchange as it grows; a failure is told as a problem, not raised."""
    asked = Exchange(question)
    yield asked
    try:
        for answer in provider().stream(question, history(earlier)):
            yield replace(asked, answer=answer)
    except RagError as error:
        yield replace(asked, problem=str(error))
    except Exception:
        logger.exception("a question failed")
        yield replace(asked, problem=FAILED)


def stopped(exchanges: Sequence[Exchange]) -> list[Exchange]:
    """Return the conversation with every unanswered question marked as stopped."""
    return [replace(exchange, problem=STOPPED) if exchange.waiting else exchange for exchange in exchanges]
