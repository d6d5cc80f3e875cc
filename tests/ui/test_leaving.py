"""What a reader began ends when the reader closes the page."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from threading import Condition

import httpx
import pytest
from playwright.sync_api import BrowserContext

from rag import Answer, Chatbot, Filter
from rag.answering.quoting import Quoted
from rag.question.history import Past
from rag.settings import AnswerSettings
from tests.ui.apps import served
from tests.ui.steps import begin

NO_FILTER = Filter()
QUESTION = "What challenges remain?"
STEPS = 100
QUIET = 3
"""Seconds without a further step after which the work has ended."""


class CountingChatbot(Chatbot):
    """Counts its steps: a question of a file, or a part of an answer; each takes its time."""

    def __init__(self, bot: Chatbot) -> None:
        super().__init__(bot.library, bot.searcher, AnswerSettings())
        self.steps = 0
        self.changed = Condition()

    def quote(
        self,
        question: str,
        history: Iterable[Past] = (),
        where: Filter = NO_FILTER,
        as_of: date | None = None,
        literal: bool = False,
        began: Callable[[str], None] = lambda stage: None,
    ) -> Quoted:
        if question == QUESTION:
            self.step()
        return super().quote(question, history, where, as_of, literal, began)

    def stream(
        self,
        question: str,
        history: Iterable[Past] = (),
        where: Filter = NO_FILTER,
        as_of: date | None = None,
        literal: bool = False,
        began: Callable[[str], None] = lambda stage: None,
    ) -> Iterator[Answer]:
        *_, answer = super().stream(question, history, where, as_of, literal, began)
        for _ in range(STEPS):
            self.step()
            yield answer

    def step(self) -> None:
        """Count a step, and let it take a while."""
        with self.changed:
            self.steps += 1
            self.changed.notify_all()
            self.changed.wait(0.3)


@pytest.fixture
def bot(starter_bot: Chatbot) -> CountingChatbot:
    return CountingChatbot(starter_bot)


@pytest.fixture
def counting_url(bot: CountingChatbot, tmp_path: Path) -> Iterator[str]:
    with served(lambda: bot, tmp_path / "state") as url:
        yield url


def more(bot: CountingChatbot, than: int) -> bool:
    with bot.changed:
        return bot.changed.wait_for(lambda: bot.steps > than, QUIET)


def test_an_answer_ends_when_its_page_is_closed(
    context: BrowserContext, counting_url: str, bot: CountingChatbot
) -> None:
    page = context.new_page()
    page.goto(counting_url)
    begin(page, QUESTION)
    assert more(bot, than=1)
    page.close()
    check_it_ends(bot)


def test_f16_what_nobody_listens_for_is_not_asked(counting_url: str, bot: CountingChatbot) -> None:
    headers = {"Origin": counting_url, "Sec-Fetch-Site": "same-origin"}
    with httpx.Client(base_url=counting_url, headers=headers) as client:
        client.get("/").raise_for_status()
        for _ in range(10):
            body = {"data": [{"question": QUESTION}]}
            client.post("/gradio_api/call/ask", json=body).raise_for_status()
        assert not more(bot, than=0)


def check_it_ends(bot: CountingChatbot) -> None:
    while more(bot, than=bot.steps):
        pass
    assert bot.steps < STEPS // 2
