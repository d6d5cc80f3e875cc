"""What a reader prefers: a theme, no motion, a language, the keyboard."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.steps import ask, box, open_footnote

QUESTION = "What challenges remain?"


def test_who_wants_no_motion_gets_none(browser: Browser, app_url: str) -> None:
    moving = """() => [...document.querySelectorAll("*")].map(part => getComputedStyle(part))
        .flatMap(style => [style.transitionDuration, style.animationDuration])
        .flatMap(text => text.split(", ")).filter(text => parseFloat(text) > 0.001)"""
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(app_url)
        open_footnote(ask(page, QUESTION))
        assert page.evaluate(moving) == []


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_theme_follows_the_system_until_one_is_chosen(
    browser: Browser, app_url: str, system: str
) -> None:
    dark = re.compile(r"\bdark\b")
    is_dark = system == "dark"
    with browser.new_context(color_scheme=system) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(app_url)
        root = page.locator("html")
        (expect(root).to_have_class if is_dark else expect(root).not_to_have_class)(dark)
        page.get_by_role("button", name="Dark or light").click()
        (expect(root).not_to_have_class if is_dark else expect(root).to_have_class)(dark)
        page.reload()
        (expect(root).not_to_have_class if is_dark else expect(root).to_have_class)(dark)


def test_paper_is_light_whatever_the_theme(page: Page) -> None:
    ask(page, "What is black mass?")
    ink = "getComputedStyle(document.querySelector('.fn-quotes p')).color"
    light = page.evaluate(ink)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_class("dark")
    assert page.evaluate(ink) != light
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(ink) == light


def test_a_question_mark_lists_the_keys(page: Page) -> None:
    box(page).press_sequentially("Who?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_hidden()
    expect(box(page)).to_have_value("Who?")
    box(page).blur()
    page.keyboard.press("?")
    expect(keys).to_be_visible()
    expect(keys.locator("kbd").first).to_have_text("/")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.get_by_role("button", name="Keys: ?").click()
    keys.get_by_role("button", name="Close").click()
    expect(keys).to_be_hidden()


def test_a_german_browser_gets_a_german_page(browser: Browser, app_url: str) -> None:
    with browser.new_context(locale="de-DE") as context:
        page = context.new_page()
        page.goto(app_url)
        expect(page.locator("html")).to_have_attribute("lang", "de")
        page.get_by_role("textbox", name="Frage").fill(QUESTION)
        page.keyboard.press("Enter")
        expect(page.locator(".fn-metaline")).to_contain_text("2 Zitate, 1 Artikel")
        expect(page.locator(".fn-metaline")).to_contain_text(re.compile(r"\d,\d s"))
        page.locator(".fn-answer .fn-m").first.click()
        expect(page.locator("#fn-quote-count")).to_have_text("Zitat 1 von 2")
        expect(page.get_by_role("region", name="Text des Artikels")).to_be_focused()
