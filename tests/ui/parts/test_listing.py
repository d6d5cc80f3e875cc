"""Which articles are listed, in which order."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import ValidationError

from rag.ui.parts.listing import PAGE, ShelfListing, listed, main_language, notes_of, page_of
from tests.ui.shelves import TOWN, shelf_of, shelved


def ids(**wanted: object) -> list[str]:
    return [one.info.id for one in listed(TOWN, ShelfListing(**wanted))]  # type: ignore[arg-type]


def test_the_newest_come_first_and_those_without_a_date_last() -> None:
    assert ids() == ["bahn", "rents", "quay", "ferry", "tram", "sunday"]
    assert ids(up=True) == ["tram", "ferry", "quay", "rents", "bahn", "sunday"]
    assert ids(sort="title", up=True)[:2] == ["quay", "ferry"]
    assert ids(sort="outlet", up=True)[0] == "ferry"
    assert ids(sort="outlet")[-1] == "sunday"
    assert ids(sort="topic", up=True)[:2] == ["bahn", "tram"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"words": "TRAM 214"}, ["tram"]),
        ({"words": "marten"}, ["quay"]),
        ({"words": "sunday.md"}, ["sunday"]),
        ({"outlet": ("Wochenblatt", "Elle News Agency")}, ["bahn", "ferry"]),
        ({"topic": ("tram",)}, ["bahn", "tram"]),
        ({"language": ("de",)}, ["bahn"]),
        ({"since": date(2025, 3, 15), "until": date(2026, 9, 9)}, ["rents", "quay"]),
        ({"since": date(2030, 1, 1)}, []),
        ({"note": ("undated", "corrected")}, ["rents", "sunday"]),
        ({"note": ("several",)}, ["quay", "ferry"]),
        ({"note": ("copy",)}, ["quay"]),
        ({"note": ("suspicious",)}, ["bahn"]),
        ({"note": ("nothing of that name",)}, []),
    ],
)
def test_each_filter_limits_the_list(wanted: dict[str, object], found: list[str]) -> None:
    assert ids(**wanted) == found


def test_what_is_noted_of_an_article() -> None:
    assert notes_of(TOWN.articles["quay"], TOWN) == ["several", "copy"]
    assert notes_of(TOWN.articles["tram"], TOWN) == []
    assert (main_language(TOWN), main_language(shelf_of())) == ("en", "")


def test_ties_are_broken_by_id_and_pages_end() -> None:
    shelf = shelf_of(*(shelved(f"n{number:03}") for number in range(PAGE + 5)))
    articles = listed(shelf, ShelfListing())
    assert next(one.info.id for one in page_of(articles, ShelfListing(page=2))) == f"n{PAGE:03}"
    assert len(page_of(articles, ShelfListing())) == PAGE
    assert page_of(articles, ShelfListing(page=9)) == []


def test_the_address_of_a_page_says_what_it_lists() -> None:
    wanted = ShelfListing(words="a&b", outlet=("The Paper",), page=3)
    assert wanted.limits
    assert not ShelfListing(sort="title", page=2).limits
    query = parse_qs(urlsplit(wanted.of_outlet("Ö")).query)
    assert query == {"words": ["a&b"], "outlet": ["The Paper", "Ö"]}
    assert ShelfListing(**{**query, "words": "a&b"}) == ShelfListing(
        words="a&b", outlet=("The Paper", "Ö")
    )
    assert "outlet" not in wanted.of_outlet("The Paper")
    assert parse_qs(urlsplit(wanted.sorted_by("title")).query)["up"] == ["True"]
    assert "up=True" in wanted.sorted_by("date")
    assert "sort" not in ShelfListing(sort="title", up=True).sorted_by("date")


@pytest.mark.parametrize(
    "sent", [{"sort": "text"}, {"page": 0}, {"since": "soon"}, {"words": "x" * 201}]
)
def test_what_no_page_asks_for_is_refused(sent: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ShelfListing(**sent)  # type: ignore[arg-type]


def test_an_empty_day_is_none() -> None:
    assert ShelfListing(since="", until="").since is None  # type: ignore[arg-type]
