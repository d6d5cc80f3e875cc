"""Feedback as a reader gives it, in a real browser on the real app, and as it is exported."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from rag.catalog import Catalog
from rag.feedback import eval_cases
from tests.ui.steps import ask

REFUSED = "Who is the president of Peru?"
EXPECTED = "Northvolt filed for bankruptcy in Sweden on 12 March 2025"


@pytest.fixture
def exported(starter_state):
    """Returns the eval cases of a question."""

    def read(question):
        catalog = Catalog(starter_state / "catalog.db")
        with catalog.view() as view:
            found = [case for case in eval_cases(view) if case["question"] == question]
        catalog.close()
        return found

    return read


def verdict(turn, name):
    return turn.get_by_role("button", name=name, exact=True)


def test_wrong_and_the_words_that_would_have_answered(page, starter_state):
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
    command = [Path(sys.executable).with_name("rag"), "feedback", "export", "--state", starter_state]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (case,) = [case for case in map(json.loads, done.stdout.splitlines()) if case["question"] == question]
    assert (case["verdict"], case["rejected"]) == ("wrong", [])
    assert case["evidence"] == [{"file": "2026-02-northvolt-collapse-and-lyten", "quote": EXPECTED}]


def test_a_footnote_that_does_not_support_it(page, exported):
    question = "Which challenges persist?"
    ask(page, question)
    doubt = page.get_by_role("button", name="Doesn't support this (footnote 1)")
    doubt.click()
    expect(doubt).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(".fn-said")).to_have_text("Saved as a test case")
    (case,) = exported(question)
    assert (case["verdict"], case["evidence"]) == ("unsupported", None)
    assert [quote["quote"] for quote in case["rejected"]] == [page.locator(".fn-quote").first.inner_text().strip("“”")]
    doubt.click()
    expect(page.locator(".fn-said")).to_have_text("Withdrawn")
    assert exported(question) == []


def test_the_keyboard_alone_judges_a_refusal(page, exported):
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


def test_what_was_said_and_typed_stays_while_the_next_answer_comes(page, exported):
    first, second = "When did Northvolt file for bankruptcy in Sweden?", "And who bought its plants?"
    ask(page, first)
    held = []
    page.route(re.compile("queue/join"), lambda route: held.append(route))
    page.get_by_label("Your question").fill(second)
    page.get_by_label("Your question").press("Enter")
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
    assert [said["text"] for said in case["history"]] == [first, exported(first)[0]["answer"]]


def test_only_a_finished_answer_can_be_judged(page):
    ask(page, "Which challenges persist?")
    ask(page, REFUSED)
    page.locator("#fn-question").evaluate("box => box.insertAdjacentHTML('beforeend', '<i class=stop-button></i>')")
    shown = [verdict(turn, "Right").is_visible() for turn in page.locator(".fn-turn").all()]
    assert shown == [True, False]


def test_a_new_conversation_has_no_judgement_yet(page):
    question = "What is black mass?"
    ask(page, question)
    verdict(page, "Right").click()
    expect(page.locator(".fn-said")).to_have_text("Saved as a test case")
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".fn-turn")).to_have_count(0)
    ask(page, question)
    expect(verdict(page, "Right")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".fn-said")).to_have_text("")


def test_hostile_words_are_judged_as_words(page, exported):
    question = (
        "What challenges remain? \"'><img src=x onerror=window.pwned=1></section><script>window.pwned=1</script> &quot; ${1}"
    )
    ask(page, question)
    verdict(page, "Wrong").click()
    page.get_by_label("Which words would have answered it?").fill("</textarea><img src=x onerror=window.pwned=1>")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".fn-said")).to_have_text("Saved; these words stand in no article")
    assert exported(question)[0]["question"] == question
    assert page.evaluate("window.pwned") is None
    assert page.locator("#fn-conversation").locator("img, script").count() == 0


@pytest.mark.parametrize("fail", [lambda route: route.abort(), lambda route: route.fulfill(status=500, body="{}")])
def test_a_server_that_does_not_answer_is_told_and_nothing_looks_saved(page, fail):
    ask(page, "hello")
    expect(page.locator(".fn-feedback")).to_have_count(0)
    ask(page, "Which challenges persist?")
    page.route(re.compile("component_server"), fail)
    verdict(page, "Wrong").click()
    expect(page.locator(".fn-said")).to_have_text(re.compile("does not answer"))
    expect(verdict(page, "Wrong")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".fn-expected")).to_be_hidden()
    page.locator(".fn-card").first.click()
    expect(page.locator(".fn-reader-body")).to_have_text(re.compile("does not answer"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_the_form_without_sideways_scrolling(browser, app_url, scheme):
    with browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(app_url)
        ask(page, "What challenges remain?")
        where = verdict(page, "Wrong").evaluate(PLACE)
        verdict(page, "Wrong").click()
        expect(page.locator(".fn-said")).to_have_text("Saved as a test case")
        assert verdict(page, "Wrong").evaluate(PLACE) == where
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        for button in page.locator(".fn-verdict, .fn-reject, .fn-send").all():
            assert button.bounding_box()["height"] >= 24


PLACE = """button => {
    const [own, turn] = [button, button.closest(".fn-turn")].map(element => element.getBoundingClientRect());
    return [own.left - turn.left, own.top - turn.top, own.width, own.height];
}"""
