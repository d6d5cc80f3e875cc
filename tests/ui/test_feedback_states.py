"""When an answer can be judged, and what the page shows where judging fails."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.ui.steps import ask, verdict

PLACE = """button => {
    const box = element => element.getBoundingClientRect();
    const [inner, outer] = [box(button), box(button.closest(".fn-turn"))];
    return [inner.left - outer.left, inner.top - outer.top, inner.width, inner.height];
}"""
GROWING = "box => box.insertAdjacentHTML('beforeend', '<i class=stop-button></i>')"
"""What the page looks like while an answer grows."""


def test_only_a_finished_answer_can_be_judged(page: Page) -> None:
    ask(page, "Which challenges persist?")
    ask(page, "Who is the president of Peru?")
    page.locator("#fn-question").evaluate(GROWING)
    shown = [verdict(turn, "Right").is_visible() for turn in page.locator(".fn-turn").all()]
    assert shown == [True, False]


def test_a_new_conversation_has_no_verdict_yet(page: Page) -> None:
    question = "What is black mass?"
    ask(page, question)
    verdict(page, "Right").click()
    expect(page.locator(".fn-said")).to_have_text("Saved as a test case")
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".fn-turn")).to_have_count(0)
    ask(page, question)
    expect(verdict(page, "Right")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".fn-said")).to_have_text("")


def abort(route: Route) -> None:
    route.abort()


def fail(route: Route) -> None:
    route.fulfill(status=500, body="{}")


@pytest.mark.parametrize("answer", [abort, fail])
def test_a_server_that_does_not_answer_is_told_and_nothing_looks_saved(
    page: Page, answer: Callable[[Route], None]
) -> None:
    ask(page, "hello")
    expect(page.locator(".fn-feedback")).to_have_count(0)
    ask(page, "Which challenges persist?")
    page.route(re.compile("component_server"), answer)
    verdict(page, "Wrong").click()
    expect(page.locator(".fn-said")).to_have_text(re.compile("does not answer"))
    expect(verdict(page, "Wrong")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".fn-expected")).to_be_hidden()
    page.locator(".fn-card").first.click()
    expect(page.locator(".fn-reader-body")).to_have_text(re.compile("does not answer"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_the_form_without_sideways_scrolling(
    browser: Browser, app_url: str, scheme: str
) -> None:
    size = {"width": 390, "height": 844}
    with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(app_url)
        ask(page, "What challenges remain?")
        where = verdict(page, "Wrong").evaluate(PLACE)
        verdict(page, "Wrong").click()
        expect(page.locator(".fn-said")).to_have_text("Saved as a test case")
        assert verdict(page, "Wrong").evaluate(PLACE) == where
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        for button in page.locator(".fn-verdict, .fn-reject, .fn-send").all():
            box = button.bounding_box()
            assert box
            assert box["height"] >= 24
