"""What a reader does on the page "Check a text", step by step."""

import re

from playwright.sync_api import Locator, Page, expect

RIGHT = "Northvolt filed for bankruptcy in Sweden on 12 March 2025."
WRONG = "Northvolt filed for bankruptcy in Sweden on 13 March 2025."
NOWHERE = "The trams in Rostow are painted purple by retired dentists."
QUESTION = "What comes next?"
DRAFT = f"{RIGHT} {WRONG}\n\n{NOWHERE} {QUESTION}"
CHECKING = 120_000
"""Milliseconds for which the first check waits for the model."""


def box(page: Page) -> Locator:
    return page.get_by_label("Your text", exact=True)


def pairs(page: Page) -> Locator:
    return page.locator(".fn-pair")


def go_there(page: Page) -> None:
    page.goto(re.sub(r"(:\d+)/.*", r"\1/check", page.url))
    expect(page.get_by_role("heading", level=1)).to_have_text("Check a text")


def check(page: Page, text: str) -> Locator:
    """Put a text into the box and check it; return its sentences."""
    box(page).fill(text)
    page.get_by_role("button", name="Check", exact=True).click()
    pairs(page).first.wait_for(timeout=CHECKING)
    return pairs(page)


def kept(page: Page, text: str) -> None:
    """Type a text, and wait until it is kept."""
    with page.expect_response(
        lambda reply: reply.url.endswith("/check/draft") and reply.request.method == "POST"
    ):
        box(page).fill(text)
