"""Exact words put into the draft: from an answer, from an article, from the clippings."""

import re

from playwright.sync_api import Page, expect

from tests.ui.checking import box, go_there, kept
from tests.ui.steps import ask, marker, open_footnote, said


def test_a_footnote_is_quoted_into_the_draft_and_taken_off(page: Page) -> None:
    turn = ask(page, "When did Northvolt file for bankruptcy in Sweden?")
    marker(turn, 1).hover()
    page.get_by_role("tooltip").get_by_role("button", name="Quote into the draft").click()
    expect(said(page)).to_contain_text("Quoted into the draft")
    said(page).get_by_role("button", name="Undo").click()
    expect(said(page)).to_contain_text("Taken out again")
    quote = open_footnote(turn).inner_text()
    page.get_by_role("complementary").get_by_role("button", name="Quote into the draft").click()
    said(page).get_by_role("link", name="Check a text").click()
    source = r"\((?!.*\.md).*20\d\d\)"  # the name of a file is no outlet
    expect(box(page)).to_have_value(re.compile(f"^“{re.escape(quote)}” {source}$"))


def test_a_sentence_of_an_article_and_a_clipping_are_quoted_into_the_draft(page: Page) -> None:
    turn = ask(page, "When did Northvolt file for bankruptcy in Sweden?")
    quote = open_footnote(turn).inner_text()
    page.get_by_role("button", name="Add to clippings").click()
    other = page.locator(".fn-article p").last
    other.click(position={"x": 20, "y": 12})
    chosen = str(page.evaluate("document.getSelection().toString()")).strip()
    assert chosen
    assert chosen not in quote
    page.get_by_role("complementary").get_by_role("button", name="Quote into the draft").click()
    expect(said(page)).to_contain_text("Quoted into the draft")
    page.goto(re.sub(r"(:\d+)/.*", r"\1/clippings", page.url))
    page.get_by_role("button", name="Quote into the draft").click()
    said(page).get_by_role("link", name="Check a text").click()
    text = box(page).input_value().replace("‘", "“").replace("’", "”")
    first, second = text.split("\n\n")
    assert " ".join(chosen.split())[:40] in " ".join(first.split())
    assert second.startswith(f"“{quote}”")


def test_a_window_that_waits_sees_what_was_quoted_meanwhile(page: Page) -> None:
    there = page
    go_there(there)
    kept(there, "What I had before.")
    other = there.context.new_page()
    other.goto(re.sub(r"(:\d+)/.*", r"\1/", there.url))
    marker(ask(other, "When did Northvolt file for bankruptcy in Sweden?"), 1).click()
    other.get_by_role("complementary").get_by_role("button", name="Quote into the draft").click()
    expect(said(other)).to_contain_text("Quoted into the draft")
    there.bring_to_front()
    there.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(box(there)).to_have_value(re.compile("^What I had before\\.\n\n“Northvolt"))
