"""The library page as HTML; what articles say is text in it."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from rag.core.corpus import SourceInfo, SyncRow
from rag.library.checks import Finding
from rag.library.shelf import EMPTY, Shelf
from rag.ui.catalogue import catalogue
from rag.ui.job_board import JobRow, JobState, Step
from rag.ui.pages.library import (
    FORMATS,
    findings_part,
    library_page,
    shelf_part,
    sources_part,
    sync_part,
)
from rag.ui.pages.room import Holding
from rag.ui.parts.listing import PAGE, ShelfListing
from tests.ui.shelves import TOWN, shelf_of, shelved

EN = catalogue("en")
TODAY = date(2026, 11, 26)
EVIL = "<script>alert(1)</script>\"\u202e'><img src=x onerror=alert(1)>"


class Tags(HTMLParser):
    """The names of the tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)


def made(shelf: Shelf | None = TOWN, local: bool = True, note: str = "", **wanted: object) -> str:
    held, listing = Holding(note=note), ShelfListing(**wanted)  # type: ignore[arg-type]
    return library_page(EN, [], held, shelf, listing, JobState(), TODAY, local)


def test_every_article_has_a_row_and_the_page_loads_nothing_foreign() -> None:
    html = made()
    assert len(re.findall(r"<tr data-id=", html)) == len(TOWN.articles)
    assert "6 articles · 3 outlets · 1 in German" in html
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", html)
    assert "<style" not in html
    assert " style=" not in html


def test_a_list_of_many_pages_can_be_leafed_through() -> None:
    many = shelf_of(*(shelved(f"n{n:03}", day=date(2026, 1, 1)) for n in range(2 * PAGE + 1)))
    html = shelf_part(EN, many, ShelfListing(page=2, words="n"), TODAY)
    assert html.count("<tr data-id=") == PAGE
    assert "Page 2 of 3" in html
    assert "/library?words=n&amp;page=3" in html


@pytest.mark.parametrize("wanted", [{}, {"outlet": (EVIL,)}, {"words": EVIL[:60]}])
def test_what_articles_and_addresses_say_is_text(wanted: dict[str, object]) -> None:
    evil = shelf_of(
        shelved("a", EVIL, EVIL, date(2026, 1, 1), (EVIL,), "en", identity=f"/x/{EVIL}"),
        shelved("b", EVIL, "B", date(2026, 2, 1), (EVIL,), EVIL),
    )
    html = made(evil, **wanted) + sources_part(EN, [SourceInfo(EVIL, "page", 1)])
    row = JobRow(SyncRow("failed", EVIL, "", EVIL))
    html += sync_part(EN, JobState(step=Step.DONE, counts={"failed": 1}, rows=(row,)))
    html += findings_part(EN, [Finding(EVIL, 1, (EVIL, "a"))], evil)
    tags = Tags()
    tags.feed(html)
    assert not tags.names & {"img", "iframe", "object", "style"}
    assert not {name for name in tags.attributes if name.startswith("on")}
    assert html.count("<script") == made().count("<script")
    assert "\u202e" not in html


def test_an_empty_library_says_how_articles_are_added() -> None:
    html = made(EMPTY)
    assert "The library is empty" in html
    assert FORMATS.startswith("md, txt, html")
    assert FORMATS in html
    assert "<table" not in html


def test_why_it_cannot_be_read_is_said() -> None:
    assert "made with other settings" in made(None, note="made with other settings")


def test_only_who_sits_at_this_machine_can_name_a_folder_of_it() -> None:
    label = 'for="fn-address">Or an address'
    assert f"{label}, or a folder on this machine<" in made()
    assert f"{label}<" in made(local=False)


def test_nothing_that_passes_is_said() -> None:
    html = made(words="nothing of that kind")
    assert "No article passes these limits." in html
    assert "0 of 6 articles" in html


def test_findings_that_are_articles_can_be_opened() -> None:
    html = findings_part(EN, [Finding("no date of publication", 2, ("sunday", "x = y"))], TOWN)
    assert re.search(r'data-article="sunday"[^>]*>Open on Sundays<', html)
    assert "x = y" in html
    assert "Nothing was found." in findings_part(EN, [], TOWN)
    assert "rag doctor --repair" in findings_part(EN, [Finding("broken", 1, broken=True)], TOWN)


def test_sources_say_whether_they_are_there() -> None:
    html = sources_part(EN, [SourceInfo("corpus", "path", 6, there=False)])
    assert "not there: its articles stay" in html
    assert "Fetch what is new" not in html
    assert "Fetch what is new" in sources_part(EN, [SourceInfo("https://a.example/f", "feed", 2)])
