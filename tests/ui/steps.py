"""What a reader does on the page, step by step."""

import re

from playwright.sync_api import Page


def ask(page: Page, question: str) -> None:
    """Ask once the page takes a question, and wait until it takes the next one."""
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    turns = page.locator(".fn-turn").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    page.locator(f".fn-turn:nth-child({turns + 1})").locator(":is(.fn-confidence, .fn-help, .fn-problem)").wait_for()
    page.get_by_role("button", name="Ask", exact=True).wait_for()


def open_first_footnote(page: Page) -> None:
    """Click the first footnote and wait for the article."""
    page.get_by_role("button", name=re.compile("^Footnote 1: ")).first.click()
    page.locator("mark.fn-cited").wait_for()
