"""Answer, card and reader, as a person uses them: the words, where they stand, and the way back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui.steps import ask, expect_no_reader, marker, open_footnote, text_of

QUESTION = "What challenges remain?"
QUOTES = [
    "Despite progress, challenges persist, particularly in sourcing battery materials and "
    "establishing a robust supply chain.",
    "However, addressing challenges such as volatile energy prices and infrastructure gaps "
    "remains crucial for sustained progress.",
]
SEVERAL = "Compare Verkor and ACC"


@pytest.fixture
def read(page: Page) -> Page:
    """The page after a question with two quotes of one article."""
    ask(page, QUESTION)
    return page


def test_a_marker_opens_the_article_beside_the_answer(read: Page) -> None:
    quote = open_footnote(read.locator(".fn-turn"), 1)
    expect(quote).to_have_text(QUOTES[0])
    expect(quote).to_be_in_viewport(ratio=1)
    expect(read.locator(".fn-cited:not(.is-on)")).to_have_text(QUOTES[1])
    expect(text_of(read)).to_be_focused()
    assert text_of(read).evaluate("text => text.scrollTop") > 0
    answer, reader = (
        read.locator(selector).bounding_box() for selector in (".fn-quotes", ".fn-reader")
    )
    assert answer
    assert reader
    assert answer["x"] + answer["width"] <= reader["x"], "the reader covers the answer"
    expect(read.locator(".fn-veil")).to_be_hidden()
    opacity = "part => getComputedStyle(part).opacity"
    assert {read.locator(part).evaluate(opacity) for part in (".fn-quotes", ".fn-frame")} == {"1"}


def test_the_next_quote_is_a_key_away_over_all_articles(page: Page) -> None:
    turn = ask(page, SEVERAL)
    quotes = turn.locator(".fn-cite").count()
    assert turn.locator(".fn-source").count() > 1
    open_footnote(turn, 1)
    count = page.locator("#fn-quote-count")
    for number in [*range(2, quotes + 1), 1]:
        page.keyboard.press("n")
        expect(count).to_have_text(f"Quote {number} of {quotes}")
        expect(page.locator(f".fn-cited.is-on[data-quote='{number}']").first).to_be_in_viewport()
        expect(page).to_have_url(re.compile(f"/turn/1/quote/{number}$"))
    page.keyboard.press("p")
    expect(count).to_have_text(f"Quote {quotes} of {quotes}")
    page.get_by_role("button", name="Next quote").click()
    expect(count).to_have_text(f"Quote 1 of {quotes}")
    page.keyboard.press("Escape")
    expect_no_reader(page)
    expect(marker(turn, 1)).to_be_focused()


def test_a_quote_in_the_article_becomes_the_current_one(read: Page) -> None:
    open_footnote(read.locator(".fn-turn"), 1)
    read.locator(".fn-cited[data-quote='2']").click()
    expect(read.locator("#fn-quote-count")).to_have_text("Quote 2 of 2")
    expect(read.locator(".fn-cited.is-on")).to_have_text(QUOTES[1])
    expect(read).to_have_url(re.compile("/quote/2$"))


def test_the_address_says_what_is_read_and_a_reload_restores_it(read: Page) -> None:
    open_footnote(read.locator(".fn-turn"), 2)
    expect(read).to_have_url(re.compile(r"#/c/[\w-]+/turn/1/quote/2$"))
    read.reload()
    expect(read.locator(".fn-cited.is-on")).to_have_text(QUOTES[1])
    expect(read.locator(".fn-cited.is-on")).to_be_in_viewport()
    expect(read.locator("#fn-quote-count")).to_have_text("Quote 2 of 2")
    expect(read.locator(".fn-quotes")).to_contain_text(QUOTES[0])
    read.keyboard.press("Escape")
    expect_no_reader(read)
    expect(read).to_have_url(re.compile(r"#/c/[\w-]+$"))


def test_back_closes_the_reader_and_forward_opens_it(read: Page) -> None:
    turn = read.locator(".fn-turn")
    open_footnote(turn, 1)
    read.keyboard.press("n")
    expect(read.locator("#fn-quote-count")).to_have_text("Quote 2 of 2")
    read.go_back()
    expect_no_reader(read)
    expect(turn).to_have_count(1)
    read.go_forward()
    expect(read.locator(".fn-cited.is-on")).to_have_text(QUOTES[1])


def test_escape_closes_the_reader_and_returns_to_the_marker(read: Page) -> None:
    turn = read.locator(".fn-turn")
    open_footnote(turn, 2)
    read.keyboard.press("Escape")
    expect_no_reader(read)
    expect(marker(turn, 2)).to_be_focused()
    expect(read).to_have_url(re.compile(r"#/c/[\w-]+$"))
    read.go_back()
    expect(read.get_by_role("heading", name="What do the articles say?")).to_be_visible()
