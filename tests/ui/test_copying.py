"""Handing on, as a person does it: to the clipboard, as a file, among the clippings."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.steps import ask, open_footnote, said

QUESTION = "What challenges remain?"
CLIPBOARD = """async kind => {
    const [item] = await navigator.clipboard.read();
    return (await item.getType(kind)).text();
}"""


@pytest.fixture
def copying(browser: Browser, app_url: str) -> Iterator[Page]:
    """The page of somebody who lets it reach the clipboard."""
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(app_url)
        yield page


def test_an_answer_is_copied_with_its_footnotes(copying: Page) -> None:
    turn = ask(copying, QUESTION)
    turn.get_by_role("button", name="Copy with footnotes").click()
    expect(said(copying)).to_contain_text("Copied with its footnotes")
    plain, html = (copying.evaluate(CLIPBOARD, kind) for kind in ("text/plain", "text/html"))
    for text in (plain, html):
        assert "challenges persist, particularly in sourcing battery materials" in text
        assert "Efforts to localize lithium battery production" in text
    assert re.search(r"^\[\^1\]: ", plain, re.MULTILINE)
    assert "<script" not in html
    assert "<p" in html


def test_a_quote_is_copied_with_its_footnote(copying: Page) -> None:
    open_footnote(ask(copying, QUESTION), 2)
    copying.get_by_role("button", name="Copy with footnote", exact=True).click()
    expect(said(copying)).to_contain_text("Quote copied with its footnote")
    plain = copying.evaluate(CLIPBOARD, "text/plain")
    assert "volatile energy prices" in plain
    assert "challenges persist" not in plain


def test_the_address_of_a_conversation_is_copied(copying: Page) -> None:
    ask(copying, QUESTION)
    copying.get_by_role("button", name="Copy link").click()
    expect(said(copying)).to_contain_text("Link copied")
    assert copying.evaluate("navigator.clipboard.readText()") == copying.url


@pytest.mark.parametrize(
    ("form", "ending", "start"),
    [("Markdown", "md", b"# "), ("Word document", "docx", b"PK"), ("RIS", "ris", b"TY  - ")],
)
def test_an_answer_is_saved_as_a_file(copying: Page, form: str, ending: str, start: bytes) -> None:
    turn = ask(copying, QUESTION)
    turn.get_by_role("button", name="Share or export").click()
    with copying.expect_download() as saved:
        copying.locator("#fn-popup").get_by_role("button", name=form).click()
    assert saved.value.suggested_filename == f"What-challenges-remain.{ending}"
    assert saved.value.path().read_bytes().lstrip(b"\xef\xbb\xbf").startswith(start)


def test_a_conversation_is_saved_as_a_file(copying: Page) -> None:
    ask(copying, QUESTION)
    ask(copying, "What is black mass?")
    copying.get_by_role("button", name="Export this conversation").click()
    with copying.expect_download() as saved:
        copying.locator("#fn-popup").get_by_role("button", name="Plain text").click()
    text = saved.value.path().read_text("utf-8")
    assert QUESTION in text
    assert "What is black mass?" in text


def test_a_quote_joins_the_clippings(copying: Page) -> None:
    open_footnote(ask(copying, QUESTION), 1)
    copying.get_by_role("button", name="Add to clippings").click()
    expect(said(copying)).to_contain_text("Added to the clippings")
