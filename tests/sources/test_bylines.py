from datetime import date

import pytest

from rag.sources.about import About
from rag.sources.bylines import read_byline, read_running


def test_bylines_of_pages_and_headers_of_pdfs() -> None:
    about = About()
    read_byline("Written by Anna Keller", about)
    read_running("Lakeside Courier | 4 December 2025", about)
    read_running("Page 1", about)
    assert (about.authors, about.outlet) == (("Anna Keller",), "Lakeside Courier")
    assert (about.published, about.date_origin) == (date(2025, 12, 4), "page header")


@pytest.mark.parametrize(
    ("line", "authors", "outlet"),
    [
        ("Anna Keller and Jens Hoppe", ("Anna Keller", "Jens Hoppe"), ""),
        ("By Karl Behn, Elle News Agency", ("Karl Behn",), "Elle News Agency"),
        ("Von Birte Clausen, Ostwelt", ("Birte Clausen",), "Ostwelt"),
        ("By Anna Keller, Staff Writer", ("Anna Keller",), ""),
        ("By Anna van der Berg", ("Anna van der Berg",), ""),
        ("Posted by Anna Keller", ("Anna Keller",), ""),
        ("A recipe by Anna Keller", ("Anna Keller",), ""),
        ("all rights reserved", (), ""),
    ],
)
def test_names_and_outlets_of_bylines(line: str, authors: tuple[str, ...], outlet: str) -> None:
    about = About()
    read_byline(line, about)
    assert (about.authors, about.outlet) == (authors, outlet)
