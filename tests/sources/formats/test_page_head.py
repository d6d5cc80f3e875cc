from datetime import date

import pytest

from rag.sources.about import About
from rag.sources.formats.page_head import read_head
from rag.sources.formats.pages import parse_page


def about_of(head: str, body: str = "<p>It rose.</p>") -> About:
    tree, _ = parse_page(f"<html><head>{head}</head><body>{body}</body></html>".encode())
    about = About()
    read_head(tree, about)
    return about


def test_every_field_that_a_head_may_have() -> None:
    about = about_of(
        """<meta property="og:title" content="It rose"><meta property="og:site_name" content="Post">
        <meta property="article:published_time" content="2026-03-10T23:00:00-05:00">
        <meta property="article:modified_time" content="2026-03-12">
        <meta property="article:author" content="https://a.example/anna">
        <meta name="author" content="Anna Keller and Jens Hoppe">
        <meta property="article:section" content="Local"><meta property="og:locale" content="de_DE">
        <meta property="article:tag" content="fish"><meta property="article:tag" content="prices">
        <link rel="canonical" href="https://a.example/1">"""
    )
    assert (about.title, about.outlet, about.section) == ("It rose", "Post", "Local")
    assert (about.published, about.modified) == (date(2026, 3, 10), date(2026, 3, 12))
    assert (about.authors, about.topics) == (("Anna Keller", "Jens Hoppe"), ("fish", "prices"))
    assert (about.url, about.language) == ("https://a.example/1", "de")


@pytest.mark.parametrize(
    ("head", "body", "title", "outlet"),
    [
        ("<title>Prices rose | Post</title>", "<h1>Prices rose</h1>", "Prices rose", "Post"),
        ("<title>The Post: Prices rose again</title>", "<h2>Prices rose again</h2>",
         "Prices rose again", "The Post"),
        ("<title>Prices rose - again</title>", "<h1>Prices rose - again</h1>",
         "Prices rose - again", ""),
        ("<title>Prices rose</title>", "", "Prices rose", ""),
        ("<title>Der Bote online - Lokales - Preise steigen</title>", "<h1>Preise steigen</h1>",
         "Preise steigen", "Der Bote"),
        ("<title>Decisions of May :: Borough of Wick</title>", "<h1>What was decided</h1>",
         "What was decided", "Borough of Wick"),
        ("", "<h1>Prices rose</h1>", "Prices rose", ""),
        ("<title>Home</title>", "<h1>One of many</h1><h1>Another</h1>", "Home", ""),
    ],
)  # fmt: skip
def test_titles_and_outlets_in_them(head: str, body: str, title: str, outlet: str) -> None:
    about = about_of(head, body)
    assert (about.title, about.outlet) == (title, outlet)


def test_an_address_that_runs_code_is_none() -> None:
    assert about_of('<link rel="canonical" href="javascript:alert(1)">').url == ""


def test_a_heading_that_only_leads_to_the_first_page_is_no_title() -> None:
    body = "<h1><a href='/'>Quarry Notes</a></h1><h3>A fence and a goat</h3><p>It rose.</p>"
    about = about_of("<title>Quarry Notes: A fence and a goat</title>", body)
    assert (about.title, about.outlet) == ("A fence and a goat", "Quarry Notes")
    story = body.replace("href='/'", "href='/fence'")
    assert about_of("<title>Quarry Notes: A fence and a goat</title>", story).title != about.title
