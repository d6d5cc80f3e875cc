"""The clippings, as a person collects them: ordered, noted, handed on, deleted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.ui.steps import ask, open_footnote

QUESTIONS = ("When did Northvolt file for bankruptcy in Sweden?", "What is known about ACC?")
LIGHT = "light"
in_the_dark = pytest.mark.parametrize("collected", ["dark"], indirect=True)


def clip(page: Page, question: str) -> str:
    """Ask, open the first footnote and put it among the clippings; return its words."""
    turn = ask(page, question)
    words = open_footnote(turn).inner_text()
    page.get_by_role("button", name="Add to clippings").click()
    expect(page.locator("#fn-undo")).to_contain_text("Added to the clippings")
    page.keyboard.press("Escape")
    return words


@pytest.fixture
def collected(
    browser: Browser, app_url: str, request: pytest.FixtureRequest
) -> Iterator[tuple[Page, list[str]]]:
    """The clippings page of a reader who collected a quote of each of two answers."""
    with browser.new_context(
        viewport={"width": 1280, "height": 800},
        color_scheme=getattr(request, "param", LIGHT),
        permissions=["clipboard-read", "clipboard-write"],
    ) as context:
        page = context.new_page()
        page.goto(app_url)
        quotes = [clip(page, question) for question in QUESTIONS]
        page.get_by_role("link", name="Clippings").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Clippings")
        yield page, quotes


def quotes_of(page: Page) -> Locator:
    return page.locator("#fn-clippings blockquote")


def test_quotes_of_several_answers_are_put_in_order_and_noted(
    collected: tuple[Page, list[str]],
) -> None:
    page, quotes = collected
    expect(quotes_of(page)).to_have_text(quotes)
    with page.expect_response("**/clippings/order"):
        page.get_by_role("button", name="Move up").nth(1).click()
    expect(quotes_of(page)).to_have_text(quotes[::-1])
    note = page.get_by_role("textbox", name="Note").first
    note.fill("For the first paragraph")
    with page.expect_response("**/clippings/note"):
        note.press("Tab")
    page.reload()
    expect(quotes_of(page)).to_have_text(quotes[::-1])
    expect(page.get_by_role("textbox", name="Note").first).to_have_value("For the first paragraph")


@in_the_dark
def test_they_are_handed_on_with_their_notes(
    collected: tuple[Page, list[str]], tmp_path: Path
) -> None:
    page, quotes = collected
    note = page.get_by_role("textbox", name="Note").first
    note.fill("Begin with this")
    with page.expect_response("**/clippings/note"):
        note.press("Tab")
    page.get_by_role("button", name="Copy all").click()
    expect(page.locator("#fn-undo")).to_contain_text("Copied with its footnotes")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Begin with this" in copied
    assert "[^2]" in copied
    page.get_by_role("button", name="Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Plain text").click()
    file = tmp_path / "clippings.txt"
    download.value.save_as(file)
    assert all(" ".join(quote.split()) in file.read_text("utf-8") for quote in quotes)


def test_one_is_deleted_and_brought_back(collected: tuple[Page, list[str]]) -> None:
    page, quotes = collected
    page.get_by_role("button", name="Delete", exact=True).first.click()
    expect(quotes_of(page)).to_have_text(quotes[1:])
    page.get_by_role("button", name="Undo").click()
    expect(quotes_of(page)).to_have_count(2)
    page.get_by_role("button", name="Delete", exact=True).first.click()
    expect(quotes_of(page)).to_have_count(1)
    page.reload()
    expect(quotes_of(page)).to_have_count(1)


def test_the_keyboard_does_all_of_it(collected: tuple[Page, list[str]]) -> None:
    page, quotes = collected
    down = page.get_by_role("button", name="Move down").first
    down.focus()
    with page.expect_response("**/clippings/order"):
        page.keyboard.press("Enter")
    expect(quotes_of(page)).to_have_text(quotes[::-1])
    moved = page.locator(".fn-clipping").nth(1)
    expect(moved.get_by_role("button", name="Move down")).to_be_focused()
    page.keyboard.press("Tab")
    expect(moved.get_by_role("button", name="Quote into the draft")).to_be_focused()
    page.keyboard.press("Tab")
    expect(moved.get_by_role("button", name="Delete", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(quotes_of(page)).to_have_count(1)
    expect(page.get_by_role("button", name="Delete", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(quotes_of(page)).to_have_count(0)
    expect(page.get_by_text("are collected here")).to_be_visible()
    expect(page.get_by_role("button", name="Copy all")).to_have_count(0)
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(quotes_of(page)).to_have_count(1)
