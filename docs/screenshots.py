"""Pictures of the page in thirteen states, over the town: `python -m docs.screenshots`.

Needs the dev extra and a system Chromium. Look at what it writes before you commit it.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from eval.faults.served import served
from eval.harness.town import FOLDER

PICTURES = Path(__file__).parent / "screenshots"
DESKTOP = (1440, 900)
TABLET = (1000, 800)
PHONE = (390, 844)
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_COST = "What did the tram line cost in the end?"
_DRAFT = (
    "A trip from the main station to Nordfeld market takes 18 minutes. "
    "The city council approved the tram line to Nordfeld with 31 votes to 29. "
    "In the end, line 5 cost 103 million euros more than was estimated in 2019. "
    "The trams are powered entirely by solar energy. "
    "“There is no second, cheaper tram in the drawer,” said Olaf Bremer."
)
_WITHOUT_PATHS = """(folder) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    walker.currentNode.data = walker.currentNode.data.replace(folder + "/", "");
  }
}"""
"""Leaves out where the articles lie on the machine that takes the pictures."""


def ask(*questions: str) -> Callable[[Page], None]:
    """Return what asks questions, one after the other."""

    def act(page: Page) -> None:
        for question in questions:
            before = page.locator(".fn-metaline").count()
            page.get_by_label("Your question").fill(question)
            page.keyboard.press("Enter")
            page.locator(".fn-metaline").nth(before).wait_for()
            page.get_by_role("button", name="Ask", exact=True).wait_for()

    return act


def start(page: Page) -> None:
    """Wait for the suggestions."""
    page.locator(".fn-ask").first.wait_for(timeout=120_000)


def card(page: Page) -> None:
    """Point at a footnote."""
    ask(_COST)(page)
    page.locator(".fn-quotes .fn-m").first.hover()
    page.locator("#fn-card").wait_for()


def reader(page: Page) -> None:
    """Open a footnote."""
    ask(_COST)(page)
    page.locator(".fn-answer .fn-m").first.click()
    page.locator(".fn-cited.is-on").wait_for()


def visit(path: str, there: str) -> Callable[[Page], None]:
    """Return what goes to a page and waits for something on it."""

    def act(page: Page) -> None:
        page.goto(page.url.rstrip("/#") + path)
        page.locator(there).first.wait_for()

    return act


def check(page: Page) -> None:
    """Check a draft, and choose the sentence that is wrong."""
    visit("/check", "#fn-text")(page)
    page.get_by_label("Your text").fill(_DRAFT)
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator(".fn-pair").first.wait_for(timeout=120_000)
    page.keyboard.press("n")


@dataclass(frozen=True, slots=True)
class State:
    """A state of the page: how it is reached, on which screen, light or dark."""

    act: Callable[[Page], None]
    screen: tuple[int, int] = DESKTOP
    dark: bool = False


STATES = {
    "start": State(start),
    "answer": State(ask(_COST, "Compare the school meals in Bergstedt and Lindenau")),
    "card": State(card),
    "reader": State(reader),
    "reader-dark": State(reader, dark=True),
    "timeline": State(ask("How did the expected cost of the tram change over the years?")),
    "refusal": State(ask("Who won the football world cup in 1954?")),
    "library": State(visit("/library", "table")),
    "library-dark": State(visit("/library", "table"), dark=True),
    "check": State(check),
    "tablet": State(reader, TABLET),
    "phone": State(ask(_COST), PHONE),
    "phone-reader": State(reader, PHONE, dark=True),
}


def take(browser: Browser, url: str, name: str, state: State) -> None:
    """Bring the page into a state and take its picture."""
    width, height = state.screen
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if state.dark else "light", reduced_motion="reduce")
        page.goto(url)
        state.act(page)
        page.evaluate(_WITHOUT_PATHS, str(FOLDER.parent))
        page.screenshot(path=PICTURES / f"{name}.png")


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(exist_ok=True)
    chromium = next(filter(None, map(shutil.which, _CHROMIUM)))
    with (
        tempfile.TemporaryDirectory() as folder,
        served(FOLDER / "articles", Path(folder, "state")) as app,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, state in STATES.items():
            take(browser, app.url, name, state)
        browser.close()


if __name__ == "__main__":
    main()
