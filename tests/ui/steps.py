"""What a reader does on the page, step by step."""

import re

from playwright.sync_api import Locator, Page


def begin(page: Page, question: str) -> None:
    """Send a question as soon as the page takes one."""
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")


def ask(page: Page, question: str) -> None:
    """Send a question and wait until it is answered and the page takes the next one."""
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    turns = page.locator(".fn-turn").count()
    begin(page, question)
    turn = page.locator(f".fn-turn:nth-child({turns + 1})")
    turn.locator(":is(.fn-confidence, .fn-abstained, .fn-count, .fn-help, .fn-problem)").wait_for()
    page.get_by_role("button", name="Ask", exact=True).wait_for()


def open_first_footnote(page: Page) -> None:
    """Click the first footnote and wait for the article."""
    page.get_by_role("button", name=re.compile("^Footnote 1: ")).first.click()
    page.locator("mark.fn-cited").wait_for()


def verdict(turn: Page | Locator, name: str) -> Locator:
    """Return the button that says what a reader thinks of an answer."""
    return turn.get_by_role("button", name=name, exact=True)
