"""How the page fits: a phone, large type, a reader who wants no motion, a theme of one's own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.steps import ask, box, expect_no_reader, open_footnote, text_of

QUESTION = "What challenges remain?"
WIDTHS = (360, 390)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OVERFLOWING = """() => [...document.querySelectorAll(".fn-scroll, .fn-reader-body")]
    .filter(part => part.scrollWidth > part.clientWidth).map(part => part.className)"""
LEAST = 24
"""Pixels that what is touched has at least on each side (WCAG 2.5.8)."""
SMALL = """least => [...document.querySelectorAll("button, a, input, textarea, summary")]
    .filter(part => part.checkVisibility() && !part.closest(".fn-symbols"))
    .map(part => [part, part.getBoundingClientRect(), getComputedStyle(part, "::after")])
    .filter(([part, box, after]) => {
        const more = after.position === "absolute" ? -2 * parseFloat(after.top) || 0 : 0;
        return Math.max(box.height, 0) + more < least;
    })
    .map(([part]) => part.outerHTML.slice(0, 80))"""


@pytest.fixture(params=WIDTHS)
def phone(request: pytest.FixtureRequest, browser: Browser, app_url: str) -> Iterator[Page]:
    """The page on a phone."""
    size = {"width": request.param, "height": 800}
    with browser.new_context(viewport=size, has_touch=True, is_mobile=True) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(app_url)
        yield page


def check_it_fits(page: Page) -> None:
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.evaluate(OVERFLOWING) == []


def test_a_phone_needs_no_sideways_scrolling(phone: Page) -> None:
    phone.locator(".fn-newest").wait_for()
    check_it_fits(phone)
    ask(phone, QUESTION)
    ask(phone, "Who is the president of Peru? " + "x" * 300)
    ask(phone, "Compare Verkor and ACC")
    check_it_fits(phone)
    expect(box(phone)).to_be_in_viewport()
    assert phone.evaluate(SMALL, LEAST) == []
    open_footnote(phone.locator(".fn-turn").first)
    check_it_fits(phone)
    assert phone.evaluate(SMALL, LEAST) == []


def test_on_a_phone_the_reader_is_a_sheet_at_the_bottom(phone: Page) -> None:
    turn = ask(phone, QUESTION)
    quote = open_footnote(turn)
    sheet = phone.get_by_role("complementary", name="Reader").bounding_box()
    size = phone.viewport_size
    assert sheet
    assert size
    assert (sheet["x"], sheet["width"]) == (0, size["width"])
    assert sheet["y"] + sheet["height"] == pytest.approx(size["height"], abs=1)
    assert sheet["height"] == pytest.approx(0.62 * size["height"], abs=16)
    expect(quote).to_be_in_viewport()
    expect(turn.locator(".fn-q")).to_be_in_viewport()
    phone.get_by_role("button", name="Sources", exact=True).tap()
    expect_no_reader(phone)


def test_on_a_phone_the_conversations_are_behind_the_menu(phone: Page) -> None:
    ask(phone, QUESTION)
    rail = phone.get_by_role("navigation", name="Footnote")
    expect(rail.get_by_role("link", name=QUESTION)).not_to_be_in_viewport()
    menu = phone.get_by_role("button", name="Menu")
    menu.tap()
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(rail.get_by_role("link", name=QUESTION)).to_be_in_viewport()
    phone.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.tap()
    rail.get_by_role("link", name="New question").tap()
    expect(phone.locator(".fn-turn")).to_have_count(0)
    expect(rail.get_by_role("link", name=QUESTION)).not_to_be_in_viewport()


def test_letters_of_twice_the_size_fit(browser: Browser, app_url: str) -> None:
    with browser.new_context(viewport={"width": 640, "height": 400}) as context:
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto(app_url)
        turn = ask(page, QUESTION)
        check_it_fits(page)
        expect(box(page)).to_be_in_viewport()
        expect(open_footnote(turn)).to_be_in_viewport()
        check_it_fits(page)


def test_without_room_beside_the_answer_nothing_is_cut_off(page: Page) -> None:
    page.set_viewport_size({"width": 1000, "height": 700})
    turn = ask(page, QUESTION)
    open_footnote(turn)
    check_it_fits(page)
    expect(text_of(page)).to_be_visible()


def test_a_comparison_has_columns_of_one_width_on_a_tablet_too(page: Page) -> None:
    page.set_viewport_size({"width": 720, "height": 900})
    turn = ask(page, "Compare Verkor and PowerCo")
    widths = "row => [...row.children].map(cell => Math.round(cell.getBoundingClientRect().width))"
    one, other = turn.locator(".fn-compare > div").first.evaluate(widths)
    assert one == other
