import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from rag import Chatbot
from rag.settings import AppSettings, Settings
from rag.ui.pages.benchmarks import (
    FOLDER,
    MOST_KEPT,
    keep_report,
    newest_report,
    report_of,
    score_upload,
)
from tests.service.visitor import visitor
from tests.ui.apps import made

QUESTION = {
    "id": "q1",
    "question": "When did Northvolt file for bankruptcy in Sweden?",
    "category": "date",
    "evidence": [
        {
            "file": "2026-02-northvolt-collapse-and-lyten.md",
            "quote": "Northvolt filed for bankruptcy in Sweden on 12 March 2025",
        }
    ],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A question file about the starter corpus."""
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps(QUESTION))
    return path


def test_the_newest_report_is_shown_and_the_committed_one_where_there_is_none(
    tmp_path: Path,
) -> None:
    state, committed = tmp_path / "state", tmp_path / "committed"
    committed.mkdir()
    assert newest_report(state / FOLDER, committed) == ""
    (committed / "report.html").write_text("committed")
    assert newest_report(state / FOLDER, None, committed) == "committed"
    keep_report(state, "one", "<p>first</p>")
    keep_report(state, "two", "<p>second</p>")
    assert newest_report(state / FOLDER, committed) == "<p>second</p>"
    keep_report(state, "one", "<p>third</p>")
    assert newest_report(state / FOLDER, committed) == "<p>third</p>"
    assert sorted(path.name for path in (state / FOLDER).iterdir()) == ["one.html", "two.html"]


def test_an_upload_is_scored_kept_and_deleted(
    tmp_path: Path, starter_bot: Chatbot, file: Path
) -> None:
    settings = Settings(state_dir=tmp_path / "state")
    told, token = score_upload(file, lambda: starter_bot, settings)
    assert "1 question of mine.jsonl scored" in told
    assert "When did Northvolt file" in newest_report(settings.state_dir / FOLDER)
    assert report_of(settings.state_dir, token) == newest_report(settings.state_dir / FOLDER)
    assert [report_of(settings.state_dir, other) for other in ("", "../x", "0" * 32)] == [""] * 3
    assert not file.exists()


def test_only_the_newest_reports_on_uploads_are_kept(tmp_path: Path) -> None:
    keep_report(tmp_path, "benchmarks", "")
    for number in range(MOST_KEPT + 2):
        keep_report(tmp_path, f"questions-{number}", "")
    names = {path.stem for path in (tmp_path / FOLDER).iterdir()}
    assert len(names) == MOST_KEPT + 1
    assert {"benchmarks", f"questions-{MOST_KEPT + 1}"} < names


@pytest.mark.parametrize(("host", "own"), [("127.0.0.1", True), ("0.0.0.0", False)])
def test_f26_a_report_is_shown_to_who_uploaded_the_file(
    tmp_path: Path, host: str, own: bool
) -> None:
    settings = Settings(state_dir=tmp_path, app=AppSettings(host=host))
    keep_report(tmp_path, "questions-abc", "my questions")
    client = visitor(made(lambda: pytest.fail("asked"), settings))
    assert client.get("/report?of=abc&1").text == "my questions"
    assert ("my questions" in client.get("/report?of=&1").text) is own


@pytest.mark.parametrize("name", ["bad.jsonl", "<img src=x onerror=alert(1)>.jsonl"])
def test_a_broken_upload_is_told_and_deleted(
    tmp_path: Path, starter_bot: Chatbot, name: str
) -> None:
    path = tmp_path / name
    path.write_text('{"id": "q1"}')
    settings = Settings(state_dir=tmp_path / "state")
    told, token = score_upload(path, lambda: starter_bot, settings)
    assert token == ""
    assert "line 1: field &#39;question&#39; is missing" in told
    assert "<img" not in told
    assert not path.exists()
    assert not (tmp_path / "state").exists()


def test_a_reader_scores_a_file_and_sees_its_report(
    context: BrowserContext, app_url: str, file: Path
) -> None:
    page = context.new_page()
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(f"{app_url}/benchmarks")
    expect(page.frame_locator("iframe.fn-report").locator("h1")).to_have_text(
        re.compile("Footnote benchmarks|Your questions")
    )
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a question file").click()
    chooser.value.set_files(file)
    expect(page.get_by_text("1 question of mine.jsonl scored")).to_be_visible(timeout=30_000)
    expect(page.frame_locator("iframe.fn-report").locator("h1")).to_have_text(
        "Your questions: mine.jsonl"
    )
    assert all(url.startswith((app_url, "data:", "blob:")) for url in requested)
    page.get_by_role("link", name="Ask").click()
    page.get_by_label("Your question").wait_for()
