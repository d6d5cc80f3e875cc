"""Feedback as a reader gives it, in a real browser on the real app, and as it is exported."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from rag import Chatbot
from rag.evaluation.feedback import eval_cases
from tests.ui.steps import ask, begin, verdict

Exported = Callable[[str], list[dict[str, Any]]]
REFUSED = "Who is the president of Peru?"
EXPECTED = "Northvolt filed for bankruptcy in Sweden on 12 March 2025"


@pytest.fixture
def exported(starter_bot: Chatbot) -> Exported:
    """Returns the eval cases of a question."""
    library = starter_bot.library
    return lambda question: [case for case in eval_cases(library) if case["question"] == question]


def test_wrong_and_the_words_that_would_have_answered(page: Page, exported: Exported) -> None:
    question = "What challenges remain?"
    ask(page, question)
    turn = page.locator(".fn-turn")
    expect(turn.locator(".fn-expected")).to_be_hidden()
    verdict(turn, "Wrong").click()
    expect(turn.locator(".fn-said")).to_have_text("Saved as a test case")
    expect(page.locator(".fn-announcer")).to_have_text("Saved as a test case")
    box = turn.get_by_label("Which words would have answered it?")
    box.fill("these words are nowhere")
    turn.get_by_role("button", name="Send").click()
    expect(turn.locator(".fn-said")).to_have_text("Saved; these words stand in no article")
    box.fill(EXPECTED.replace(" in ", "\n in "))
    turn.get_by_role("button", name="Send").click()
    expect(turn.locator(".fn-said")).to_have_text("Saved as a test case")
    expect(turn.locator(".fn-expected")).to_be_hidden()
    (case,) = exported(question)
    assert (case["verdict"], case["rejected"]) == ("wrong", [])
    assert case["evidence"] == [{"file": "2026-02-northvolt-collapse-and-lyten", "quote": EXPECTED}]


def test_a_footnote_that_does_not_support_it(page: Page, exported: Exported) -> None:
    question = "Which challenges persist?"
    ask(page, question)
    doubt = page.get_by_role("button", name="Doesn't support this (footnote 1)")
    doubt.click()
    expect(doubt).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(".fn-said")).to_have_text("Saved as a test case")
    (case,) = exported(question)
    assert (case["verdict"], case["evidence"]) == ("unsupported", None)
    assert [quote["quote"] for quote in case["rejected"]] == [
        page.locator(".fn-quote").first.inner_text().strip("“”")
    ]
    doubt.click()
    expect(page.locator(".fn-said")).to_have_text("Withdrawn")
    assert exported(question) == []


def test_the_keyboard_alone_judges_a_refusal(page: Page, exported: Exported) -> None:
    ask(page, REFUSED)
    right, wrong = verdict(page, "Right"), verdict(page, "Wrong")
    right.focus()
    page.keyboard.press("Space")
    expect(right).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".fn-said")).to_have_text("Saved as a test case")
    assert exported(REFUSED)[0]["evidence"] == []
    for key in ("Tab", "Enter", "Tab"):
        page.keyboard.press(key)
    expect(page.locator(".fn-expected textarea")).to_be_focused()
    page.keyboard.type(EXPECTED)
    for key in ("Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".fn-expected")).to_be_hidden()
    expect(wrong).to_be_focused()
    expect(right).to_have_attribute("aria-pressed", "false")
    assert exported(REFUSED)[0]["evidence"][0]["quote"] == EXPECTED


def test_verdicts_and_typed_words_stay_while_the_next_answer_comes(
    page: Page, exported: Exported
) -> None:
    first, second = "When did Northvolt file for bankruptcy in Sweden?", "And who bought it?"
    ask(page, first)
    held: list[Route] = []
    page.route(re.compile("queue/join"), lambda route: held.append(route))
    begin(page, second)
    turn = page.locator(".fn-turn").first
    verdict(turn, "Wrong").click()
    turn.get_by_role("button", name="Doesn't support this (footnote 1)").click()
    expect(turn.locator(".fn-said")).to_have_text("Saved as a test case")
    box = turn.get_by_label("Which words would have answered it?")
    box.press_sequentially("not sent")
    (asking,) = held
    asking.continue_()
    later = page.locator(".fn-turn").nth(1)
    verdict(later, "Right").wait_for()
    expect(box).to_be_focused()
    verdict(later, "Right").click()
    expect(later.locator(".fn-said")).to_have_text("Saved as a test case")
    expect(verdict(turn, "Wrong")).to_have_attribute("aria-pressed", "true")
    expect(turn.locator(".fn-reject").first).to_have_attribute("aria-pressed", "true")
    expect(turn.locator(".fn-said")).to_have_text("Saved as a test case")
    expect(box).to_have_value("not sent")
    (case,) = exported(second)
    assert [turn["text"] for turn in case["history"]] == [first, exported(first)[0]["answer"]]


def test_hostile_words_are_judged_as_words(page: Page, exported: Exported) -> None:
    question = (
        "What challenges remain? \"'><img src=x onerror=window.pwned=1></section>"
        "<script>window.pwned=1</script> &quot; ${1}"
    )
    ask(page, question)
    verdict(page, "Wrong").click()
    page.get_by_label("Which words would have answered it?").fill(
        "</textarea><img src=x onerror=window.pwned=1>"
    )
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".fn-said")).to_have_text("Saved; these words stand in no article")
    assert exported(question)[0]["question"] == question
    assert page.evaluate("window.pwned") is None
    assert page.locator("#fn-conversation").locator("img, script").count() == 0
