"""Limits belong to a conversation: they stay in it, and a new one begins without."""

import re

from playwright.sync_api import Page, expect

from tests.ui.steps import ask, chip, limit_dates

LATE = "2026-02-01"


def test_limits_stay_in_their_conversation_and_the_next_begins_without(page: Page) -> None:
    limit_dates(page, LATE)
    ask(page, "Which articles appeared?")
    first = page.url
    expect(chip(page, "dates")).to_have_text("Since Feb 1, 2026")
    page.get_by_role("link", name="New question").click()
    expect(chip(page, "dates")).to_have_text("All dates")
    page.goto(first)
    expect(chip(page, "dates")).to_have_text("Since Feb 1, 2026")


def test_a_conversation_of_another_day_goes_on_with_its_limits(page: Page) -> None:
    chip(page, "articles").click()
    page.get_by_role("checkbox", name=re.compile("^Verkor opens")).check()
    page.get_by_role("button", name="Apply").click()
    limit_dates(page, "2025-01-01")
    ask(page, "Which articles appeared?")
    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(chip(page, "dates")).to_have_text("Since Jan 1, 2025")
    expect(chip(page, "articles")).to_have_text(re.compile("^Verkor opens"))
    expect(ask(page, "Which articles appeared?").locator(".fn-near li")).to_have_count(1)
    chip(page, "articles").click()
    page.get_by_role("button", name="Clear").click()
    page.reload()
    expect(chip(page, "articles")).to_have_text("All articles")


def test_what_is_set_before_a_question_waits_for_it(page: Page) -> None:
    ask(page, "Which articles appeared?")
    asked = page.url
    page.get_by_role("link", name="New question").click()
    limit_dates(page, LATE)
    page.goto(asked)
    expect(chip(page, "dates")).to_have_text("All dates")
    page.get_by_role("link", name="New question").click()
    expect(chip(page, "dates")).to_have_text("Since Feb 1, 2026")
