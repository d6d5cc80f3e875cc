from datetime import date

import pytest

from rag.sources.about import About
from rag.sources.formats.page_data import read_json_ld


def about_of(*blocks: str) -> About:
    about = About()
    read_json_ld(list(blocks), about)
    return about


ARTICLE = """{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "It &amp; rose",
"datePublished": "2026-03-10T08:00:00+01:00", "dateModified": "2026-03-11",
"publisher": {"@type": "Organization", "name": "North Shore Daily"}, "inLanguage": "en-GB",
"mainEntityOfPage": {"@id": "https://a.example/1"}, "articleSection": ["Local"],
"keywords": ["prices", "fish"], "author": [{"@type": "Person", "name": "Tom Reiter"}]}"""


@pytest.mark.parametrize(
    "block",
    [
        ARTICLE,
        f"<!-- {ARTICLE} -->",
        f"[{ARTICLE}]",
        f'{{"@graph": [{{"@type": "WebSite", "name": "x"}}, {ARTICLE}]}}',
        ARTICLE.replace('"NewsArticle"', '["Thing", "ReportageNewsArticle"]'),
    ],
)
def test_an_article_says_what_it_is(block: str) -> None:
    about = about_of(block)
    assert (about.title, about.outlet, about.url) == (
        "It & rose",
        "North Shore Daily",
        "https://a.example/1",
    )
    assert (about.published, about.modified) == (date(2026, 3, 10), date(2026, 3, 11))
    assert (about.date_origin, about.language, about.section) == ("JSON-LD", "en", "Local")
    assert (about.authors, about.topics) == (("Tom Reiter",), ("prices", "fish"))


def test_what_is_named_elsewhere_is_followed() -> None:
    about = about_of(
        '{"@graph": [{"@type": "Organization", "@id": "#o", "name": "North Shore Daily"},'
        '{"@type": "Person", "@id": "#p", "name": "Tom Reiter"},'
        '{"@type": "Article", "headline": "A", "publisher": {"@id": "#o"},'
        '"author": {"@id": "#p"}}]}'
    )
    assert (about.outlet, about.authors) == ("North Shore Daily", ("Tom Reiter",))


def test_the_page_stands_in_where_no_article_has_a_date() -> None:
    about = about_of('{"@type": "WebPage", "name": "x", "datePublished": "2026-03-10"}')
    assert (about.published, about.title) == (date(2026, 3, 10), "")


@pytest.mark.parametrize(
    "broken",
    ['{"@type": "Article", "datePublished": "2026-03-10", }', '{"a" "datePublished": "2026-03-10"'],
)
def test_broken_data_is_read_as_far_as_it_can_be(broken: str) -> None:
    assert about_of(broken).published == date(2026, 3, 10)


@pytest.mark.parametrize(
    "odd", ["[" * 100_000, "null", "7", '{"@type": 7}', '{"@type": "Article"}']
)
def test_odd_data_says_nothing(odd: str) -> None:
    assert about_of(odd) == About()
