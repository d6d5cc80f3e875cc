"""What the page shows of a verdict: opened again, on a phone, where judging fails."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.ui.steps import (
    ask,
    marker,
    said,
    verdict,
)


def test_what_was_judged_shows_when_the_conversation_is_opened_again(page: Page) -> None:
    question = "What is black mass?"
    turn = ask(page, question)
    verdict(turn, "Right").click()
    expect(turn.locator(".fn-said")).to_have_text("Thank you, saved")
    page.get_by_role("link", name="New question").click()
    expect(page.locator(".fn-turn")).to_have_count(0)
    page.go_back()
    expect(verdict(turn, "Right")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="New question").click()
    other = ask(page, question)
    expect(verdict(other, "Right")).to_have_attribute("aria-pressed", "false")
    expect(other.locator(".fn-said")).to_be_hidden()


def abort(route: Route) -> None:
    route.abort()


def fail(route: Route) -> None:
    route.fulfill(status=500, body="{}")


@pytest.mark.parametrize("reply", [abort, fail])
def test_a_server_that_does_not_answer_is_told_and_nothing_looks_saved(
    page: Page, reply: Callable[[Route], None]
) -> None:
    turn = ask(page, "Which challenges persist?")
    page.route(re.compile("/room/(judge|article)"), reply)
    verdict(turn, "Wrong").click()
    expect(turn.locator(".fn-said")).to_have_text(re.compile("."))
    expect(turn.locator(".fn-said")).not_to_contain_text("saved")
    expect(verdict(turn, "Wrong")).to_have_attribute("aria-pressed", "false")
    expect(turn.locator(".fn-expected")).to_be_hidden()
    marker(turn, 1).click()
    expect(said(page)).to_have_text(re.compile("."))


def test_on_a_phone_the_form_opens_without_moving_what_was_touched(
    browser: Browser, app_url: str
) -> None:
    place = """button => {
        const box = element => element.getBoundingClientRect();
        const [inner, outer] = [box(button), box(button.closest(".fn-turn"))];
        return [inner.left - outer.left, inner.top - outer.top, inner.width, inner.height];
    }"""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(app_url)
        turn = ask(page, "What challenges remain?")
        before = verdict(turn, "Wrong").evaluate(place)
        verdict(turn, "Wrong").click()
        expect(turn.locator(".fn-said")).to_have_text("Thank you, saved")
        assert verdict(turn, "Wrong").evaluate(place) == before
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
