"""The switch between libraries, as a reader uses it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

import rag
from tests.beside import QUESTION, YEARS, index_both
from tests.ui.apps import served


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where both libraries are served."""
    state = tmp_path_factory.mktemp("state")
    index_both(state)
    bot = rag.open(state)
    with served(lambda: bot, state) as url:
        yield url


def test_a_window_stays_in_its_library_whatever_another_one_chooses(
    browser: Browser, url: str
) -> None:
    context = browser.new_context()
    page, other = context.new_page(), context.new_page()
    page.goto(url)
    switch = page.locator("#fn-libraries")
    expect(switch.locator("summary")).to_contain_text("Main library")
    switch.locator("summary").click()
    switch.get_by_role("link", name="wire").click()
    expect(page.locator("body")).to_have_attribute("data-library", "wire")
    other.goto(f"{url}/?library=default")
    page.get_by_role("textbox").first.fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".fn-turn").first).to_contain_text(YEARS["wire"])
    expect(page.locator(".fn-talk")).to_have_count(1)
    page.get_by_role("link", name="Library").first.click()
    expect(page.locator("body")).to_have_attribute("data-library", "wire")
    other.reload()
    expect(other.locator(".fn-talk")).to_have_count(0)
    context.close()
