from datetime import date

import pytest

from rag.core.details import Reference
from rag.sources.mapping import line, names, read_mapping, words


@pytest.mark.parametrize(
    "key",
    [
        "published",
        "date",
        "publishDate",
        "pubDate",
        "date-published",
        "publication_date",
        "datePublished",
        "Datum",
        "dc:date",
        "created",
    ],
)
def test_the_day_of_publication_under_its_usual_names(key: str) -> None:
    about = read_mapping({key: "27.02.2026"}, "front matter")
    assert (about.published, about.date_origin) == (date(2026, 2, 27), "front matter")


def test_a_switch_is_no_date() -> None:
    about = read_mapping({"published": "true", "date": "2026-02-27", "draft": "false"}, "x")
    assert (about.published, about.warnings) == (date(2026, 2, 27), [])


@pytest.mark.parametrize("key", ["accessed", "retrieved", "clipped", "date added"])
def test_the_time_of_clipping_is_no_day_of_publication(key: str) -> None:
    about = read_mapping({key: "2026-02-27", "created": "2026-02-27"}, "front matter")
    assert about.published is None


@pytest.mark.parametrize("value", ["2026-02", "February 2026", "soon", "3/4/2026"])
def test_what_is_no_day_costs_the_day_with_a_warning(value: str) -> None:
    about = read_mapping({"date": value, "title": "T"}, "front matter")
    assert (about.published, about.title) == (None, "T")
    assert "write it as YYYY-MM-DD" in about.warnings[0]


def test_the_surer_name_counts_whatever_the_order() -> None:
    about = read_mapping(
        {"created": "2020-01-01", "site": "B", "outlet": "A", "published": "2026-02-27"}, "x"
    )
    assert (about.outlet, about.published) == ("A", date(2026, 2, 27))


def test_a_source_that_is_an_address_is_no_outlet() -> None:
    about = read_mapping({"source": "https://a.example/b", "tags": ["#a", "clip"]}, "x")
    assert (about.outlet, about.url, about.topics) == ("", "https://a.example/b", ("a", "clip"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Anna Keller", ("Anna Keller",)),
        ("By Anna Keller and Jens Hoppe", ("Anna Keller", "Jens Hoppe")),
        ("Von Anna Keller, Jens Hoppe", ("Anna Keller", "Jens Hoppe")),
        ("Keller, Anna", ("Anna Keller",)),
        (["Keller, Anna", {"name": "Jens Hoppe"}], ("Anna Keller", "Jens Hoppe")),
        ([{"given": "Anna", "family": "Keller"}], ("Anna Keller",)),
        ("[[Anna Keller]]", ("Anna Keller",)),
        (None, ()),
    ],
)
def test_authors_in_any_form(value: object, expected: tuple[str, ...]) -> None:
    assert names(value) == expected


def test_references_and_other_fields() -> None:
    about = read_mapping(
        {
            "sources": [
                {"title": "A study", "url": "https://a.example/s"},
                "A book",
                {"url": "javascript:alert(1)"},
                7,
            ],
            "lastmod": "2026-03-01",
            "lang": "de-DE",
            "section": "Local",
            "agency": "Elle News Agency",
        },
        "front matter",
    )
    assert about.references[:2] == (
        Reference("A study", "https://a.example/s"),
        Reference("A book", ""),
    )
    assert all(not one.url for one in about.references[1:])
    assert (about.modified, about.language) == (date(2026, 3, 1), "de")
    assert (about.outlet, about.agency) == ("Elle News Agency", "Elle News Agency")


def test_values_as_lines_and_words() -> None:
    assert (line(["a", "b"]), line({"name": "x"}), line("~"), line(None)) == ("a", "x", "", "")
    assert list(words("a, #b;c")) == ["a", "b", "c"]


def test_parameters_of_a_site_and_heads_of_letters() -> None:
    about = read_mapping({"title": "T", "params": {"author": "Anna Keller", "title": "x"}}, "x")
    assert (about.title, about.authors) == ("T", ("Anna Keller",))
    about = read_mapping({"Subject": "T", "From": "Lakeside Courier"}, "x")
    assert (about.title, about.outlet) == ("T", "Lakeside Courier")
