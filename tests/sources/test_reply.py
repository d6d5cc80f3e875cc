import json
import sys
from datetime import date

import pytest

from rag.core.article import Article
from rag.errors import CorpusError
from rag.sections import ParsingSettings
from rag.sources.files import FileRead
from rag.sources.parsing import ParsingWorker
from rag.sources.reply import SMALL_TEXT, checked_article, parse_safely, read

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
    article = checked_article(fields)
    assert article == file_of(TEXT).parse()
    assert article.published == date(2025, 3, 1)
    assert article.authors == ("Ida Berg",)


def test_a_large_file_is_parsed_in_a_process_of_its_own_and_is_the_same() -> None:
    large = TEXT + b"It makes cells.\n" * (SMALL_TEXT // 16)
    with ParsingWorker(ParsingSettings()) as worker:
        assert parse_safely(worker, file_of(large)) == file_of(large).parse()
        with pytest.raises(CorpusError, match=r"not UTF-8 \(byte 0\): save it as UTF-8"):
            parse_safely(worker, file_of(b"\xff" + large))


def test_a_small_text_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with ParsingWorker(ParsingSettings()) as worker:
        assert isinstance(parse_safely(worker, file_of(TEXT)), Article)


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
    ],
)
def test_forged_fields_are_refused(forged: object) -> None:
    if isinstance(forged, dict) and forged:
        forged = read(TEXT, "heide.md") | forged
    with pytest.raises(CorpusError, match="its parser gave no proper reply"):
        checked_article(forged)
