"""Written answers on the page, with a model's server on loopback."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import rag
from rag.settings import ChatSettings, Settings
from tests.ui.apps import served
from tests.ui.steps import ask, begin, open_first_footnote
from tests.writing.server import ChatServer, Reply, chat_server

QUESTION = "When did Northvolt file for bankruptcy in Sweden?"
TRUE = "Northvolt filed for bankruptcy in Sweden on 12 March 2025."
FALSE = "Northvolt filed for bankruptcy in <b>Norway</b> on 14 May 2019."


@pytest.fixture(scope="module")
def chat() -> Iterator[ChatServer]:
    with chat_server() as server:
        yield server


@pytest.fixture(scope="module")
def written_url(chat: ChatServer, starter_state: Path) -> Iterator[str]:
    model = ChatSettings(model="openai:test", base_url=chat.url, retries=0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_API_KEY", "x")
        bot = rag.open(settings=Settings(state_dir=starter_state, chat=model))
        with served(lambda: bot, starter_state) as url:
            yield url


@pytest.fixture
def written(context: BrowserContext, written_url: str) -> Page:
    page = context.new_page()
    page.goto(written_url)
    return page


def test_opening_the_page_asks_the_model_nothing(written: Page, chat: ChatServer) -> None:
    expect(written.locator(".fn-suggestion:visible").first).to_be_visible(timeout=30_000)
    assert chat.requests == []


def test_a_written_sentence_has_its_footnote_and_what_failed_is_counted(
    written: Page, chat: ChatServer
) -> None:
    chat.replies = [Reply((f"{TRUE} {FALSE}",)), Reply(("NO ANSWER",))]
    ask(written, QUESTION)
    expect(written.locator(".fn-answer")).to_have_text(f"{TRUE}[1]")
    expect(written.locator(".fn-written")).to_contain_text("Written by a language model")
    expect(written.locator(".fn-written")).to_contain_text("1 sentence of the draft left out")
    expect(written.locator(".fn-written")).to_contain_text("200 tokens read, 40 written")
    open_first_footnote(written)
    expect(written.locator("mark.fn-cited")).to_contain_text("12 March 2025")


def test_the_first_sentence_appears_while_the_second_is_written(
    written: Page, chat: ChatServer
) -> None:
    chat.replies = [Reply((f"{TRUE} And then",), hang=True)]
    begin(written, QUESTION)
    expect(written.locator(".fn-answer")).to_have_text(f"{TRUE}[1]")
    expect(written.get_by_role("button", name="Stop", exact=True)).to_be_visible()
    chat.released.set()
    expect(written.get_by_role("button", name="Ask", exact=True)).to_be_visible()


def test_a_draft_without_support_shows_the_closest_quotes(written: Page, chat: ChatServer) -> None:
    chat.replies = [Reply((FALSE,))]
    ask(written, QUESTION)
    expect(written.locator(".fn-reason")).to_have_text("No answer: draft unsupported")
    expect(written.locator(".fn-abstained .fn-answer")).to_contain_text("12 March 2025")
    expect(written.locator(".fn-card").first).to_be_visible()


def test_a_model_that_is_down_means_quotes_with_a_note(written: Page, chat: ChatServer) -> None:
    chat.replies = [Reply(status=503)]
    ask(written, QUESTION)
    expect(written.locator(".fn-answer")).to_contain_text("12 March 2025")
    expect(written.locator(".fn-written")).to_contain_text(
        "Quoted, not written: the language model's service failed (503)."
    )


def test_an_unclear_question_offers_questions_that_fill_the_box(page: Page) -> None:
    ask(page, "How much did it cost?")
    option = page.locator(".fn-options button").first
    text = option.inner_text()
    option.click()
    expect(page.get_by_label("Your question")).to_have_value(text)
    page.get_by_label("Your question").press("Enter")
    expect(page.locator(".fn-turn:nth-child(2) .fn-question")).to_have_text(text)


def test_a_comparison_is_a_table_of_two_columns(written: Page, chat: ChatServer) -> None:
    one = "Verkor expects 1,200 direct and 3,000 indirect jobs."
    other = "ACC brought in a team of experts from China to raise output and reduce scrap."
    chat.replies = [Reply((f"- {one}\n- {other}",))]
    ask(written, "Compare Verkor and ACC")
    expect(written.locator(".fn-table th")).to_have_text(["Verkor", "ACC"])
    expect(written.locator(".fn-table td")).to_have_text([f"{one}[1]", f"{other}[2]"])
    left, right = (written.locator(".fn-table td").nth(n).bounding_box() for n in (0, 1))
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]
