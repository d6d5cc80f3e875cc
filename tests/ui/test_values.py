"""Numbers that articles differ in, side by side."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import rag
from tests.ui.apps import served
from tests.ui.steps import answered, ask, begin, box, open_footnote

TOWN = Path(__file__).parents[2] / "eval" / "town" / "articles"
FILES = ("ferry-commuters.txt", "ferry-accident-courier.md")
VOTE = "Turnout in the referendum on the bridge was"
ARTICLES = (
    rag.Article(
        f"The polls in Rostow closed at six. {VOTE} 47.1 percent.",
        title="Rostow votes on the bridge",
        outlet="Lakeside Courier",
        published=date(2021, 6, 13),
    ),
    rag.Article(
        f"The final count is in. {VOTE} 47.6 percent.",
        title="Final count of the referendum",
        outlet="Official Gazette",
        published=date(2021, 6, 25),
    ),
)
CORRECTED = 'How many passengers were on board of the "Schwalbe"?'
DISPUTED = "What was the turnout in the referendum on the bridge?"


@pytest.fixture(scope="module")
def values_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    state = tmp_path_factory.mktemp("state")
    rag.index([*(TOWN / name for name in FILES), *ARTICLES], state)
    bot = rag.open(state)
    with served(lambda: bot, state) as url:
        yield url


def open_page(page: Page, url: str) -> Page:
    page.goto(url)
    box(page).wait_for()
    return page


def values(turn: Locator) -> Locator:
    return turn.get_by_role("group", name="What each article says")


def tops_and_lefts(turn: Locator) -> list[tuple[float, float]]:
    boxes = [one.bounding_box() for one in values(turn).locator(".fn-value").all()]
    return [(box["y"], box["x"]) for box in boxes if box]


def test_a_correction_leads_with_what_is_right(page: Page, values_url: str) -> None:
    turn = ask(open_page(page, values_url), CORRECTED)
    expect(turn.locator(".fn-lead")).to_contain_text("61")
    expect(values(turn).locator(".fn-value")).to_have_text(["61", "63"])
    heads = values(turn).get_by_role("heading")
    expect(heads.first).to_have_text("Corrected · Lakeside Courier · 19 March 2025")
    expect(heads.last).to_contain_text("Before · ")
    expect(turn.locator(".fn-metaline")).not_to_contain_text("contradict")
    expect(open_footnote(turn, 2)).to_contain_text("63")


def test_a_dispute_leads_with_neither(page: Page, values_url: str) -> None:
    turn = ask(open_page(page, values_url), DISPUTED)
    expect(turn.locator(".fn-lead")).to_have_text(
        "The articles differ: 47.6 percent or 47.1 percent."
    )
    expect(values(turn).locator(".fn-value")).to_have_text(["47.6 percent", "47.1 percent"])
    expect(turn.locator(".fn-metaline")).to_contain_text("they contradict")
    sizes = (
        values(turn)
        .locator(".fn-value")
        .evaluate_all("several => several.map((one) => getComputedStyle(one).fontSize)")
    )
    assert sizes == ["30px", "30px"]
    (top, left), (other_top, other_left) = tops_and_lefts(turn)
    assert abs(top - other_top) < 1
    assert left < other_left


def test_on_a_phone_they_stand_one_below_the_other(browser: Browser, values_url: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = open_page(context.new_page(), values_url)
        begin(page, DISPUTED)
        (top, left), (other_top, other_left) = tops_and_lefts(answered(page, 1))
        assert top < other_top
        assert left == other_left
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390
