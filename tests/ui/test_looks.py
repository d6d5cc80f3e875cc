"""What the page looks like: on a phone, in light and dark."""

import pytest
from playwright.sync_api import Browser, expect

from tests.ui.steps import ask, open_first_footnote

QUESTION = "What challenges remain?"
TEXTS = (
    ".fn-header p", ".fn-facts", ".fn-question", ".fn-answer", ".fn-marker", ".fn-confidence",
    ".fn-card .fn-source", ".fn-card .fn-title", ".fn-card .fn-quote", ".fn-reason",
    ".fn-near .fn-source", "#fn-clear", ".submit-button", "mark.fn-cited", "mark.fn-other",
    ".fn-back", ".fn-verdict", ".fn-reject",
)  # fmt: skip
CONTRAST = """element => {
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b]
        .map(part => part / 255)
        .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
    let ground = element;
    const clear = part => (numbers(getComputedStyle(part).backgroundColor)[3] ?? 1) === 0;
    while (ground && clear(ground)) ground = ground.parentElement;
    const a = light(numbers(getComputedStyle(element).color));
    const b = light(numbers(getComputedStyle(ground).backgroundColor));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""
"""How much a text stands out from its ground, 1 to 21."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_needs_no_sideways_scrolling(browser: Browser, app_url: str, scheme: str) -> None:
    size = {"width": 390, "height": 844}
    with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(app_url)
        ask(page, QUESTION)
        ask(page, "Who is the president of Peru? " + "x" * 300)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        expect(page.get_by_label("Your question")).to_be_in_viewport()
        open_first_footnote(page)
        assert page.locator(".fn-reader-body").evaluate(
            "body => body.scrollWidth <= body.clientWidth"
        )
        expect(page.locator("mark.fn-cited")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser: Browser, app_url: str, scheme: str) -> None:
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(app_url)
        ask(page, QUESTION)
        ask(page, "Who is the president of Peru?")
        open_first_footnote(page)
        faint = {
            selector: ratio
            for selector in TEXTS
            if (ratio := page.locator(selector).first.evaluate(CONTRAST)) < 4.5
        }
        assert faint == {}
