import json
import sys
from datetime import date
from pathlib import Path

import pytest

from rag.errors import CorpusError, PassedOver
from rag.sections import ParsingSettings
from rag.sources.files import FileRead
from rag.sources.kept import KeptPage, PageStore
from rag.sources.parsing import ParsingWorker
from rag.sources.reply import SMALL_TEXT, checked_reading, parse_safely, parsed_page, read

TEXT = b"""---
title: "\xf0\x9f\x94\x8b Heide"
outlet: Die Zeitung
published: 2025-03-01
topics: [cells, lithium]
authors: [Ida Berg]
language: de
url: https://example.org/h
---
The plant in Heide opened.
"""


def file_of(data: bytes, name: str = "heide.md") -> FileRead:
    return FileRead(f"/articles/{name}", name, data, "hash")


def test_an_article_crosses_unchanged() -> None:
    fields = json.loads(json.dumps(read(TEXT, "heide.md")))
    reading = checked_reading(fields)
    assert reading == file_of(TEXT).parse()
    article = reading.articles[""]
    assert (article.published, article.authors) == (date(2025, 3, 1), ("Ida Berg",))
    assert article.details.date_origin == "front matter"


def test_a_large_file_is_parsed_in_a_process_of_its_own_and_is_the_same() -> None:
    large = TEXT + b"It makes cells.\n" * (SMALL_TEXT // 16)
    with ParsingWorker(ParsingSettings()) as worker:
        assert parse_safely(worker, file_of(large)) == file_of(large).parse()
        with pytest.raises(CorpusError, match="binary"):
            parse_safely(worker, file_of(b"\0" + large))


def test_a_small_text_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with ParsingWorker(ParsingSettings()) as worker:
        assert parse_safely(worker, file_of(TEXT)).articles[""].title == "\U0001f50b Heide"


@pytest.mark.parametrize(
    "data",
    [
        b"<html><p>A page.",
        b"\n\n <rss/>",
        b"%PDF-1.7",
        b"text %PDF-1.7",
        b"PK\x03\x04",
        b"\xff\xfea",
        b"K\xe4se",
        b"a\0b",
        b"Message-ID: <1>\nSubject: A mail\n\nIt is read by another parser.",
    ],
)
def test_what_only_seems_to_be_a_small_text_needs_one(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with (
        ParsingWorker(ParsingSettings()) as worker,
        pytest.raises(CorpusError, match="no process to parse it"),
    ):
        parse_safely(worker, file_of(data, "a.txt"))


def test_a_file_that_is_passed_over_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    with ParsingWorker(ParsingSettings()) as worker, pytest.raises(PassedOver, match="pip"):
        worker.call("tests.sources.hostile:miss", b"", "a.docx")


@pytest.mark.parametrize(
    "forged",
    [
        {},
        [],
        None,
        {"text": 7},
        {"text": "A", "sha256": "x"},
        {"published": 2025},
        {"published": "soon"},
        {"topics": [7]},
        {"topics": None},
        {"id": "a b"},
        {"text": ""},
        {"authors": {"a": []}, "language": []},
        {"details": None},
        {"details": {"section": 7}},
        {"details": {"more": "x"}},
        {"details": {"pages": [-1]}},
        {"details": {"pages": ["x"]}},
        {"details": {"references": [7]}},
        {"details": {"references": [{"title": 7}]}},
        {"details": {"modified": 7}},
    ],
)
def test_forged_fields_are_refused(forged: object) -> None:
    if isinstance(forged, dict) and forged:
        forged = read(TEXT, "heide.md")["articles"][""] | forged
    with pytest.raises(CorpusError, match="its parser gave no proper reply"):
        checked_reading({"articles": {"": forged}, "warnings": []})


@pytest.mark.parametrize(
    "forged",
    [
        None,
        [],
        {"articles": {}, "warnings": []},
        {"articles": [], "warnings": []},
        {"articles": {"": {}}},
        {"articles": {"": {}}, "warnings": [], "more": 1},
        {"warnings": [7]},
        {"warnings": None},
    ],
)
def test_a_forged_reading_is_refused(forged: object) -> None:
    if isinstance(forged, dict) and set(forged) == {"warnings"}:
        forged = read(TEXT, "heide.md") | forged
    with pytest.raises(CorpusError, match="its parser gave no proper reply"):
        checked_reading(forged)


def test_a_page_has_the_address_that_it_came_from(tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    page = store.keep(KeptPage("https://example.org/a", content_type="text/plain"), TEXT)
    article = parsed_page(store, page, FileRead.parse).articles[""]
    assert (article.url, article.outlet) == ("https://example.org/a", "Die Zeitung")
    plain = store.keep(KeptPage("https://example.org/b", content_type="text/plain"), b"Cells.")
    assert parsed_page(store, plain, FileRead.parse).articles[""].outlet == "example.org"
