"""The page as a reader uses it: a real browser on the real app, corpus and model."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.steps import ask, open_first_footnote

QUESTION = "What challenges remain?"
QUOTES = [
    "Despite progress, challenges persist, particularly in sourcing battery materials and "
    "establishing a robust supply chain.",
    "However, addressing challenges such as volatile energy prices and infrastructure gaps "
    "remains crucial for sustained progress.",
]


@pytest.fixture
def answered(page: Page) -> Page:
    """The page after the users' own question."""
    ask(page, QUESTION)
    return page


def test_both_challenges_are_quoted_and_footnoted(answered: Page) -> None:
    text = answered.locator(".fn-answer").inner_text()
    assert text == " ".join(f"{quote}[{number}]" for number, quote in enumerate(QUOTES, start=1))
    cards = answered.locator(".fn-card")
    expect(cards).to_have_count(2)
    for card, quote in zip(cards.all(), QUOTES, strict=True):
        expect(card.locator(".fn-quote")).to_have_text(f"“{quote}”")
        expect(card.locator(".fn-source")).to_have_text("000_008fac2661e1d780.txt")
    sure = answered.locator(".fn-confidence")
    expect(sure).not_to_contain_text("Confidence", use_inner_text=True)
    sure.locator("summary").click()
    expect(sure).to_contain_text("probability that the articles hold", use_inner_text=True)


def test_the_corpus_is_described(page: Page) -> None:
    expect(page.locator(".fn-facts")).to_have_text(
        re.compile("16 articles · 24 July 2025 to 27 February 2026 · last")
    )


def test_a_suggestion_is_asked_with_a_click_and_answered(page: Page) -> None:
    suggestion = page.locator(".fn-suggestion:visible").first
    question = suggestion.inner_text()
    suggestion.click()
    expect(page.locator(".fn-question")).to_have_text(question)
    page.locator(".fn-answer .fn-marker").first.wait_for()
    expect(page.locator(".fn-suggestion:visible")).to_have_count(0)


def test_a_marker_opens_the_article_at_the_quote(answered: Page) -> None:
    open_first_footnote(answered)
    mark = answered.locator("mark.fn-cited")
    expect(mark).to_have_text(QUOTES[0])
    expect(mark).to_be_in_viewport(ratio=1)
    expect(answered.locator("mark.fn-other")).to_have_text(QUOTES[1])
    assert answered.locator(".fn-reader-body").evaluate("body => body.scrollTop") > 0


def test_a_card_opens_the_article_too(answered: Page) -> None:
    answered.locator(".fn-card").nth(1).click()
    expect(answered.locator("mark.fn-cited")).to_have_text(QUOTES[1])
    answered.get_by_role("button", name="Back to the answer").click()
    expect(answered.get_by_role("dialog")).to_be_hidden()
    expect(answered.locator(".fn-card").nth(1)).to_be_focused()


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    keyboard = page.keyboard
    expect(page.get_by_label("Your question")).to_be_focused()
    keyboard.type(QUESTION)
    keyboard.press("Enter")
    page.get_by_role("button", name="New conversation").wait_for()
    page.locator(".fn-confidence").wait_for()
    second = page.locator(".fn-marker").nth(1)
    for _ in range(12):
        keyboard.press("Shift+Tab")
        if second.evaluate("marker => marker === document.activeElement"):
            break
    expect(second).to_be_focused()
    keyboard.press("Enter")
    expect(page.locator("mark.fn-cited")).to_have_text(QUOTES[1])
    keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(second).to_be_focused()


def test_a_follow_up_is_searched_with_the_conversation(page: Page) -> None:
    ask(page, "When did Northvolt file for bankruptcy in Sweden?")
    ask(page, "And who bought its plants?")
    turn = page.locator(".fn-turn").nth(1)
    searched = turn.locator(".fn-searched")
    expect(searched).to_contain_text(
        "Searched together with: When did Northvolt file for bankruptcy in Sweden?"
    )
    searched.get_by_role("button", name="Search the question as it stands").click()
    again = page.locator(".fn-turn").nth(2)
    expect(again.locator(".fn-question")).to_have_text("And who bought its plants?")
    expect(again.locator(".fn-answer, .fn-abstained").first).to_be_visible()
    expect(again.locator(".fn-searched")).to_have_count(0)
    page.locator(".fn-turn").first.locator(".fn-marker").first.click()
    expect(page.locator("mark.fn-cited")).to_have_text(
        re.compile("Northvolt filed for bankruptcy in Sweden")
    )


def test_no_answer_gives_the_reason_and_the_three_nearest(page: Page) -> None:
    ask(page, "Who is the president of Peru?")
    refusal = page.locator(".fn-abstained")
    expect(refusal).to_contain_text("No answer: weak evidence")
    expect(refusal.locator(".fn-near")).to_have_count(3)
    title = refusal.locator(".fn-near .fn-title").first.inner_text()
    refusal.locator(".fn-near").first.click()
    expect(page.locator(".fn-reader-title")).to_have_text(title)
    expect(page.locator(".fn-reader mark")).to_have_count(0)


def test_articles_are_listed_and_open(page: Page) -> None:
    ask(page, "Which articles appeared in February 2026?")
    turn = page.locator(".fn-turn")
    count = turn.locator(".fn-near").count()
    expect(turn.locator(".fn-count")).to_contain_text(f"{count} of 16 articles published from")
    turn.locator(".fn-near").first.click()
    expect(page.locator(".fn-reader-title")).to_be_visible()


def test_small_talk_gets_help(page: Page) -> None:
    ask(page, "hello")
    expect(page.locator(".fn-help")).to_contain_text("I answer questions from the indexed articles")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("", "The question is empty"),
        ("?!", "no word in it"),
        ("x" * 20_000, "20,000 characters, at most 2,000"),
    ],
)
def test_a_question_that_cannot_be_searched_is_told_so(
    page: Page, question: str, told: str
) -> None:
    ask(page, question)
    expect(page.locator(".fn-problem")).to_contain_text(told)
    expect(page.locator("p[role=status]")).to_contain_text(told)
    expect(page.locator(".toast-body")).to_have_count(0)
    ask(page, QUESTION)
    expect(page.locator(".fn-turn").nth(1).locator(".fn-marker")).to_have_count(2)


def test_a_new_conversation_forgets_the_old(answered: Page) -> None:
    answered.get_by_role("button", name="New conversation").click()
    expect(answered.locator(".fn-turn")).to_have_count(0)
    ask(answered, "And who bought its plants?")
    expect(answered.locator(".fn-searched")).to_have_count(0)


def test_two_readers_do_not_see_each_other(browser: Browser, app_url: str) -> None:
    with browser.new_context() as left, browser.new_context() as right:
        first, second = left.new_page(), right.new_page()
        for page in (first, second):
            page.goto(app_url)
        ask(first, "When did Northvolt file for bankruptcy in Sweden?")
        ask(second, "And who bought its plants?")
        expect(second.locator(".fn-turn")).to_have_count(1)
        expect(second.locator(".fn-searched")).to_have_count(0)
        expect(first.locator(".fn-turn")).to_have_count(1)
        expect(first.locator("body")).not_to_contain_text("And who bought its plants?")
