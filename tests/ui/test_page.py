"""The page as a reader uses it: a real browser on the real app, corpus and model."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.ui.steps import ask, open_first_footnote

CANCELLED = re.compile(r"/cancel$")
"""What the page calls to stop a question; one that is asked before its answer may be stopped with it."""
QUESTION = "What challenges remain?"
QUOTES = [
    "Despite progress, challenges persist, particularly in sourcing battery materials and establishing a robust supply "
    "chain.",
    "However, addressing challenges such as volatile energy prices and infrastructure gaps remains crucial for sustained "
    "progress.",
]


@pytest.fixture
def answered(page):
    """The page after the users' own question."""
    ask(page, QUESTION)
    return page


def test_every_request_stays_on_this_machine(context, app_url):
    page = context.new_page()
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("websocket", lambda websocket: seen.append(websocket.url))
    page.goto(app_url)
    ask(page, QUESTION)
    open_first_footnote(page)
    hosts = {urlsplit(url).hostname for url in seen if not url.startswith("data:")}
    assert len(seen) > 5
    assert hosts == {"127.0.0.1"}


def test_the_page_makes_no_complaint(context, app_url):
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.goto(app_url)
    ask(page, QUESTION)
    open_first_footnote(page)
    assert complaints == []


def test_both_challenges_are_quoted_and_footnoted(answered):
    text = answered.locator(".fn-answer").inner_text()
    assert text == " ".join(f"{quote}[{number}]" for number, quote in enumerate(QUOTES, start=1))
    cards = answered.locator(".fn-card")
    expect(cards).to_have_count(2)
    for card, quote in zip(cards.all(), QUOTES, strict=True):
        expect(card.locator(".fn-quote")).to_have_text(f"“{quote}”")
        expect(card.locator(".fn-source")).to_have_text("000_008fac2661e1d780.txt")
    expect(answered.locator(".fn-confidence")).to_have_attribute("title", re.compile("probability"))


def test_the_corpus_is_described(page):
    expect(page.locator(".fn-facts")).to_have_text(re.compile("16 articles · 24 July 2025 to 27 February 2026 · last"))


def test_a_suggestion_is_asked_with_a_click_and_answered(page):
    suggestion = page.locator(".fn-suggestion:visible").first
    question = suggestion.inner_text()
    suggestion.click()
    expect(page.locator(".fn-question")).to_have_text(question)
    page.locator(".fn-answer .fn-marker").first.wait_for()
    expect(page.locator(".fn-suggestion:visible")).to_have_count(0)


def test_a_marker_opens_the_article_at_the_quote(answered):
    open_first_footnote(answered)
    mark = answered.locator("mark.fn-cited")
    expect(mark).to_have_text(QUOTES[0])
    expect(mark).to_be_in_viewport(ratio=1)
    expect(answered.locator("mark.fn-other")).to_have_text(QUOTES[1])
    assert answered.locator(".fn-reader-body").evaluate("body => body.scrollTop") > 0


def test_a_card_opens_the_article_too(answered):
    answered.locator(".fn-card").nth(1).click()
    expect(answered.locator("mark.fn-cited")).to_have_text(QUOTES[1])
    answered.get_by_role("button", name="Back to the answer").click()
    expect(answered.get_by_role("dialog")).to_be_hidden()
    expect(answered.locator(".fn-card").nth(1)).to_be_focused()


def test_the_keyboard_alone_is_enough(page):
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


def test_a_follow_up_is_searched_with_the_conversation(page):
    ask(page, "When did Northvolt file for bankruptcy in Sweden?")
    ask(page, "And who bought its plants?")
    turn = page.locator(".fn-turn").nth(1)
    searched = "When did Northvolt file for bankruptcy in Sweden? And who bought its plants?"
    expect(turn.locator(".fn-searched")).to_have_text(f"Searched as “{searched}” Edit")
    page.locator(".fn-turn").first.locator(".fn-marker").first.click()
    expect(page.locator("mark.fn-cited")).to_have_text(re.compile("Northvolt filed for bankruptcy in Sweden"))


def test_no_answer_gives_the_reason_and_the_three_nearest(page):
    ask(page, "Who is the president of Peru?")
    refusal = page.locator(".fn-abstained")
    expect(refusal).to_contain_text("No answer: weak evidence")
    expect(refusal.locator(".fn-near")).to_have_count(3)
    title = refusal.locator(".fn-near .fn-title").first.inner_text()
    refusal.locator(".fn-near").first.click()
    expect(page.locator(".fn-reader-title")).to_have_text(title)
    expect(page.locator(".fn-reader mark")).to_have_count(0)


