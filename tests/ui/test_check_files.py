"""A text to be checked from a file, and what came of it as one."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.checking import DRAFT, NOWHERE, RIGHT, box, check, go_there, kept
from tests.ui.steps import said


@pytest.fixture
def there(page: Page) -> Page:
    """The page, without a draft."""
    go_there(page)
    return page


def test_a_file_is_taken_and_a_broken_one_told(there: Page) -> None:
    kept(there, "What I had before")
    chooser = there.locator("#fn-file")
    page = f"<!doctype html><title>Batteries</title><p>{RIGHT} {RIGHT}</p>".encode()
    chooser.set_input_files({"name": "draft.html", "mimeType": "text/html", "buffer": page})
    expect(box(there)).to_have_value(re.compile(re.escape(RIGHT)), timeout=60_000)
    expect(there.locator("#fn-check-name")).to_have_text("draft.html.txt")
    said(there).get_by_role("button", name="Undo").click()
    expect(box(there)).to_have_value("What I had before")
    broken = {"name": "broken.docx", "mimeType": "application/zip", "buffer": b"PK\3\4 broken"}
    chooser.set_input_files(broken)
    expect(said(there)).to_contain_text("can't read broken.docx")
    expect(box(there)).to_have_value("What I had before")


def test_a_file_is_dropped(there: Page) -> None:
    there.evaluate("""() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(["It is **late** today."], "notes.md"));
        for (const name of ["dragenter", "dragover", "drop"])
            document.body.dispatchEvent(new DragEvent(name, {
                dataTransfer: transfer, bubbles: true, cancelable: true }));
    }""")
    expect(box(there)).to_have_value("It is **late** today.")
    expect(there.locator("#fn-over")).to_be_hidden()


def test_what_came_of_it_is_handed_on(browser: Browser, app_url: str, tmp_path: Path) -> None:
    rights = ["clipboard-read", "clipboard-write"]
    with browser.new_context(permissions=rights) as context:
        page = context.new_page()
        page.goto(f"{app_url}/check")
        check(page, DRAFT)
        page.get_by_role("button", name="Copy with footnotes").click()
        expect(said(page)).to_contain_text("Copied with its footnotes")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "2025\\.[^1]" in copied
        for label, words in (
            ("Report, a web page", "<table>"),
            ("All fields: JSON", '"coverage"'),
            ("The text, its quotations put right", NOWHERE),
        ):
            page.get_by_role("button", name="Export", exact=True).click()
            with page.expect_download() as download:
                page.get_by_role("button", name=label).click()
            download.value.save_as(tmp_path / "file")
            assert words in (tmp_path / "file").read_text("utf-8")
