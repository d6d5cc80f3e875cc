"""The walk of somebody who has never seen the page, from an empty library to feedback."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from eval.faults.served import free_port
from rag.service.server import listen
from rag.service.web_server import Server
from rag.settings import AppSettings, CorpusSettings, Settings
from tests.ui.apps import made, opening
from tests.ui.steps import ask, box, limit_dates, open_footnote, said, talk, text_of, verdict
from tests.ui.test_library_page import drop

FILES = {
    "bridge-2024.md": (
        "The bridge at Hof closes for repairs",
        "2024-05-02",
        "The bridge at Hof was closed on 2 May 2024 because of cracks in two piers. "
        "The repair of the bridge costs 3.2 million euros.",
    ),
    "bridge-2026.md": (
        "The bridge at Hof opens again",
        "2026-03-09",
        "The bridge at Hof opened again on 9 March 2026. "
        "The repair of the bridge cost 4.7 million euros in the end.",
    ),
    "market.md": (
        "Market days in Hof",
        "2025-07-01",
        "The market in Hof is held on Tuesdays and on Fridays. It has sixty stalls.",
    ),
}
COST = "What does the repair of the bridge cost?"


@contextmanager
def running(settings: Settings) -> Iterator[str]:
    """Serve the pages as the app does, until the block ends; yield their address."""
    server = Server(made(opening(settings), settings), settings.app)
    with listen(settings.app) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{settings.app.port}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Those of an app that nobody has used: no articles, no state."""
    (tmp_path / "articles").mkdir()
    return Settings(
        state_dir=tmp_path / "state",
        corpus=CorpusSettings(paths=(str(tmp_path / "articles"),)),
        app=AppSettings(port=free_port()),
    )


@pytest.fixture
def articles(tmp_path: Path) -> list[Path]:
    """Three files on the desktop."""
    paths = []
    for name, (title, day, text) in FILES.items():
        path = tmp_path / name
        path.write_text(
            f"---\ntitle: {title}\noutlet: Hof Courier\npublished: {day}\n---\n{text}\n", "utf-8"
        )
        paths.append(path)
    return paths


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A window; what its scripts throw fails the test."""
    page = context.new_page()
    page.set_default_timeout(60_000)
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    yield page
    assert thrown == []


def test_a_stranger_adds_asks_reads_limits_comes_back_exports_and_judges(
    page: Page, settings: Settings, articles: list[Path]
) -> None:
    with running(settings) as url:
        page.goto(url)
        _adds(page, articles)
        turn = ask(page, COST)
        _reads_side_by_side(page, turn)
        _limits_to_a_date(page)
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=1))
    with running(settings) as url:
        page.goto(url)
        expect(page.locator("#fn-talks-list h3")).to_have_text("Yesterday")
        talk(page, COST).click()
        expect(page.locator(".fn-q-text")).to_have_text([COST, COST])
        expect(page.locator("[data-chip=dates]")).to_contain_text("Since")
        turn = page.locator(".fn-turn").first
        _exports(page, turn)
        _judges(turn)


def _adds(page: Page, articles: list[Path]) -> None:
    """Drop files on the first page one sees; ask too early; get suggestions."""
    expect(page.get_by_text("The library is empty")).to_be_in_viewport()
    box(page).fill(COST)
    box(page).press("Enter")
    expect(said(page)).to_contain_text("The library is empty: add articles first")
    expect(box(page)).to_have_value(COST)
    drop(page, "#fn-composer", *articles)
    expect(page.locator("#fn-facts")).to_contain_text("3 articles")
    expect(page.locator(".fn-newest li")).to_have_count(3)
    expect(page.locator(".fn-ask").first).to_be_visible()
    expect(page.get_by_text("The library is empty")).to_have_count(0)


def _reads_side_by_side(page: Page, turn: Locator) -> None:
    """Open two footnotes, the second by a key; the answer stays beside the article."""
    quote = open_footnote(turn, 1)
    first = quote.inner_text()
    expect(page.get_by_text("Quote 1 of 2")).to_be_visible()
    expect(turn.locator(".fn-quotes")).to_be_in_viewport()
    answer, article = turn.locator(".fn-quotes").bounding_box(), text_of(page).bounding_box()
    assert answer
    assert article
    assert answer["x"] + answer["width"] <= article["x"], "nothing covers the answer"
    page.keyboard.press("n")
    expect(page.get_by_text("Quote 2 of 2")).to_be_visible()
    second = page.locator(".fn-cited.is-on[data-quote='2']")
    expect(second.first).to_be_in_viewport()
    assert second.first.inner_text() != first
    page.keyboard.press("p")
    expect(page.locator(".fn-cited.is-on[data-quote='1']").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(".fn-cite")).to_have_count(2)


def _limits_to_a_date(page: Page) -> None:
    """Limit the next question by its chip: the older article is not quoted any more."""
    limit_dates(page, "2026-01-01")
    turn = ask(page, COST)
    expect(turn.locator(".fn-answer")).to_contain_text("4.7 million euros")
    expect(turn.locator(".fn-answer")).not_to_contain_text("3.2 million euros")


def _exports(page: Page, turn: Locator) -> None:
    """Save the answer as a Word document: its footnotes are footnotes."""
    turn.get_by_role("button", name="Share or export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Word document with footnotes").click()
    with ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as document:
        body = document.read("word/document.xml").decode()
        notes = document.read("word/footnotes.xml").decode()
    assert body.count(COST) == 1
    assert body.count("w:footnoteReference") == 2
    for title in ("The bridge at Hof closes for repairs", "The bridge at Hof opens again"):
        assert title in notes


def _judges(turn: Locator) -> None:
    """Say that it is right, then wrong, and that a footnote does not support it."""
    for name in ("Right", "Wrong"):
        verdict(turn, name).click()
        expect(verdict(turn, name)).to_have_attribute("aria-pressed", "true")
        expect(turn.locator(".fn-said")).to_have_text("Thank you, saved")
    turn.locator(".fn-cite").first.hover()
    flag = verdict(turn, "Footnote 1 doesn't support this")
    flag.click()
    expect(flag).to_have_attribute("aria-pressed", "true")
