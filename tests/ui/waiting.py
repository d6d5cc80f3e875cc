"""A chatbot whose answers wait until a test lets them come."""

import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from rag import Answer, Chatbot, Filter
from rag.question.history import Past
from rag.settings import AnswerSettings

NO_FILTER = Filter()


class WaitingChatbot(Chatbot):
    """Answers a question with "wait" in it only when the test lets it.

    Attributes:
        asked: set when there was such a question.
        released: what the test sets to let it be answered.
    """

    def __init__(self, bot: Chatbot) -> None:
        super().__init__(bot.library, bot.searcher, AnswerSettings())
        self.asked, self.released = threading.Event(), threading.Event()

    def stream(
        self,
        question: str,
        history: Iterable[Past] = (),
        where: Filter = NO_FILTER,
        as_of: date | None = None,
        literal: bool = False,
        began: Callable[[str], None] = lambda stage: None,
    ) -> Iterator[Answer]:
        if "wait" in question:
            self.asked.set()
            assert self.released.wait(60), "nobody let it go on"
        yield from super().stream(question, history, where, as_of, literal, began)
