"""Feedback as a reader gives it, in a real browser on the real app, and as it is exported."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from rag import Chatbot
from rag.evaluation.feedback import eval_cases
from tests.ui.steps import (
    answered,
    ask,
    begin,
    expect_no_reader,
    open_footnote,
    verdict,
)

Exported = Callable[[str], list[dict[str, Any]]]
REFUSED = "Who is the president of Peru?"
EXPECTED = "Northvolt filed for bankruptcy in Sweden on 12 March 2025"


@pytest.fixture
def exported(starter_bot: Chatbot) -> Exported:
    """Returns the eval cases of a question."""
    library = starter_bot.library
    return lambda question: [case for case in eval_cases(library) if case["question"] == question]


def flag(turn: Page | Locator, number: int) -> Locator:
    return turn.get_by_role("button", name=f"Footnote {number} doesn't support this")


def test_wrong_and_the_words_that_would_have_answered(page: Page, exported: Exported) -> None:
    question = "What challenges remain?"
    turn = ask(page, question)
    expect(turn.locator(".fn-expected")).to_be_hidden()
    verdict(turn, "Wrong").click()
    expect(turn.locator(".fn-said")).to_have_text("Thank you, saved")
    expect(page.locator("#fn-announce")).to_have_text("Thank you, saved")
    box = turn.get_by_label("Which words would have answered it?")
    box.fill("these words are nowhere")
    turn.get_by_role("button", name="Send").click()
    expect(turn.locator(".fn-said")).to_have_text(
        "Thank you, saved. No article has these words: put in others where you know them"
    )
    box.fill(EXPECTED.replace(" in ", "\n in "))
    turn.get_by_role("button", name="Send").click()
    expect(turn.locator(".fn-said")).to_have_text("Thank you, saved")
    expect(turn.locator(".fn-expected")).to_be_hidden()
    (case,) = exported(question)
    assert (case["verdict"], case["rejected"]) == ("wrong", [])
    assert case["evidence"] == [{"file": "2026-02-northvolt-collapse-and-lyten", "quote": EXPECTED}]


def test_a_footnote_that_does_not_support_it(page: Page, exported: Exported) -> None:
    question = "Which challenges persist?"
    turn = ask(page, question)
    turn.locator(".fn-cite").first.hover()
    flag(turn, 1).click()
    expect(flag(turn, 1)).to_have_attribute("aria-pressed", "true")
    expect_no_reader(page)
    expect(turn.locator(".fn-said")).to_have_text("Thank you, saved")
    (case,) = exported(question)
    assert (case["verdict"], case["evidence"]) == ("unsupported", None)
    (quote,) = [rejected["quote"] for rejected in case["rejected"]]
    open_footnote(turn, 1)
    expect(page.locator(".fn-cited.is-on")).to_have_text(quote)
    page.keyboard.press("Escape")
    flag(turn, 1).click()
    expect(turn.locator(".fn-said")).to_have_text("Withdrawn")
    assert exported(question) == []


def test_the_keyboard_alone_judges_a_refusal(page: Page, exported: Exported) -> None:
    turn = ask(page, REFUSED)
    right, wrong = verdict(turn, "Right"), verdict(turn, "Wrong")
    right.focus()
    page.keyboard.press("Space")
    expect(right).to_have_attribute("aria-pressed", "true")
    expect(turn.locator(".fn-said")).to_have_text("Thank you, saved")
    assert exported(REFUSED)[0]["evidence"] == []
    for key in ("Tab", "Enter", "Tab"):
        page.keyboard.press(key)
    expect(turn.locator(".fn-expected textarea")).to_be_focused()
    page.keyboard.type(EXPECTED)
    for key in ("Tab", "Enter"):
        page.keyboard.press(key)
    expect(turn.locator(".fn-expected")).to_be_hidden()
    expect(wrong).to_be_focused()
    expect(right).to_have_attribute("aria-pressed", "false")
    assert exported(REFUSED)[0]["evidence"][0]["quote"] == EXPECTED


def test_verdicts_and_typed_words_stay_while_the_next_answer_comes(
    page: Page, exported: Exported
) -> None:
    first, second = "When did Northvolt file for bankruptcy in Sweden?", "And who bought it?"
    turn = ask(page, first)
    held: list[Route] = []
    page.route(re.compile("call/ask$"), lambda route: held.append(route))
    with page.expect_request(re.compile("call/ask$")):
        begin(page, second)
    verdict(turn, "Wrong").click()
    turn.locator(".fn-cite").first.hover()
    flag(turn, 1).click()
    expect(turn.locator(".fn-said")).to_have_text("Thank you, saved")
    box = turn.get_by_label("Which words would have answered it?")
    box.press_sequentially("not sent")
    (asking,) = held
    asking.continue_()
    later = answered(page, 2)
    expect(box).to_be_focused()
    verdict(later, "Right").click()
    expect(later.locator(".fn-said")).to_have_text("Thank you, saved")
    expect(verdict(turn, "Wrong")).to_have_attribute("aria-pressed", "true")
    expect(flag(turn, 1)).to_have_attribute("aria-pressed", "true")
    expect(turn.locator(".fn-said")).to_have_text("Thank you, saved")
    expect(box).to_have_value("not sent")
    (case,) = exported(second)
    assert [turn["text"] for turn in case["history"]] == [first, exported(first)[0]["answer"]]
