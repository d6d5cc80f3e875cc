"""Written answers on the page, with a model's server on loopback."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import rag
from rag.settings import ChatSettings, Settings
from tests.ui.apps import serving
from tests.ui.steps import answered, ask, begin, open_footnote
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
        settings = Settings(state_dir=starter_state, chat=model)
        bot = rag.open(settings=settings)
        with serving(lambda: bot, settings) as url:
            yield url


@pytest.fixture
def written(context: BrowserContext, written_url: str) -> Page:
    page = context.new_page()
    page.goto(written_url)
    return page


def test_opening_the_page_asks_the_model_nothing(written: Page, chat: ChatServer) -> None:
    expect(written.locator(".fn-ask").first).to_be_visible(timeout=120_000)
    assert chat.requests == []


def test_a_written_sentence_has_its_footnote_and_what_failed_is_counted(
    written: Page, chat: ChatServer
) -> None:
    chat.replies = [Reply((f"{TRUE} {FALSE}",)), Reply(("NO ANSWER",))]
    turn = ask(written, QUESTION)
    expect(turn.locator(".fn-quotes")).to_have_text(f"{TRUE}1checked")
    for remark in (
        "Written by openai:test, checked sentence by sentence",
        "1 sentence of the draft left out",
        re.compile(r"200 tokens read, 40 written, \d+\.\d s\."),
    ):
        expect(turn.locator(".fn-remark", has_text=remark)).to_be_visible()
    expect(open_footnote(turn)).to_contain_text("12 March 2025")


def choose(page: Page, name: str) -> None:
    page.locator("[data-chip=mode]").click()
    page.get_by_role("button", name=name).click()


def test_a_reader_chooses_for_each_question_whether_a_model_writes(
    written: Page, chat: ChatServer
) -> None:
    chip = written.locator("[data-chip=mode]")
    expect(chip).to_have_text("Written")
    asked = len(chat.requests)
    choose(written, "Quotes only, no language model")
    expect(chip).to_have_text("Quoted")
    expect(chip).to_have_class(re.compile("is-set"))
    expect(chip).to_be_focused()
    turn = ask(written, QUESTION)
    expect(turn.locator(".fn-quotes").first).to_contain_text("12 March 2025")
    expect(turn.locator(".fn-checked")).to_have_count(0)
    expect(turn.locator(".fn-remark")).to_have_count(0)
    ask(written, "And where was it founded?")
    expect(turn.locator(".fn-metaline")).to_contain_text("Quoted")
    assert len(chat.requests) == asked
    later = written.context.new_page()  # it knows nothing of what was set in another one
    later.goto(written.url)
    expect(later.locator("[data-chip=mode]")).to_have_text("Quoted")
    written.reload()
    expect(chip).to_have_text("Quoted")
    chip.click()
    here = written.get_by_role("button", name="Written by openai:test, checked sentence by")
    expect(here).to_have_attribute("aria-pressed", "false")
    here.click()
    expect(chip).to_have_text("Written")
    chat.replies = [Reply((TRUE,))]
    begin(written, "When did Northvolt file for bankruptcy?")
    turn = answered(written, 3)
    expect(turn.locator(".fn-remark").first).to_be_visible()
    assert len(chat.requests) > asked


def test_on_a_phone_the_choice_is_among_the_chips(browser: Browser, written_url: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True) as context:
        page = context.new_page()
        page.goto(written_url)
        page.locator("[data-chip=mode]").tap()
        page.get_by_role("button", name="Quotes only, no language model").tap()
        expect(page.locator("[data-chip=mode]")).to_have_text("Quoted")


def test_where_no_model_writes_there_is_nothing_to_choose(page: Page) -> None:
    expect(page.locator("[data-chip=asof]")).to_be_visible()
    expect(page.locator("[data-chip=mode]")).to_be_hidden()


def test_the_first_sentence_appears_while_the_second_is_written(
    written: Page, chat: ChatServer
) -> None:
    chat.replies = [Reply((f"{TRUE} And then",), hang=True)]
    begin(written, QUESTION)
    expect(written.locator(".fn-quotes")).to_contain_text(TRUE)
    expect(written.locator(".fn-phase")).to_be_visible()
    expect(written.get_by_role("button", name="Stop", exact=True)).to_be_visible()
    chat.released.set()
    answered(written, 1)


def test_a_draft_without_support_shows_the_closest_quotes(written: Page, chat: ChatServer) -> None:
    chat.replies = [Reply((FALSE,))]
    turn = ask(written, QUESTION)
    expect(turn.locator(".fn-reason")).to_have_text("The articles do not support an answer.")
    expect(turn.locator(".fn-say")).to_contain_text("These sentences come closest:")
    expect(turn.locator(".fn-quotes").first).to_contain_text("12 March 2025")
    expect(turn.locator(".fn-cite").first).to_be_visible()
    expect(turn.locator(".fn-remark").first).to_have_text(
        "Drafted by openai:test; nothing of it was kept."
    )
    expect(turn.locator(".fn-remark", has_text="tokens read")).to_be_visible()


def test_a_model_that_is_down_means_quotes_with_a_note(written: Page, chat: ChatServer) -> None:
    chat.replies = [Reply(status=503)]
    turn = ask(written, QUESTION)
    expect(turn.locator(".fn-quotes").first).to_contain_text("12 March 2025")
    expect(turn).to_contain_text("Quoted, not written: the language model's service failed (503).")


def test_a_comparison_is_a_table_of_two_columns(written: Page, chat: ChatServer) -> None:
    one = "Verkor expects 1,200 direct and 3,000 indirect jobs."
    other = "ACC brought in a team of experts from China to raise output and reduce scrap."
    chat.replies = [Reply((f"- {one}\n- {other}",))]
    turn = ask(written, "Compare Verkor and ACC")
    expect(turn.get_by_role("columnheader")).to_have_text(["Verkor", "ACC"])
    cells = turn.get_by_role("cell")
    expect(cells).to_have_text([f"{one}1checked", f"{other}2checked"])
    left, right = (cells.nth(n).bounding_box() for n in (0, 1))
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]
