"""The rows of the table, and what stands around them."""

from datetime import date

from rag.ui.catalogue import catalogue
from rag.ui.parts.listing import ShelfListing, listed
from rag.ui.parts.table import ShelfTable, headline, table_of
from tests.ui.shelves import TOWN, shelf_of

EN = catalogue("en")


def made(**wanted: object) -> ShelfTable:
    listing = ShelfListing(**wanted)  # type: ignore[arg-type]
    return table_of(TOWN, listed(TOWN, listing), listing, EN)


def test_a_row_says_what_there_is_to_know() -> None:
    rows = {row.id: row for row in made().rows}
    assert (rows["tram"].day, rows["tram"].topic) == ("10 May 2023", "tram")
    assert rows["quay"].origin == "2 outlets, from Elle News Agency"
    assert rows["ferry"].origin == "2 outlets"
    assert rows["bahn"].notes == ("talks to a model", "German")
    assert rows["rents"].notes == ("corrected",)
    assert (rows["sunday"].outlet, rows["sunday"].day, rows["sunday"].notes) == (
        "",
        "",
        ("no date",),
    )
    assert rows["sunday"].file == "sunday.md"


def test_the_filters_say_how_they_are_set() -> None:
    assert not any(said for _, said in made().chips)
    days = {"since": date(2025, 1, 1), "until": date(2026, 11, 6)}
    chips = dict(made(**days, outlet=("A", "B"), topic=("tram",), language=("de",)).chips)
    assert chips == {
        "dates": "1 Jan 2025 to 6 Nov 2026", "outlets": "2 outlets", "topics": "tram",
        "languages": "German", "notes": "",
    }  # fmt: skip
    assert dict(made(note=("undated",), until=date(2025, 1, 1)).chips)["notes"] == "No date"
    assert made().choices["languages"] == [("en", "English"), ("de", "German")]


def test_the_numbers_are_those_of_all_pages() -> None:
    table = made(note=("undated",))
    assert (table.found, table.undated, table.whole, table.pages) == (1, 1, 6, 1)


def test_the_library_in_one_line() -> None:
    assert headline(TOWN, EN) == "6 articles · 3 outlets · 1 in German"
    assert headline(shelf_of(), EN) == "0 articles"
