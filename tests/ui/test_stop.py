"""What happens while an answer comes, with a chatbot that waits where a question says so."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from rag import Chatbot
from tests.ui.apps import served
from tests.ui.steps import answered, ask, begin, box, said
from tests.ui.waiting import WaitingChatbot

QUESTION = "What challenges remain?"
WAITING = f"{QUESTION} (wait)"


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
    begin(page, WAITING)
    expect(page.locator(".fn-phase")).to_contain_text("Searching the articles")
    yield page
    bot.released.set()


def test_a_question_can_be_stopped_and_the_next_one_asked(waiting: Page) -> None:
    waiting.get_by_role("button", name="Stop").click()
    first = answered(waiting, 1)
    expect(first.locator(".fn-lead")).to_have_text("Stopped before there was an answer.")
    turn = ask(waiting, QUESTION)
    expect(turn.locator(".fn-answer .fn-m")).to_have_count(2)
    waiting.reload()
    expect(waiting.locator(".fn-turn")).to_have_count(2)
    expect(waiting.locator(".fn-turn").first).to_contain_text("Stopped before there was an answer.")


def test_what_is_typed_while_an_answer_comes_is_kept(waiting: Page, bot: WaitingChatbot) -> None:
    expect(box(waiting)).to_have_value("")
    box(waiting).press_sequentially("What is black")
    box(waiting).press("Enter")
    expect(waiting.locator(".fn-turn")).to_have_count(1)
    bot.released.set()
    answered(waiting, 1)
    expect(box(waiting)).to_be_focused()
    box(waiting).press_sequentially(" mass?")
    expect(box(waiting)).to_have_value("What is black mass?")
    box(waiting).press("Enter")
    expect(answered(waiting, 2).locator(".fn-q-text")).to_have_text("What is black mass?")


def test_a_new_question_leaves_the_one_under_way(waiting: Page) -> None:
    waiting.get_by_role("link", name="New question").click()
    expect(waiting.locator(".fn-turn")).to_have_count(0)
    expect(box(waiting)).to_be_focused()
    turn = ask(waiting, QUESTION)
    expect(waiting.locator(".fn-turn")).to_have_count(1)
    expect(turn.locator(".fn-answer .fn-m")).to_have_count(2)


def test_a_question_that_was_left_is_asked_again_when_one_comes_back(
    waiting: Page, bot: WaitingChatbot
) -> None:
    waiting.get_by_role("link", name="New question").click()
    expect(waiting.locator(".fn-turn")).to_have_count(0)
    bot.released.set()
    waiting.go_back()
    turn = answered(waiting, 1)
    expect(turn.locator(".fn-q-text")).to_have_text(WAITING)
    expect(turn.locator(".fn-answer .fn-m").first).to_be_visible()


def test_a_reload_asks_the_question_under_way_again(waiting: Page, bot: WaitingChatbot) -> None:
    waiting.reload()
    expect(waiting.locator(".fn-phase")).to_be_visible()
    expect(waiting.get_by_role("button", name="Stop")).to_be_visible()
    bot.released.set()
    expect(answered(waiting, 1).locator(".fn-answer .fn-m").first).to_be_visible()
    expect(waiting.locator(".fn-turn")).to_have_count(1)


def test_a_stop_that_comes_late_does_not_stop_the_next_question(
    waiting: Page, bot: WaitingChatbot
) -> None:
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    stop = re.compile(r"/room/stop$")
    waiting.route(stop, hold_the_first)
    with waiting.expect_request(stop):
        waiting.get_by_role("button", name="Stop").click()
    bot.released.set()
    answered(waiting, 1)
    bot.released.clear()
    begin(waiting, f"{QUESTION} (wait again)")
    expect(waiting.locator(".fn-phase")).to_be_visible()
    with waiting.expect_response(stop):
        held[0].continue_()
    waiting.get_by_role("button", name="Stop").wait_for()
    bot.released.set()
    turn = answered(waiting, 2)
    expect(turn.locator(".fn-answer .fn-m").first).to_be_visible()
    expect(said(waiting)).to_be_hidden()
