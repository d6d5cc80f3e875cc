"""Asking, as a person does it: suggestions, follow-ups, questions that are asked anew, drafts."""

import re

from playwright.sync_api import Page, expect

from tests.ui.steps import answered, ask, begin, box, marker, open_footnote

QUESTION = "What challenges remain?"
OTHER = "What is black mass?"


def test_the_library_is_described(page: Page) -> None:
    facts = page.locator(".fn-facts")
    expect(facts).to_contain_text("16 articles")
    expect(facts).to_contain_text("July 2025 to February 2026")
    expect(facts).to_contain_text("Read in")


def test_a_suggestion_is_asked_with_a_click_and_answered(page: Page) -> None:
    suggestion = page.get_by_role("list", name="Questions the articles answer").get_by_role(
        "button"
    )
    question = suggestion.first.locator("b").inner_text()
    suggestion.first.click()
    turn = answered(page, 1)
    expect(turn.locator(".fn-q-text")).to_have_text(question)
    expect(marker(turn, 1)).to_be_visible()
    expect(suggestion.first).to_be_hidden()
    expect(page).to_have_title(f"{question} · Footnote")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    keyboard = page.keyboard
    expect(box(page)).to_be_focused()
    keyboard.type("What challenges")
    keyboard.press("Shift+Enter")
    keyboard.type("remain?")
    expect(box(page)).to_have_value("What challenges\nremain?")
    keyboard.press("Enter")
    turn = answered(page, 1)
    expect(turn.locator(".fn-m").first).to_be_visible()
    second = marker(turn, 2)
    for _ in range(40):
        keyboard.press("Shift+Tab")
        if second.evaluate("marker => marker === document.activeElement"):
            break
    expect(second).to_be_focused()
    keyboard.press("Enter")
    expect(page.locator(".fn-cited.is-on")).to_contain_text("However, addressing challenges")
    keyboard.press("Escape")
    expect(second).to_be_focused()


def test_what_is_asked_leaves_the_box_and_takes_its_place_at_once(page: Page) -> None:
    begin(page, QUESTION)
    expect(page.locator(".fn-q-text")).to_have_text(QUESTION)
    expect(box(page)).to_have_value("")
    answered(page, 1)
    expect(page.locator("#fn-announce")).to_have_text("Answered, 2 footnotes.")


def test_a_follow_up_is_searched_with_the_conversation(page: Page) -> None:
    ask(page, "When did Northvolt file for bankruptcy in Sweden?")
    turn = ask(page, "And who bought its plants?")
    expect(turn).to_contain_text("When did Northvolt file for bankruptcy in Sweden?")
    turn.get_by_role("button", name="Search without these words").click()
    again = answered(page, 3)
    expect(again.locator(".fn-q-text")).to_have_text("And who bought its plants?")
    expect(again.locator(".fn-with")).to_have_count(0)
    quote = open_footnote(page.locator(".fn-turn").first, 1)
    expect(quote).to_have_text(re.compile("Northvolt filed for bankruptcy in Sweden"))


def test_a_new_question_begins_a_conversation_that_knows_nothing_of_the_last(page: Page) -> None:
    ask(page, "When did Northvolt file for bankruptcy in Sweden?")
    page.get_by_role("link", name="New question").click()
    expect(page.locator(".fn-turn")).to_have_count(0)
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_attribute("placeholder", "Ask about the articles")
    turn = ask(page, "And who bought its plants?")
    expect(turn.locator(".fn-with")).to_have_count(0)
    expect(page.locator(".fn-turn")).to_have_count(1)


def test_an_earlier_question_asked_anew_is_a_branch_one_can_leave(page: Page) -> None:
    ask(page, QUESTION)
    ask(page, OTHER)
    first = page.locator(".fn-turn").first
    first.hover()
    first.get_by_role("button", name="Edit this question").click()
    editing = first.get_by_role("textbox", name="Edit this question")
    expect(editing).to_be_focused()
    editing.fill("When did Northvolt file for bankruptcy in Sweden?")
    editing.press("Enter")
    turn = answered(page, 1)
    expect(page.locator(".fn-turn")).to_have_count(1)
    expect(turn).to_contain_text("Version 2 of 2")
    expect(turn.locator(".fn-quotes")).to_contain_text("12 March 2025")
    turn.get_by_role("button", name="The version before").click()
    expect(page.locator(".fn-q-text")).to_have_text([QUESTION, OTHER])
    expect(page.locator(".fn-turn").first).to_contain_text("Version 1 of 2")
    page.get_by_role("button", name="The version after").click()
    expect(page.locator(".fn-turn")).to_have_count(1)
    page.reload()
    expect(page.locator(".fn-turn")).to_contain_text("Version 2 of 2")


def test_an_edit_can_be_given_up(page: Page) -> None:
    turn = ask(page, QUESTION)
    turn.hover()
    turn.get_by_role("button", name="Edit this question").click()
    editing = turn.get_by_role("textbox", name="Edit this question")
    editing.fill("Something else?")
    editing.press("Escape")
    expect(turn.locator(".fn-q-text")).to_have_text(QUESTION)
    expect(turn.get_by_role("button", name="Edit this question")).to_be_focused()
    expect(page.locator(".fn-turn")).to_have_count(1)


def test_a_question_can_be_asked_again(page: Page) -> None:
    turn = ask(page, QUESTION)
    turn.get_by_role("button", name="Ask again").click()
    menu = page.locator("#fn-popup")
    expect(menu.get_by_role("button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(turn.get_by_role("button", name="Ask again")).to_be_focused()
    page.keyboard.press("Enter")
    menu.get_by_role("button", name="Same question once more").click()
    again = answered(page, 2)
    expect(again.locator(".fn-q-text")).to_have_text(QUESTION)


def test_a_draft_is_kept_over_a_reload_for_each_conversation(page: Page) -> None:
    box(page).fill("A new draft")
    page.reload()
    expect(box(page)).to_have_value("A new draft")
    ask(page, QUESTION)
    box(page).fill("A draft of this conversation")
    page.get_by_role("link", name="New question").click()
    expect(box(page)).to_have_value("")
    page.go_back()
    expect(page.locator(".fn-q-text")).to_have_text(QUESTION)
    expect(box(page)).to_have_value("A draft of this conversation")
