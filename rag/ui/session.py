"""A conversation as one browser session sees it. Pure."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.core.answer import Answer, Reason, Turn
from rag.errors import RagError
from rag.ui.texts import FAILED, STOPPED

if TYPE_CHECKING:
    from rag.chatbot import Chatbot

logger = logging.getLogger(__name__)

Provider = Callable[[], "Chatbot"]
"""Returns the chatbot, waiting for its model where that is still being loaded."""


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
    """Return what a follow-up may refer to: what was answered or refused."""
    answers = [exchange.answer for exchange in exchanges if exchange.answer]
    return [
        Turn(answer.question, answer.text) for answer in answers if answer.reason is not Reason.HELP
    ]


def reply(
    provider: Provider, question: str, earlier: Sequence[Exchange], literal: bool = False
) -> Iterator[Exchange]:
    """Yield the exchange as it grows; a failure is told as a problem, not raised.

    Args:
        provider: returns the chatbot.
        question: as asked.
        earlier: the conversation so far.
        literal: whether the question is taken as it stands.
    """
    exchange = Exchange(question)
    yield exchange
    try:
        for answer in provider().stream(question, history(earlier), literal=literal):
            yield replace(exchange, answer=answer)
    except RagError as error:
        yield replace(exchange, problem=str(error))
    except Exception:
        logger.exception("a question failed")
        yield replace(exchange, problem=FAILED)


def stopped(exchange: Exchange) -> Exchange:
    """Return an exchange that was stopped: what came back so far, or that nothing did."""
    return replace(exchange, problem=STOPPED) if exchange.waiting else exchange
