from datetime import date

import pytest

from rag.errors import CorpusError
from rag.sources.formats.text import load_text, split_front_matter


def test_front_matter_fills_the_article() -> None:
    text = """---
title: "Heide: a plant"
published: 2025-03-12
outlet: Die Zeitung
url: https://example.org/heide
topics: [cells, Heide]
language: de
kind: ignored
---

The plant was planned for 60 GWh.
"""
    article = load_text(text, "notes/heide.md", "heide")
    assert (article.id, article.title, article.outlet) == ("heide", "Heide: a plant", "Die Zeitung")
    assert (article.url, article.published) == ("https://example.org/heide", date(2025, 3, 12))
    assert (article.topics, article.language) == (("cells", "Heide"), "de")
    assert article.text == "The plant was planned for 60 GWh."


def test_plain_text_takes_first_sentence_and_file_name() -> None:
    article = load_text("Cells are made here. More follows.", "news/cells.txt", "cells")
    assert article.title == "Cells are made here."
    assert (article.outlet, article.language) == ("news/cells.txt", "en")
    assert (article.url, article.published, article.topics) == ("", None, ())


def test_source_is_the_old_name_of_the_outlet() -> None:
    assert load_text("---\nsource: Die Zeitung\n---\nText.", "a.md", "a").outlet == "Die Zeitung"
    both = "---\nsource: old\noutlet: new\n---\nText."
    assert load_text(both, "a.md", "a").outlet == "new"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-03-12", date(2025, 3, 12)),
        ('"2025-03-12"', date(2025, 3, 12)),
        ("2025-03-12T08:30:00Z", date(2025, 3, 12)),
        ("2025-03-12 08:30:00", date(2025, 3, 12)),
        ("", None),
    ],
)
def test_published_takes_every_common_form(value: str, expected: date | None) -> None:
    assert load_text(f"---\npublished: {value}\n---\nText.", "a.md", "a").published == expected


@pytest.mark.parametrize("value", ["yesterday", "2025", "12/03/2025"])
def test_published_that_is_no_date_is_named(value: str) -> None:
    with pytest.raises(CorpusError, match=r"published is not a date: .*write it as YYYY-MM-DD"):
        load_text(f"---\npublished: {value}\n---\nText.", "a.md", "a")


def test_a_day_that_does_not_exist() -> None:
    message = "published is not a date: '2025-13-40'; write it as YYYY-MM-DD"
    with pytest.raises(CorpusError, match=message):
        load_text("---\npublished: 2025-13-40\n---\nText.", "a.md", "a")


@pytest.mark.parametrize(
    ("value", "expected"), [("cells", ("cells",)), ("[1, two]", ("1", "two")), ("", ()), ("[]", ())]
)
def test_topics_may_be_one_or_many(value: str, expected: tuple[str, ...]) -> None:
    assert load_text(f"---\ntopics: {value}\n---\nText.", "a.md", "a").topics == expected


def test_broken_yaml_names_its_line() -> None:
    with pytest.raises(CorpusError, match=r"front matter is not YAML \(line 3\): put quotes"):
        load_text("---\ntitle: fine\nsource: a: b\n---\nText.", "a.md", "a")


def test_front_matter_that_is_no_mapping() -> None:
    with pytest.raises(CorpusError, match='not a mapping: write one "key: value" per line'):
        load_text("---\n- one\n- two\n---\nText.", "a.md", "a")


@pytest.mark.parametrize(
    "text", ["---\ntitle: T\n---\n", "---\ntitle: T\n---", "---\ntitle: T\n---\n...\n", "***"]
)
def test_no_text_left(text: str) -> None:
    with pytest.raises(CorpusError, match="nothing readable was found"):
        load_text(text, "a.md", "a")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\n---\nbody", "body"),
        ("--- \n\n---\t\nbody", "body"),
        ("---\na: b ---\nbody", "---\na: b ---\nbody"),
        ("--- no fence\nbody", "--- no fence\nbody"),
        ("---\nnever closed", "---\nnever closed"),
        ("body\n---\nx: 1\n---\n", "body\n---\nx: 1\n---\n"),
    ],
)
def test_what_stands_for_front_matter_and_what_does_not(text: str, body: str) -> None:
    assert split_front_matter(text) == ({}, body)


def test_windows_line_ends_and_byte_order_mark() -> None:
    article = load_text("\ufeff---\r\ntitle: T\r\n---\r\nOne.\r\nTwo.\r\n", "a.md", "a")
    assert (article.title, article.text) == ("T", "One.\nTwo.")


def test_title_is_one_line() -> None:
    assert load_text("---\ntitle: |\n  one\n  two\n---\nText.", "a.md", "a").title == "one two"


@pytest.mark.parametrize("value", ["Off", "No", "12", "1.50", "2025-03-12"])
def test_every_value_is_text_as_it_is_written(value: str) -> None:
    assert load_text(f"---\ntitle: {value}\n---\nText.", "a.md", "a").title == value


@pytest.mark.parametrize("value", ["~", "null", ""])
def test_a_value_that_is_left_out_is_empty(value: str) -> None:
    assert load_text(f"---\nurl: {value}\n---\nText.", "a.md", "a").url == ""


def test_yaml_can_not_make_objects() -> None:
    text = "---\ntitle: !!python/object/apply:os.getcwd []\n---\nText."
    assert load_text(text, "a.md", "a").title == "Text."


def test_yaml_can_not_grow_by_aliases() -> None:
    with pytest.raises(CorpusError, match=r"front matter is not YAML \(line 3\): put quotes"):
        load_text("---\ntitle: &a [x]\nurl: *a\n---\nText.", "a.md", "a")
