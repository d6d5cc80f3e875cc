"""What axe-core finds on the page: nothing serious, light and dark, desktop and phone."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.ui.steps import ask, marker, open_footnote, text_of

BAD = ("serious", "critical")
MAKING = 120_000
"""Milliseconds for which the first page waits for questions to start with."""
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}


def problems(page: Page, where: str) -> list[tuple[Any, ...]]:
    """Return what axe finds that is serious or critical."""
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
    found = Axe().run(page).response["violations"]
    return [
        (where, one["id"], node["target"], node["any"][0]["message"] if node["any"] else "")
        for one in found
        if one["impact"] in BAD
        for node in one["nodes"]
    ]


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Literal["light", "dark"]:
    chosen: Literal["light", "dark"] = request.param
    return chosen


@pytest.fixture(params=SIZES)
def start(
    request: pytest.FixtureRequest, browser: Browser, app_url: str, scheme: Literal["light", "dark"]
) -> Iterator[Page]:
    width, height = SIZES[request.param]
    size = {"width": width, "height": height}
    with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(app_url)
        page.locator(".fn-ask").first.wait_for(timeout=MAKING)
        yield page


def test_axe_finds_nothing_serious(start: Page) -> None:
    page = start
    found = problems(page, "start")
    page.locator("[data-chip=articles]").click()
    expect(page.get_by_role("checkbox").first).to_be_visible()
    found += problems(page, "choices")
    page.keyboard.press("Escape")
    turn = ask(page, "What challenges remain?")
    found += problems(page, "answer")
    turn.get_by_role("button", name="Wrong", exact=True).click()
    expect(turn.locator(".fn-said")).to_have_text("Thank you, saved")
    if page.evaluate("innerWidth") > 900:
        marker(turn, 1).hover()
        expect(page.get_by_role("tooltip")).to_be_visible()
    found += problems(page, "card, verdict")
    open_footnote(turn)
    found += problems(page, "reader")
    page.keyboard.press("/")
    expect(page.locator("#fn-find")).to_be_visible()
    found += problems(page, "find")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add to clippings").click()
    page.keyboard.press("Escape")
    expect(text_of(page)).to_be_hidden()
    ask(page, "Who is the president of Peru?")
    found += problems(page, "refusal")
    ask(page, "Compare Verkor and ACC")
    found += problems(page, "comparison")
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    found += problems(page, "keys")
    page.goto(page.url.partition("#")[0] + "clippings")
    expect(page.locator(".fn-clipping").first).to_be_visible()
    found += problems(page, "clippings")
    assert found == []
