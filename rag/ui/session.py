"""How a question becomes an answer on the page, step by step. Pure but for the chatbot it asks."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from rag.core.answer import Turn
from rag.core.conversation import KeptTurn, TurnState
from rag.core.statement import Statement
from rag.errors import IndexMissing, QuestionError, RagError
from rag.library.kept import Kept, open_kept
from rag.render.statements import say
from rag.ui.catalogue import Wording
from rag.ui.parts.reasons import worded

if TYPE_CHECKING:
    from rag.chatbot import Chatbot
    from rag.library.library import Library

logger = logging.getLogger(__name__)
OPENING = 0.3
"""Seconds that a question waits for the chatbot before that is told."""

Provider = Callable[[], "Chatbot"]
"""Returns the chatbot, waiting for its model where that is still being loaded."""

LibraryProvider = Callable[[], "Library"]
"""Returns the library; no model is waited for."""

Keeper = Callable[[], Kept]
"""Returns the conversations and clippings, waiting for the library where it is being opened."""


def kept_once(library: LibraryProvider, keep: bool) -> Keeper:
    """Return what opens the conversations and clippings of a library, once.

    Args:
        library: returns the library.
        keep: whether they outlive the process.
    """
    lock = threading.Lock()
    opened: list[Kept] = []

    def keeper() -> Kept:
        with lock:
            if not opened:
                opened.append(open_kept(library(), keep))
            return opened[0]

    return keeper


def problem_of(error: RagError, t: Wording) -> str:
    """Return in words what keeps a question from being answered."""
    if isinstance(error, IndexMissing):
        return t("empty_ask")
    why = error.why if isinstance(error, QuestionError) else None
    return say(why, t) if isinstance(why, Statement) else worded(str(error), t)


def reply(
    provider: Provider,
    turn: KeptTurn,
    history: Sequence[Turn],
    as_of: date | None,
    t: Wording,
    began: Callable[[str], None] = lambda stage: None,
    *,
    quoted: bool = False,
) -> Iterator[KeptTurn]:
    """Yield a turn as it is answered; a failure is told as a problem, not raised.

    The last one is done or failed.

    Args:
        provider: returns the chatbot.
        turn: the question.
        history: the conversation before it.
        as_of: the day from which "last month" is counted; None for today.
        t: the texts, for what is told of a failure.
        began: is told the name of each stage as it begins, in the thread that answers; "open" first
            where the chatbot is still being loaded.
        quoted: whether no language model is to write the answer.
    """
    try:
        growing = turn
        bot = _opened(provider, began)
        bot = bot.quoting() if quoted else bot
        for answer in bot.stream(turn.question, history, turn.where, as_of, turn.literal, began):
            growing = replace(turn, answer=answer)
            yield growing
        yield replace(growing, state=TurnState.DONE)
    except RagError as error:
        yield replace(turn, state=TurnState.FAILED, problem=problem_of(error, t))
    except Exception:
        logger.exception("a question failed")
        yield replace(turn, state=TurnState.FAILED, problem=t("failed"))


def _opened(provider: Provider, began: Callable[[str], None]) -> "Chatbot":
    """Return the chatbot; where it is still being loaded, tell that it is waited for."""
    slow = threading.Timer(OPENING, began, ("open",))
    slow.daemon = True
    slow.start()
    try:
        return provider()
    finally:
        slow.cancel()