def test_small_talk_gets_help(page):
    ask(page, "hello")
    expect(page.locator(".fn-help")).to_contain_text("I answer questions from the indexed articles")


@pytest.mark.parametrize(
    ("question", "said"),
    [("", "The question is empty"), ("?!", "no word in it"), ("x" * 20_000, "20,000 characters, at most 2,000")],
)
def test_a_question_that_cannot_be_searched_is_told_so(page, question, said):
    ask(page, question)
    expect(page.locator(".fn-problem")).to_contain_text(said)
    expect(page.locator("p[role=status]")).to_contain_text(said)
    expect(page.locator(".toast-body")).to_have_count(0)
    ask(page, QUESTION)
    expect(page.locator(".fn-turn").nth(1).locator(".fn-marker")).to_have_count(2)


def test_a_new_conversation_forgets_the_old(answered):
    answered.get_by_role("button", name="New conversation").click()
    expect(answered.locator(".fn-turn")).to_have_count(0)
    ask(answered, "And who bought its plants?")
    expect(answered.locator(".fn-searched")).to_have_count(0)


def test_a_question_can_be_stopped_and_the_next_one_asked(context, run_app, starter_state):
    root = Path(__file__).parents[2]
    with run_app(starter_state, root / "corpus", Path(__file__).with_name("stuck_app.py")) as url:
        page = context.new_page()
        page.goto(url)
        page.get_by_label("Your question").fill("wait")
        page.get_by_label("Your question").press("Enter")
        expect(page.locator(".fn-waiting")).to_be_visible()
        with page.expect_response(CANCELLED):
            page.get_by_role("button", name="Stop").click()
        expect(page.locator(".fn-problem")).to_have_text("Stopped before there was an answer.")
        ask(page, QUESTION)
        expect(page.locator(".fn-marker")).to_have_count(2)
        page.get_by_label("Your question").fill("wait")
        page.get_by_label("Your question").press("Enter")
        expect(page.locator(".fn-waiting")).to_be_visible()
        with page.expect_response(CANCELLED):
            page.get_by_role("button", name="New conversation").click()
        expect(page.locator(".fn-turn")).to_have_count(0)
        expect(page.get_by_label("Your question")).to_be_focused()
        ask(page, QUESTION)
        expect(page.locator(".fn-turn")).to_have_count(1)


def test_two_readers_do_not_see_each_other(browser, app_url):
    with browser.new_context() as one, browser.new_context() as other:
        first, second = one.new_page(), other.new_page()
        for page in (first, second):
            page.goto(app_url)
        ask(first, "When did Northvolt file for bankruptcy in Sweden?")
        ask(second, "And who bought its plants?")
        expect(second.locator(".fn-turn")).to_have_count(1)
        expect(second.locator(".fn-searched")).to_have_count(0)
        expect(first.locator(".fn-turn")).to_have_count(1)
        expect(first.locator("body")).not_to_contain_text("And who bought its plants?")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_needs_no_sideways_scrolling(browser, app_url, scheme):
    with browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(app_url)
        ask(page, QUESTION)
        ask(page, "Who is the president of Peru? " + "x" * 300)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        expect(page.get_by_label("Your question")).to_be_in_viewport()
        open_first_footnote(page)
        assert page.locator(".fn-reader-body").evaluate("body => body.scrollWidth <= body.clientWidth")
        expect(page.locator("mark.fn-cited")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser, app_url, scheme):
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(app_url)
        ask(page, QUESTION)
        ask(page, "Who is the president of Peru?")
        open_first_footnote(page)
        wanted = (
            ".fn-header p", ".fn-facts", ".fn-question", ".fn-answer", ".fn-marker", ".fn-confidence", ".fn-card .fn-source",
            ".fn-card .fn-title", ".fn-card .fn-quote", ".fn-reason", ".fn-near .fn-source", "#fn-clear", ".submit-button",
            "mark.fn-cited", "mark.fn-other", ".fn-back", ".fn-verdict", ".fn-reject",
        )  # fmt: skip
        faint = {selector: ratio for selector in wanted if (ratio := page.locator(selector).first.evaluate(CONTRAST)) < 4.5}
        assert faint == {}


CONTRAST = """element => {
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b]
        .map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
    let ground = element;
    while (ground && (numbers(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0) ground = ground.parentElement;
    const a = light(numbers(getComputedStyle(element).color));
    const b = light(numbers(getComputedStyle(ground).backgroundColor));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""
