"""The Stop button, with a chatbot that does not answer questions that have "wait" in them."""

import re
import threading
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from rag import Answer, Chatbot, Filter
from rag.question.history import Past
from rag.settings import AnswerSettings
from tests.ui.apps import served
from tests.ui.steps import ask, begin

NO_FILTER = Filter()
QUESTION = "What challenges remain?"
STOPPING = re.compile(r"queue/join|/cancel$")
"""What the page may send to stop a question."""


class WaitingChatbot(Chatbot):
    """Answers a question with "wait" in it only when the test lets it."""

    def __init__(self, bot: Chatbot) -> None:
        super().__init__(bot.library, bot.searcher, AnswerSettings())
        self.released = threading.Event()

    def stream(
        self,
        question: str,
        history: Iterable[Past] = (),
        where: Filter = NO_FILTER,
        as_of: date | None = None,
        literal: bool = False,
    ) -> Iterator[Answer]:
        if "wait" in question:
            self.released.wait()
        yield from super().stream(question, history, where, as_of, literal)


@pytest.fixture(scope="module")
def bot(starter_bot: Chatbot) -> WaitingChatbot:
    return WaitingChatbot(starter_bot)


@pytest.fixture(scope="module")
def waiting_url(bot: WaitingChatbot, starter_state: Path) -> Iterator[str]:
    with served(lambda: bot, starter_state) as url:
        yield url
        bot.released.set()


@pytest.fixture
def waiting(bot: WaitingChatbot, context: BrowserContext, waiting_url: str) -> Iterator[Page]:
    """The page while a question waits for its answer."""
    bot.released.clear()
    page = context.new_page()
    page.goto(waiting_url)
    begin(page, f"{QUESTION} (wait)")
    expect(page.locator(".fn-waiting")).to_be_visible()
    yield page
    bot.released.set()


def test_a_question_can_be_stopped_and_the_next_one_asked(waiting: Page) -> None:
    waiting.get_by_role("button", name="Stop").click()
    expect(waiting.locator(".fn-problem")).to_have_text("Stopped before there was an answer.")
    ask(waiting, QUESTION)
    expect(waiting.locator(".fn-marker")).to_have_count(2)
    expect(waiting.locator(".fn-turn")).to_have_count(2)


def test_a_new_conversation_stops_the_question(waiting: Page) -> None:
    waiting.get_by_role("button", name="New conversation").click()
    expect(waiting.locator(".fn-turn")).to_have_count(0)
    expect(waiting.get_by_label("Your question")).to_be_focused()
    ask(waiting, QUESTION)
    expect(waiting.locator(".fn-turn")).to_have_count(1)
    expect(waiting.locator(".fn-marker")).to_have_count(2)


def test_a_stop_that_comes_late_does_not_stop_the_next_question(
    waiting: Page, bot: WaitingChatbot
) -> None:
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    waiting.route(STOPPING, hold_the_first)
    with waiting.expect_request(STOPPING):
        waiting.get_by_role("button", name="Stop").click()
    bot.released.set()
    expect(waiting.locator(".fn-confidence")).to_have_count(1)
    bot.released.clear()
    begin(waiting, f"{QUESTION} (wait again)")
    expect(waiting.locator(".fn-waiting")).to_be_visible()
    with waiting.expect_response(STOPPING):
        held[0].continue_()
    waiting.get_by_role("button", name="Stop").wait_for()
    bot.released.set()
    expect(waiting.locator(".fn-confidence")).to_have_count(2)
    expect(waiting.locator(".fn-problem")).to_have_count(0)
