"""Answer, card and reader, as a person uses them: the words, where they stand, and the way back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui.steps import answered, ask, expect_no_reader, marker, open_footnote, text_of

QUESTION = "What challenges remain?"
QUOTES = [
    "Despite progress, challenges persist, particularly in sourcing battery materials and "
    "establishing a robust supply chain.",
    "However, addressing challenges such as volatile energy prices and infrastructure gaps "
    "remains crucial for sustained progress.",
]
SEVERAL = "Compare Verkor and ACC"
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
    expect(source.locator(".fn-source-title")).to_have_count(1)
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


def test_words_are_found_in_the_article(read: Page) -> None:
    open_footnote(read.locator(".fn-turn"), 1)
    read.keyboard.press("/")
    find = read.get_by_role("searchbox", name="Find in article")
    expect(find).to_be_focused()
    find.fill("BATTERY")
    status = read.locator("#fn-find [role=status]")
    expect(status).to_have_text(re.compile(r"^1 of \d+$"))
    found = read.evaluate("CSS.highlights.get('fn-find').size")
    assert found > 1
    find.press("Enter")
    expect(status).to_have_text(f"2 of {found}")
    find.fill("no such words")
    expect(status).to_have_text("not found")
    find.press("Escape")
    expect(find).to_be_hidden()
    expect(text_of(read)).to_be_focused()
    assert not read.evaluate("CSS.highlights.has('fn-find')")


def test_the_keyboard_scrolls_the_article(read: Page) -> None:
    open_footnote(read.locator(".fn-turn"), 1)
    read.keyboard.press("Home")
    expect(read.locator(".fn-article-title")).to_be_in_viewport()
    read.keyboard.press("PageDown")
    expect(read.locator(".fn-article-title")).not_to_be_in_viewport()
    read.keyboard.press("End")
    expect(read.locator(".fn-article > :last-child")).to_be_in_viewport()


def test_the_map_shows_every_quote_and_goes_there(read: Page) -> None:
    open_footnote(read.locator(".fn-turn"), 1)
    marks = read.locator("#fn-map")
    expect(marks.locator("i")).to_have_count(2)
    expect(marks.locator("i.is-on")).to_have_count(1)
    read.keyboard.press("End")
    marks.click(position={"x": 4, "y": 4})
    expect(read.locator(".fn-article-title")).to_be_in_viewport()


def test_the_newest_article_is_read_without_a_question(page: Page) -> None:
    first = page.locator(".fn-newest button:visible").first
    title = first.locator("b").inner_text()
    first.click()
    expect(text_of(page).get_by_role("heading", name=title)).to_be_visible()
    expect(page.locator(".fn-cited")).to_have_count(0)
    expect(page.locator("#fn-quote-count")).to_have_count(0)
    page.keyboard.press("Escape")
    expect_no_reader(page)
    expect(first).to_be_focused()


def test_a_sentence_of_the_article_becomes_a_question(read: Page) -> None:
    open_footnote(read.locator(".fn-turn"), 1)
    read.get_by_role("button", name="Ask about it").click()
    box = read.get_by_role("textbox", name="Your question")
    expect(box).to_be_focused()
    expect(box).to_have_value(f"“{QUOTES[0]}” ")


def test_a_follow_up_can_be_asked_while_an_article_is_read(read: Page) -> None:
    turn = read.locator(".fn-turn").first
    open_footnote(turn, 1)
    ask(read, "What is black mass?")
    expect(text_of(read)).to_be_visible()
    read.keyboard.press("Escape")
    open_footnote(answered(read, 2), 1)
    expect(read).to_have_url(re.compile("/turn/2/quote/1$"))
