"""The answer, and the card of a footnote, as a person reads them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui.steps import ask, expect_no_reader, marker

QUESTION = "What challenges remain?"
QUOTES = [
    "Despite progress, challenges persist, particularly in sourcing battery materials and "
    "establishing a robust supply chain.",
    "However, addressing challenges such as volatile energy prices and infrastructure gaps "
    "remains crucial for sustained progress.",
]
SOON = 500
"""Milliseconds in which a card is there."""


@pytest.fixture
def read(page: Page) -> Page:
    """The page after a question with two quotes of one article."""
    ask(page, QUESTION)
    return page


def test_both_challenges_are_quoted_and_footnoted(read: Page) -> None:
    quotes = read.locator(".fn-quotes")
    expect(quotes).to_have_text(" ".join(f"{quote}{n}" for n, quote in enumerate(QUOTES, start=1)))
    source = read.get_by_role("complementary", name="Sources of question 1")
    expect(source.locator(".fn-source-title[data-open]")).to_have_count(1)
    expect(source.locator(".fn-cite")).to_have_count(2)
    expect(read.locator(".fn-metaline")).to_contain_text("2 quotes, 1 article")
    expect(read.locator(".fn-sure")).to_have_attribute("title", re.compile(r"^\d+ %: estimated"))
    expect(read.locator(".fn-metaline")).not_to_contain_text("%")


def test_a_card_shows_the_quote_where_it_stands(read: Page) -> None:
    card = read.get_by_role("tooltip")
    marker(read, 1).hover()
    expect(card).to_be_visible(timeout=SOON)
    expect(card.locator("strong")).to_have_text(QUOTES[0])
    expect(card).to_contain_text("Only version")
    expect(marker(read, 1)).to_have_attribute("aria-describedby", "fn-card")
    expect(read.locator(".fn-s.is-on")).to_contain_text(QUOTES[0])
    expect(read.locator(".fn-cite.is-on")).to_have_attribute("data-m", "1")
    card.hover()
    read.mouse.move(5, 5)
    expect(card).to_be_hidden(timeout=SOON)
    expect(read.locator(".fn-answer .is-on")).to_have_count(0)


def test_a_card_is_there_on_focus_and_goes_with_escape(read: Page) -> None:
    card = read.get_by_role("tooltip")
    marker(read, 1).focus()
    read.keyboard.press("Tab")
    expect(marker(read, 2)).to_be_focused()
    expect(card).to_be_visible(timeout=SOON)
    expect(card.locator("strong")).to_have_text(QUOTES[1])
    read.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(marker(read, 2)).to_be_focused()


def test_a_source_lights_up_its_sentence(read: Page) -> None:
    read.locator(".fn-cite").nth(1).hover()
    expect(read.locator(".fn-s.is-on")).to_contain_text(QUOTES[1])


def test_a_card_opens_the_reader(read: Page) -> None:
    marker(read, 2).hover()
    read.get_by_role("tooltip").get_by_role("button", name="Read there").click()
    expect(read.locator(".fn-cited.is-on")).to_have_text(QUOTES[1])


def test_a_source_opens_the_reader(read: Page) -> None:
    read.locator(".fn-cite-open").nth(1).click()
    expect(read.locator(".fn-cited.is-on")).to_have_text(QUOTES[1])
    read.get_by_role("button", name="Sources", exact=True).click()
    expect_no_reader(read)
