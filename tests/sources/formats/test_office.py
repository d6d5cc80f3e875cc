from datetime import date

from rag.sources.about import About
from rag.sources.formats.office import document_reading


def test_title_byline_and_header_become_metadata() -> None:
    blocks = ["Bridge closed", "By Anna Keller, Lakeside Courier", "", "It was closed on Monday."]
    running = ["Lakeside Courier, 2 May 2026"]
    article = document_reading(blocks, running, "Bridge closed", About(), "a.docx").articles[""]
    assert (article.title, article.text) == ("Bridge closed", "It was closed on Monday.")
    assert (article.outlet, article.published) == ("Lakeside Courier", date(2026, 5, 2))


def test_a_title_that_is_left_over_from_a_template_comes_last() -> None:
    blocks = ["Bridge closed", "It was closed on Monday."]
    assert (
        document_reading(blocks, (), "Letter", About(), "a").articles[""].title == "Bridge closed"
    )
    alone = document_reading(["It was closed."], (), "Bridge", About(), "a").articles[""]
    assert alone.title == "Bridge"
