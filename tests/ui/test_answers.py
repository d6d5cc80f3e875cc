"""Answers that are no quotes: help, lists, questions back, refusals, problems."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui.steps import answered, ask, asks, begin, box, said

QUESTION = "What challenges remain?"


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_is_not_asked(page: Page, typed: str) -> None:
    box(page).fill(typed)
    asks(page).click()
    box(page).press("Enter")
    expect(page.locator(".fn-turn")).to_have_count(0)
    expect(page.get_by_role("heading", name="What do the articles say?")).to_be_visible()


def test_a_question_without_a_word_is_told_so_and_stays_in_the_box(page: Page) -> None:
    begin(page, "?!")
    expect(said(page)).to_contain_text("no word in it")
    expect(box(page)).to_have_value("?!")
    expect(page.locator(".fn-turn")).to_have_count(0)
    ask(page, QUESTION)
    expect(page.locator(".fn-turn .fn-answer .fn-m")).to_have_count(2)


def test_no_more_can_be_typed_than_a_question_may_have(page: Page) -> None:
    box(page).fill("x" * 1_999)
    box(page).press_sequentially("yz")
    expect(box(page)).to_have_value("x" * 1_999 + "y")


def test_small_talk_gets_help_and_cannot_be_judged(page: Page) -> None:
    turn = ask(page, "hello")
    expect(turn.locator(".fn-help")).to_contain_text("I answer questions from the indexed articles")
    expect(turn.get_by_role("button", name="Right", exact=True)).to_have_count(0)


def test_an_unclear_question_offers_questions_to_ask(page: Page) -> None:
    turn = ask(page, "How much did it cost?")
    option = turn.locator(".fn-next button").first
    text = option.inner_text()
    option.click()
    expect(answered(page, 2).locator(".fn-q-text")).to_have_text(text)


def test_articles_are_listed_and_open(page: Page) -> None:
    turn = ask(page, "Which articles appeared in February 2026?")
    count = turn.locator(".fn-near li").count()
    expect(turn).to_contain_text(f"{count} of 16 articles published from")
    turn.locator(".fn-near button").first.click()
    expect(page.locator(".fn-article-title")).to_be_visible()


def test_a_refusal_says_what_was_searched_and_gives_ways_on(page: Page) -> None:
    turn = ask(page, "Who is the president of Peru?")
    expect(turn.locator(".fn-reason")).to_have_text("The articles do not say.")
    expect(turn.locator(".fn-metaline")).to_contain_text("No answer")
    expect(turn.locator(".fn-metaline")).to_contain_text("16 articles searched")
    searched = turn.get_by_role("complementary", name="Sources of question 1")
    expect(searched).to_contain_text("What was searched")
    for name, value in {
        "Words": "Who is the president of Peru?",
        "Dates": "24 July 2025 to 27 February 2026",
        "Outlets": "all",
        "In no article": "Peru",
    }.items():
        row = searched.locator("dt", has_text=re.compile(f"^{name}$"))
        expect(row.locator("+ dd")).to_have_text(value)
    expect(turn.locator(".fn-near li")).to_have_count(3)
    title = turn.locator(".fn-near b").first.inner_text()
    turn.locator(".fn-near button").first.click()
    expect(page.locator(".fn-article-title")).to_have_text(title)
    expect(page.locator(".fn-cited")).to_have_count(0)


def test_print_has_the_answer_and_its_sources_and_nothing_to_operate(page: Page) -> None:
    turn = ask(page, "When did Northvolt file for bankruptcy in Sweden?")
    turn.get_by_role("button", name="Wrong").click()
    page.emulate_media(media="print")
    expect(turn.locator(".fn-quotes")).to_be_visible()
    expect(turn.locator(".fn-source").first).to_be_visible()
    for part in (".fn-tools", ".fn-dock", ".fn-flag", ".fn-rail", ".fn-expected", ".fn-bar"):
        expect(page.locator(part).first).to_be_hidden()
