from datetime import date

import pytest

from rag.core.article import Article
from rag.core.details import Reference
from rag.errors import CorpusError
from rag.sources.formats.text import load_markdown, load_plain, load_text


def load(text: str, name: str = "a.md") -> Article:
    (article,) = load_text(text, name, name.endswith(".md")).articles.values()
    return article


def warnings(text: str) -> tuple[str, ...]:
    return load_text(text, "a.md", True).warnings


def test_front_matter_fills_the_article() -> None:
    text = """---
title: "Heide: a plant"
published: 2025-03-12
outlet: Die Zeitung
url: https://example.org/heide
topics: [cells, Heide]
language: de
kind: ignored
sources:
  - title: A study
    url: https://a.example/study
---

The plant was planned for 60 GWh.
"""
    article = load(text, "notes/heide.md")
    assert (article.id, article.title, article.outlet) == ("heide", "Heide: a plant", "Die Zeitung")
    assert (article.url, article.published) == ("https://example.org/heide", date(2025, 3, 12))
    assert (article.topics, article.language) == (("cells", "Heide"), "de")
    assert article.text == "The plant was planned for 60 GWh."
    assert article.details.references == (Reference("A study", "https://a.example/study"),)
    assert article.details.date_origin == "front matter"


def test_plain_text_takes_first_sentence_and_file_name() -> None:
    article = load("Cells are made here. More follows.", "news/cells.txt")
    assert article.title == "Cells are made here."
    assert article.text == "Cells are made here. More follows."
    assert (article.outlet, article.language) == ("news/cells.txt", "en")
    assert (article.url, article.published, article.topics) == ("", None, ())


def test_source_is_the_old_name_of_the_outlet() -> None:
    assert load("---\nsource: Die Zeitung\n---\nText.").outlet == "Die Zeitung"
    assert load("---\nsource: old\noutlet: new\n---\nText.").outlet == "new"


@pytest.mark.parametrize("value", ["yesterday", "2025", "2025-13-40", "2025-02"])
def test_a_date_that_is_none_costs_the_date_and_is_said(value: str) -> None:
    text = f"---\ntitle: T\npublished: {value}\n---\nText."
    assert (load(text).published, load(text).title) == (None, "T")
    (warning,) = warnings(text)
    assert value in warning


def test_broken_front_matter_is_said_and_its_article_is_kept() -> None:
    text = "---\ntitle: fine\nsource: a: b\n---\nText."
    assert load(text).text == "Text."
    assert warnings(text) == ("front matter can't be read (line 3): put quotes around its values",)


@pytest.mark.parametrize("text", ["---\ntitle: T\n---\n", "---\ntitle: T\n---\n..\n", "***"])
def test_no_text_left(text: str) -> None:
    with pytest.raises(CorpusError, match="nothing readable was found"):
        load(text)


def test_windows_line_ends_and_byte_order_mark() -> None:
    article = load("\ufeff---\r\ntitle: T\r\n---\r\nOne.\r\nTwo.\r\n")
    assert (article.title, article.text) == ("T", "One.\nTwo.")


def test_a_heading_that_is_the_title_is_not_said_twice() -> None:
    assert load("# Kiln log\n\nThe kiln reached 1240 degrees.").title == "Kiln log"
    assert load("# Kiln log\n\nThe kiln reached it.").text == "The kiln reached it."
    assert load("---\ntitle: Kiln log\n---\n# Kiln log\n\nIt did.").text == "It did."
    assert load("---\ntitle: T\n---\n# Kiln log\n\nIt did.").text == "Kiln log\n\nIt did."
    assert load("One line\n\nand more.").text == "One line\n\nand more."


def test_lines_with_names_above_a_text() -> None:
    text = "Title: Prices\nDate: 2 May 2026\nOutlet: Lakeside Courier\n\nIt rose."
    article = load(text, "a.txt")
    assert (article.title, article.outlet, article.text) == (
        "Prices",
        "Lakeside Courier",
        "It rose.",
    )
    assert article.published == date(2026, 5, 2)
    no_head = "Fact: it rose.\nReason: the drought.\n\nMore."
    assert load(no_head, "a.txt").text == no_head


def test_a_german_text_is_told_by_its_words() -> None:
    text = "Die Mühle steht still, weil der Raps nach der Ernte fehlt und nicht kommt."
    assert load(text, "a.txt").language == "de"


def test_tables_of_plain_texts_are_rows() -> None:
    text = "Prices\n\nTown     2024    2025\nHeide    4.10    4.20\nBonn     3.90    4.00"
    assert load(text, "a.txt").text.endswith("Heide | 4.10 | 4.20\nBonn | 3.90 | 4.00")


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_other_encodings_are_read(encoding: str) -> None:
    data = "Die Mühle in Grünau steht still, weil der Raps fehlt.".encode(encoding)
    (article,) = load_plain(data, "a.txt").articles.values()
    assert article.text.startswith("Die Mühle in Grünau")
    assert len(load_markdown(data, "a.md").warnings) == (encoding == "cp1252")


def test_an_empty_text() -> None:
    with pytest.raises(CorpusError, match="empty file: put text into it"):
        load(" \n")


def test_words_are_whole_and_joiners_stay() -> None:
    assert load("The cooper\u200bative is elec\u00adtric.").text == "The cooperative is electric."
    joined = "می\u200cخواهم 👩\u200d👧"
    assert load(joined).text == joined
