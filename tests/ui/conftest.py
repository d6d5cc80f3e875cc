"""One app over the starter corpus, and one browser to look at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from rag import Chatbot
from tests.ui.apps import served

PATIENCE = 30_000
"""Milliseconds; other processes use the cores too."""
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

PATIENCE = 15_000
"""Milliseconds for which the tests wait for what the page shall show, on a busy machine too."""
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the app's thread, too, warn of what Gradio itself does with pandas."""
    ignored = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(ignored)


@pytest.fixture(scope="session")
def app_url(starter_bot: Chatbot, starter_state: Path) -> Iterator[str]:
    """The address of the app over the starter corpus."""
    with served(lambda: starter_bot, starter_state) as url:
        yield url


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """The browser."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's own window."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        context.set_default_timeout(PATIENCE)
        yield context


@pytest.fixture
def page(context: BrowserContext, app_url: str) -> Page:
    """The starter corpus's page, opened."""
    page = context.new_page()
    page.goto(app_url)
    return page
