"""What one does in an article that is open: find, scroll, ask about it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui.steps import answered, ask, expect_no_reader, open_footnote, text_of

QUESTION = "What challenges remain?"
QUOTES = [
    "Despite progress, challenges persist, particularly in sourcing battery materials and "
    "establishing a robust supply chain.",
    "However, addressing challenges such as volatile energy prices and infrastructure gaps "
    "remains crucial for sustained progress.",
]


@pytest.fixture
def read(page: Page) -> Page:
    """The page after a question with two quotes of one article."""
    ask(page, QUESTION)
    return page


def test_words_are_found_in_the_article(read: Page) -> None:
    open_footnote(read.locator(".fn-turn"), 1)
    read.keyboard.press("/")
    find = read.get_by_role("searchbox", name="Find in article")
    expect(find).to_be_focused()
    find.fill("BATTERY")
    status = read.locator("#fn-find [role=status]")
    expect(status).to_have_text(re.compile(r"^1 of \d+$"))
    found = read.evaluate("CSS.highlights.get('fn-find').size")
    assert found > 1
    find.press("Enter")
    expect(status).to_have_text(f"2 of {found}")
    find.fill("no such words")
    expect(status).to_have_text("not found")
    find.press("Escape")
    expect(find).to_be_hidden()
    expect(text_of(read)).to_be_focused()
    assert not read.evaluate("CSS.highlights.has('fn-find')")


def test_the_keyboard_scrolls_the_article(read: Page) -> None:
    open_footnote(read.locator(".fn-turn"), 1)
    read.keyboard.press("Home")
    expect(read.locator(".fn-article-title")).to_be_in_viewport()
    read.keyboard.press("PageDown")
    expect(read.locator(".fn-article-title")).not_to_be_in_viewport()
    read.keyboard.press("End")
    expect(read.locator(".fn-article > :last-child")).to_be_in_viewport()


def test_the_map_shows_every_quote_and_goes_there(read: Page) -> None:
    open_footnote(read.locator(".fn-turn"), 1)
    marks = read.locator("#fn-map")
    expect(marks.locator("i")).to_have_count(2)
    expect(marks.locator("i.is-on")).to_have_count(1)
    read.keyboard.press("End")
    marks.click(position={"x": 4, "y": 4})
    expect(read.locator(".fn-article-title")).to_be_in_viewport()


def test_the_newest_article_is_read_without_a_question(page: Page) -> None:
    first = page.locator(".fn-newest button:visible").first
    title = first.locator("b").inner_text()
    first.click()
    expect(text_of(page).get_by_role("heading", name=title)).to_be_visible()
    expect(page.locator(".fn-cited")).to_have_count(0)
    expect(page.locator("#fn-quote-count")).to_have_count(0)
    page.keyboard.press("Escape")
    expect_no_reader(page)
    expect(first).to_be_focused()


def test_a_sentence_of_the_article_becomes_a_question(read: Page) -> None:
    open_footnote(read.locator(".fn-turn"), 1)
    read.get_by_role("button", name="Ask about it").click()
    box = read.get_by_role("textbox", name="Your question")
    expect(box).to_be_focused()
    expect(box).to_have_value(f"“{QUOTES[0]}” ")


def test_a_follow_up_can_be_asked_while_an_article_is_read(read: Page) -> None:
    turn = read.locator(".fn-turn").first
    open_footnote(turn, 1)
    ask(read, "What is black mass?")
    expect(text_of(read)).to_be_visible()
    read.keyboard.press("Escape")
    open_footnote(answered(read, 2), 1)
    expect(read).to_have_url(re.compile("/turn/2/quote/1$"))
