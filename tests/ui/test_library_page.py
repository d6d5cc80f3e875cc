"""The library page in a browser: what is dropped, chosen, taken out; an empty one; a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import rag
from rag.settings import Settings
from tests.ui.apps import opening, serving
from tests.ui.folder import followed_folder

EVIL = '<img src=x onerror="document.title=1"> & \u202egnp'


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Settings]:
    """A folder of eight articles, one with a hostile title, indexed."""
    folder, settings = followed_folder(tmp_path_factory.mktemp("library"), 7)
    (folder / "evil.md").write_text(
        f"---\ntitle: '{EVIL}'\noutlet: '{EVIL}'\npublished: 2026-03-02\n---\nIt was a day.",
        encoding="utf-8",
    )
    rag.index(folder, settings=settings)
    return folder, settings


@pytest.fixture(scope="module")
def library_url(followed: tuple[Path, Settings]) -> Iterator[str]:
    _, settings = followed
    with serving(opening(settings), settings) as url:
        yield f"{url}/library"


@pytest.fixture
def library(browser: Browser, library_url: str) -> Iterator[Page]:
    """The page, opened; what it throws or may not load fails the test."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.set_default_timeout(30_000)
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console", lambda said: problems.append(said.text) if said.type == "error" else None
        )
        page.goto(library_url)
        yield page
        assert problems == []


def rows(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".is-title button").all_inner_texts()]


def drop(page: Page, place: str, *paths: Path) -> None:
    """Drag files or folders from the desktop to a part of the page, and let them go there."""
    box = page.locator(place).bounding_box()
    assert box
    session = page.context.new_cdp_session(page)
    carried = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for step in ("dragEnter", "dragOver", "drop"):
        session.send(
            "Input.dispatchDragEvent",
            {"type": step, "x": box["x"] + 20, "y": box["y"] + 20, "data": carried},
        )


def test_a_folder_that_is_dropped_is_read_with_what_lies_in_its_folders(
    library: Page, tmp_path: Path
) -> None:
    folder = tmp_path / "press"
    (folder / "2026" / "may").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    for path, words in (
        ("canal.md", "The canal froze."), ("2026/may/locks.md", "Two locks opened."),
        (".hidden/secret.md", "Nobody reads this."),
    ):  # fmt: skip
        name = Path(path).stem.capitalize()
        (folder / path).write_text(f"---\ntitle: {name} of May\n---\n{words}", "utf-8")
    drop(library, "#fn-drop", folder)
    for title in ("Canal of May", "Locks of May"):
        expect(library.locator("tr[data-id]", has_text=title)).to_be_visible(timeout=60_000)
    expect(library.locator("#fn-over")).to_be_hidden()
    assert "Secret of May" not in rows(library)


def test_files_that_are_dropped_are_read_and_one_is_asked_about(library: Page) -> None:
    library.set_input_files(
        "#fn-files",
        [
            {"name": "tunnel.md", "mimeType": "text/markdown",
             "buffer": b"---\ntitle: The tunnel\n---\nThe tunnel to Hallinge is 4 km long."},
            {"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"no pdf"},
            {"name": "<b>x</b>.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"},
        ],
    )  # fmt: skip
    refused = library.locator("#fn-refused")
    expect(refused).to_contain_text("<b>x</b>.exe")
    expect(refused).to_contain_text("this format is not read")
    row = library.locator("tr[data-id]", has_text="The tunnel")
    expect(row).to_be_visible(timeout=60_000)
    sync = library.locator("#fn-sync")
    expect(sync).to_contain_text("added/bad.pdf")
    expect(sync).to_contain_text("its content is no pdf")
    expect(sync.get_by_role("button", name="Retry", exact=True)).to_be_visible()
    row.get_by_role("checkbox").click()
    library.get_by_role("button", name="Ask only these").click()
    library.wait_for_url("**/#/")
    limits = library.evaluate("JSON.parse(sessionStorage.getItem('default-fn-limits-'))")
    assert [one["name"] for one in limits["articles"]] == ["The tunnel"]
    assert library.locator("[data-chip=articles]").inner_text() == "The tunnel"


def test_the_list_is_searched_and_an_article_opened_with_the_keyboard(library: Page) -> None:
    library.keyboard.press("/")
    library.keyboard.type("husum")
    expect(library.locator("tr[data-id]")).to_have_count(1)
    assert "words=husum" in library.url
    library.locator(".is-title button").focus()
    library.keyboard.press("Enter")
    expect(library.locator("#fn-reader-body")).to_contain_text("The plant in Husum opened")
    library.keyboard.press("Escape")
    expect(library.locator("#fn-reader")).to_be_hidden()
    library.go_back()
    expect(library.locator("tr[data-id]")).not_to_have_count(1)


def test_hostile_titles_are_text(library: Page) -> None:
    expect(library.locator("tr[data-id=evil] .is-title")).to_contain_text("<img src=x onerror")
    assert library.locator(".fn-list img").count() == 0
    assert library.title() == "Library · Footnote"


def test_what_is_excluded_comes_back(library: Page, followed: tuple[Path, Settings]) -> None:
    row = library.locator("tr[data-id=hof]")
    row.get_by_role("checkbox").click()
    library.get_by_role("button", name="Exclude").click()
    expect(row).to_have_count(0, timeout=60_000)
    assert (followed[0] / "hof.md").exists()
    library.locator("#fn-undo").get_by_role("button", name="Undo").click()
    expect(row).to_have_count(1, timeout=60_000)


def test_much_that_leaves_is_asked_for(library: Page, followed: tuple[Path, Settings]) -> None:
    folder, _ = followed
    kept = {path: path.read_bytes() for path in folder.glob("h*.md")}
    for path in kept:
        path.unlink()
    library.get_by_role("button", name="Read in what changed").click()
    sync = library.locator("#fn-sync")
    expect(sync).to_contain_text("articles would leave", timeout=60_000)
    expect(sync.get_by_role("button", name="Let them leave")).to_be_visible()
    sync.get_by_role("button", name="Keep all").click()
    expect(sync).to_contain_text("nothing was changed")
    assert len(rows(library)) >= len(kept)
    for path, content in kept.items():
        path.write_bytes(content)


def test_an_empty_library_says_how_to_begin(browser: Browser, tmp_path: Path) -> None:
    _, settings = followed_folder(tmp_path, 0)
    with (
        serving(opening(settings), settings) as url,
        browser.new_context() as context,
    ):
        page = context.new_page()
        page.goto(f"{url}/library")
        expect(page.locator("#fn-shelf")).to_contain_text("The library is empty")
        expect(page.locator("#fn-drop")).to_contain_text("pdf")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_it_without_sideways_scrolling(
    browser: Browser, library_url: str, scheme: str
) -> None:
    with browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme=scheme, has_touch=True
    ) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(library_url)
        page.locator("tr[data-id] .fn-box").first.click()
        expect(page.locator("#fn-selbar")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert page.evaluate("document.documentElement.classList.contains('dark')") == (
            scheme == "dark"
        )
