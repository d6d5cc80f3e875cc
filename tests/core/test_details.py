from datetime import date

import pytest

from rag.core.article import Article
from rag.core.details import Details, Reference, web_address

FULL = Details(
    section="Local",
    modified=date(2026, 5, 4),
    date_origin="JSON-LD",
    agency="ENA",
    correction="Correction: it was ten.",
    pages=(0, 12),
    references=(Reference("A study", "https://a.example/study"), Reference("A book")),
)


@pytest.mark.parametrize("details", [Details(), FULL])
def test_details_come_back_from_json(details: Details) -> None:
    assert Details.from_json(details.as_json()) == details


def test_what_is_missing_is_not_in_the_json() -> None:
    assert Details().as_json() == {}
    assert Details(section="Local").as_json() == {"section": "Local"}


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (11, 1), (12, 2), (99, 2)])
def test_a_page_begins_at_its_offset(offset: int, page: int) -> None:
    assert FULL.page(offset) == page


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "ftp://a.example", "a", "http://", "http://[a"],
)
def test_only_addresses_of_the_web_are_kept(url: str) -> None:
    assert web_address(url) == ""
    assert Reference("A study", url).url == ""


def test_an_article_carries_its_details() -> None:
    article = Article("It rose.", details=FULL)
    assert article.info.details == article.details == FULL
    assert Article("It rose.").details == Details()
