"""The page "Check a text" for everybody: desktop and phone, light and dark."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.checking import DRAFT, check, pairs
from tests.ui.test_accessible import SIZES, problems
from tests.ui.test_looks import LEAST, SMALL, check_it_fits


@pytest.fixture(params=[(size, scheme) for size in SIZES for scheme in ("light", "dark")])
def looked_at(request: pytest.FixtureRequest, browser: Browser, app_url: str) -> Iterator[Page]:
    size, scheme = request.param
    width, height = SIZES[size]
    chosen: Literal["light", "dark"] = scheme
    with browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=chosen
    ) as context:
        page = context.new_page()
        page.goto(f"{app_url}/check")
        yield page


def test_axe_finds_nothing_serious_and_everything_fits(looked_at: Page) -> None:
    page = looked_at
    found = problems(page, "empty")
    check(page, f"{DRAFT} Northvolt “filed for bankruptcy in Norway on 12 March 2025”.")
    found += problems(page, "checked")
    check_it_fits(page)
    assert page.evaluate(SMALL, LEAST) == []
    pairs(page).nth(1).locator(".fn-draft-words").click()
    expect(page.locator(".fn-cited.is-on").first).to_be_visible()
    found += problems(page, "reader")
    check_it_fits(page)
    expect(pairs(page).nth(1).locator(".fn-draft-words")).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("^Put “12 March 2025”")).first.click()
    expect(pairs(page).nth(1).locator("ins")).to_be_visible()
    found += problems(page, "put in")
    page.get_by_role("button", name="Export", exact=True).click()
    found += problems(page, "export")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Edit the draft").click()
    found += problems(page, "editing")
    assert found == []
