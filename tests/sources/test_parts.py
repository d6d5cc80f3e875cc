import pytest

from rag.errors import CorpusError
from rag.sources.about import About, make_article
from rag.sources.parts import MOST_PARTS, Parts


def test_parts_are_told_apart_and_warnings_are_counted() -> None:
    parts = Parts("feed.xml")
    parts.add("1", "It rose.", About(title="One", warnings=["the date 'soon' can't be read"]))
    parts.add("1", "It fell.", About(title="Two"))
    parts.add("", "It stood.", About(title="Three"))
    parts.add("4", "...", About(title="Four"))
    for number in range(30):
        parts.warn(f"warning {number}")
    reading = parts.reading()
    assert list(reading.articles) == ["1", "1 (2)", "3"]
    assert [article.id for article in reading.articles.values()] == ["one", "two", "three"]
    assert reading.warnings[0] == "One: the date 'soon' can't be read"
    assert reading.warnings[1].startswith("Four: an article needs text")
    assert reading.warnings[-1] == "12 more warnings"
    assert parts.count == 3


def test_a_file_can_not_hold_any_number_of_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_PARTS == 50_000
    monkeypatch.setattr("rag.sources.parts.MOST_PARTS", 1)
    parts = Parts("feed.xml")
    article = make_article("It rose.", "a.md", About())
    parts.put("1", article)
    with pytest.raises(CorpusError, match="more than 1 articles: split it"):
        parts.put("2", article)
    with pytest.raises(CorpusError, match="more than 1"), parts.guard("2"), parts.guard("3"):
        pytest.fail("there is no room for it")


def test_an_error_costs_one_article_and_is_named() -> None:
    parts = Parts("feed.xml")
    for number in range(3):
        with parts.guard(f"entry {number}"):
            parts.add(str(1 // (number - 1)), "It rose.", About(title=f"Entry {number}"))
    reading = parts.reading()
    assert list(reading.articles) == ["-1", "1"]
    reason = "broken, its parser ends with ZeroDivisionError: save it anew"
    assert reading.warnings == (f"entry 1: {reason}",)
    assert parts.failed == 1
