"""A long table: its first rows stand there, the others on demand."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import rag
from tests.ui.apps import served
from tests.ui.steps import answered, ask, begin, box, expect_no_reader

TOWNS = "Heide Herne Hof Halle Hagen Hamm Husum Hameln Hanau Hemer".split()
PRICES = "4.10 3.60 4.85 3.95 4.00 3.70 4.40 4.20 3.80 4.05".split()
QUESTION = "What are the prices of school meals in all towns?"
SHOWN = 6


@pytest.fixture(scope="module")
def table_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    rows = "\n".join(f"| {town} | {price} |" for town, price in zip(TOWNS, PRICES, strict=True))
    table = f"| Town | Price per meal (euros) |\n| --- | --- |\n{rows}"
    text = f"What a school meal costs differs from town to town.\n\n{table}\n\nTowns decide."
    state = tmp_path_factory.mktemp("state")
    rag.index(rag.Article(text, title="School meals, town by town", outlet="Post"), state)
    bot = rag.open(state)
    with served(lambda: bot, state) as url:
        yield url


def rows(turn: Locator) -> Locator:
    return turn.locator(".fn-table tbody tr, .fn-table > tr").locator("visible=true")


@pytest.fixture
def tabled(page: Page, table_url: str) -> Locator:
    """The turn with the table."""
    page.goto(table_url)
    return ask(page, QUESTION)


def test_a_button_shows_the_other_rows_and_folds_them_again(tabled: Locator) -> None:
    expect(rows(tabled)).to_have_count(SHOWN)
    tabled.get_by_role("button", name="4 more rows").click()
    expect(rows(tabled)).to_have_count(len(TOWNS))
    fewer = tabled.get_by_role("button", name="Fewer rows")
    expect(fewer).to_have_attribute("aria-expanded", "true")
    fewer.click()
    expect(rows(tabled)).to_have_count(SHOWN)


def test_the_keyboard_does_it_too(tabled: Locator, page: Page) -> None:
    tabled.get_by_role("button", name="4 more rows").focus()
    page.keyboard.press("Enter")
    expect(rows(tabled)).to_have_count(len(TOWNS))
    expect(tabled.get_by_role("button", name="Fewer rows")).to_be_focused()
    page.keyboard.press("Space")
    expect(rows(tabled)).to_have_count(SHOWN)


def test_on_paper_all_rows_stand(tabled: Locator, page: Page) -> None:
    page.emulate_media(media="print")
    expect(rows(tabled)).to_have_count(len(TOWNS))
    expect(tabled.locator(".fn-unfold")).to_be_hidden()


def test_a_footnote_of_a_folded_row_opens_and_returns_to_where_it_was_opened(
    tabled: Locator, page: Page
) -> None:
    last = tabled.locator(".fn-cite-open").last
    last.click()
    expect(page.locator(".fn-cited.is-on").first).to_contain_text("Hemer")
    page.keyboard.press("Escape")
    expect_no_reader(page)
    expect(last).to_be_focused()


def test_without_scripts_all_rows_stand(browser: Browser, tabled: Locator, page: Page) -> None:
    html = tabled.evaluate("turn => turn.outerHTML")
    styles = page.evaluate(
        "() => [...document.styleSheets].map((sheet) => [...sheet.cssRules]"
        ".map((rule) => rule.cssText).join('')).join('')"
    )
    with browser.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        plain.set_content(f"<style>{styles}</style>{html}")
        turn = plain.locator(".fn-turn")
        expect(rows(turn)).to_have_count(len(TOWNS))
        expect(turn.locator(".fn-unfold")).to_be_hidden()


def test_on_a_phone_it_is_folded_too(browser: Browser, table_url: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True) as context:
        page = context.new_page()
        page.goto(table_url)
        box(page).wait_for()
        begin(page, QUESTION)
        turn = answered(page, 1)
        expect(rows(turn)).to_have_count(SHOWN)
        turn.get_by_role("button", name="4 more rows").tap()
        expect(rows(turn)).to_have_count(len(TOWNS))
