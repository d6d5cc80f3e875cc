"""What a reader does on the page, step by step."""

import re

from playwright.sync_api import Locator, Page, expect


def box(page: Page) -> Locator:
    """Return the box for questions."""
    return page.get_by_role("textbox", name="Your question")


def asks(page: Page) -> Locator:
    """Return the button that sends a question; it is there while none is being answered."""
    return page.get_by_role("button", name="Ask", exact=True)


def begin(page: Page, question: str) -> None:
    """Send a question as soon as the page takes one."""
    asks(page).wait_for()
    box(page).fill(question)
    box(page).press("Enter")


def ask(page: Page, question: str) -> Locator:
    """Send a question and wait until it is answered; return its turn."""
    turns = page.locator(".fn-turn").count()
    begin(page, question)
    return answered(page, turns + 1)


def answered(page: Page, number: int) -> Locator:
    """Wait until a question of the conversation, from 1, is answered; return its turn."""
    turn = page.locator(f".fn-turn:nth-child({number})")
    turn.locator(".fn-metaline").wait_for()
    asks(page).wait_for()
    return turn


def marker(turn: Page | Locator, number: int) -> Locator:
    """Return the marker of a footnote in an answer."""
    name = re.compile(f"^Footnote {number}: ")
    return turn.locator(".fn-answer").get_by_role("button", name=name).first


def open_footnote(turn: Locator, number: int = 1) -> Locator:
    """Click a footnote's marker and wait for the article; return the quote in it."""
    marker(turn, number).click()
    quote = turn.page.locator(f".fn-cited.is-on[data-quote='{number}']").first
    quote.wait_for()
    return quote


def text_of(page: Page) -> Locator:
    """Return the article that is read."""
    return page.get_by_role("region", name="Article text")


def expect_no_reader(page: Page) -> None:
    """Expect that no article is open."""
    expect(page.get_by_role("complementary", name="Reader")).to_be_hidden()


def verdict(turn: Page | Locator, name: str) -> Locator:
    """Return the button that says what a reader thinks of an answer."""
    return turn.get_by_role("button", name=name, exact=True)


def talk(page: Page, title: str) -> Locator:
    """Return a conversation in the list."""
    return page.get_by_role("navigation").get_by_role("link", name=title, exact=True)


def said(page: Page) -> Locator:
    """Return what the page says at its foot of what was done."""
    return page.locator("#fn-undo")


def chip(page: Page, name: str) -> Locator:
    return page.locator(f"[data-chip={name}]")


def limit_dates(page: Page, first: str) -> None:
    chip(page, "dates").click()
    page.get_by_label("From", exact=True).fill(first)
    page.get_by_role("button", name="Apply").click()
