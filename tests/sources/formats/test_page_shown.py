from datetime import date

import pytest

from rag.sources.about import About
from rag.sources.formats.page_shown import read_shown
from rag.sources.formats.pages import parse_page


def read(body: str) -> tuple[About, str]:
    tree, _ = parse_page(f"<html><body>{body}<p>It rose.</p></body></html>".encode())
    about = About()
    read_shown(tree, about)
    return about, " ".join(tree.text_content().split())


@pytest.mark.parametrize(
    "line",
    [
        '<p class="byline">By Anna Keller <time datetime="2026-03-10">today</time></p>',
        '<div class="meta">by <span class="author">Anna Keller</span> on 10 March 2026</div>',
        '<p class="author-line">Story by Anna Keller • March 10, 2026</p>',
    ],
)
def test_lines_that_say_who_and_when_are_known_and_taken_out(line: str) -> None:
    about, rest = read(line)
    assert (about.authors, about.published) == (("Anna Keller",), date(2026, 3, 10))
    assert rest == "It rose."


def test_an_update_is_no_publication() -> None:
    about, _ = read('<span class="date">Updated 12 March 2026</span>')
    assert (about.published, about.modified) == (None, date(2026, 3, 12))


@pytest.mark.parametrize(
    "body",
    [
        '<div class="comment"><span class="date">10 March 2026</span></div>',
        '<aside><time datetime="2026-03-10">x</time></aside>',
        '<p class="text">It opened on 10 March 2026.</p>',
    ],
)
def test_other_days_are_not_the_articles_own(body: str) -> None:
    assert read(body)[0].published is None


def test_a_long_text_is_never_taken_out() -> None:
    text = "It rose on 10 March 2026, and nobody knew why it did so, until the mayor spoke. " * 2
    assert read(f'<div class="by-date">{text}</div>')[1] == f"{text}It rose."


def test_the_owner_in_the_footer_and_the_publisher_of_the_data() -> None:
    assert read("<footer>© 2026 Lakeside Courier. All rights reserved.</footer>")[0].outlet == (
        "Lakeside Courier"
    )
    data = '<span itemprop="publisher"><meta itemprop="name" content="North Shore Daily"></span>'
    assert read(data)[0].outlet == "North Shore Daily"


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("<p>Nr. 37/2026 vom 10.03.2026</p><h1>Bridge</h1>", date(2026, 3, 10)),
        ("<h1>Bridge</h1><p>10 March 2026</p>", date(2026, 3, 10)),
        ("<table><tr><td>Issue 112 · 10 March 2026</td></tr></table>", date(2026, 3, 10)),
        ("<div>Tuesday, 10 March 2026</div><main><h1>Bridge</h1></main>", None),
        ("<h1>Bridge</h1><p>It is closed until 10 March 2026</p>", None),
        ("<aside><p>Issue 112, 10 March 2026</p></aside>", None),
    ],
)
def test_a_line_with_a_day_counts_beside_the_headline_or_with_an_issue(
    body: str, day: date | None
) -> None:
    about, _ = read(body)
    assert (about.published, about.date_origin) == (day, "page" if day else "")


def test_a_footer_is_known_by_its_id_in_any_spelling() -> None:
    about, _ = read(
        '<td id="templateFooter">Copyright © 2026 The Letter, All rights reserved.</td>'
    )
    assert about.outlet == "The Letter"
