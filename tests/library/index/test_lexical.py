import math
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rag.core.corpus import Filter
from rag.library.index.fields import Bounds, Fields
from rag.library.index.lexical import LexicalIndex
from tests.library.index.limiting import FILTERS, articles, bounds_of, only

TEXTS = {
    "a:0-1": "The plants were closed, and closing them was costly.",
    "a:1-2": "Batteries are made in Skellefteå.",
    "b:0-1": "A plant closes.",
    "c:0-1": 'NOT a query: title:battery AND (open OR "near" NEAR/2 shut) ^2 ~ * ? [a TO b]',
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    index = LexicalIndex(tmp_path_factory.mktemp("lexical"))
    index.update([], [(name, Fields(name[0]), text, "en") for name, text in TEXTS.items()])
    return index


def names(found: list[tuple[str, float]]) -> list[str]:
    return [name for name, _ in found]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("plant", ["b:0-1", "a:0-1"]),
        ("Closing", ["b:0-1", "a:0-1"]),
        ("skelleftea", ["a:1-2"]),
        ("SKELLEFTEÅ", ["a:1-2"]),
        ("battery", ["a:1-2", "c:0-1"]),
        ("zebra", []),
        ("plant zebra", ["b:0-1", "a:0-1"]),
    ],
)
def test_search_finds_stems_in_any_case_and_accent(
    index: LexicalIndex, query: str, expected: list[str]
) -> None:
    assert names(index.search(query, 10)) == expected


def test_scores_are_bm25(index: LexicalIndex) -> None:
    score = dict(index.search("skelleftea", 1))["a:1-2"]
    lengths = [9, 5, 3, 16]
    length_part = 1.2 * (1 - 0.75 + 0.75 * lengths[1] / (sum(lengths) / 4))
    assert score == pytest.approx(
        math.log(1 + (4 - 1 + 0.5) / (1 + 0.5)) * 2.2 / (1 + length_part), rel=1e-4
    )


@pytest.mark.parametrize(
    "query",
    [
        "AND",
        "OR NOT",
        "NEAR",
        "*",
        '"',
        '"unclosed',
        "title:plant",
        "(plant",
        "plant)",
        "a AND OR b",
        "+-!(){}[]^~:\\/",
        "id:*",
        "🔋",
    ],
)
def test_query_syntax_is_only_words(index: LexicalIndex, query: str) -> None:
    words = index.terms(query)
    expected = {name for name, text in TEXTS.items() if set(words) & set(index.terms(text))}
    assert set(names(index.search(query, 10))) == expected


@given(st.text(max_size=80), st.integers(1, 5))
@example("\x00\ud7ff", 1)
@example("plant " * 20_000, 3)
@example("".join(f"w{n} " for n in range(17_000)), 3)
@example("x" * 100_000, 3)
@example("🔋" * 25_000, 3)
@example("' OR 1=1; --", 3)
def test_any_text_is_a_question(index: LexicalIndex, text: str, k: int) -> None:
    found = index.search(text, k)
    assert len(found) <= k
    assert set(names(found)) <= set(TEXTS)
    assert found == sorted(found, key=lambda pair: (-pair[1], pair[0]))


def test_search_within_articles(index: LexicalIndex) -> None:
    assert names(index.search("plant battery", 9, only("b", "c", "unknown"))) == ["b:0-1", "c:0-1"]
    assert index.search("plant", 9, Bounds((Filter("a"), Filter("b")), set, lambda: iter(()))) == []
    assert index.search("plant", 9, only("unknown")) == []


def test_the_articles_do_not_change_the_scores(index: LexicalIndex) -> None:
    assert dict(index.search("plant", 9, only("b")))["b:0-1"] == pytest.approx(
        dict(index.search("plant", 9))["b:0-1"]
    )


def test_ties_are_ordered_by_id(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    index.update([], [(name, Fields("x"), "same words", "en") for name in "zmab"])
    assert names(index.search("words", 4)) == ["a", "b", "m", "z"]


def test_update_deletes_replaces_and_is_there_after_opening_again(tmp_path: Path) -> None:
    first = LexicalIndex(tmp_path)
    first.update(
        [], [("a", Fields("x"), "old words", "en"), ("b", Fields("x"), "other words", "en")]
    )
    first.update(["a", "unknown"], [("a", Fields("x"), "new words", "en")])
    for index in (first, LexicalIndex(tmp_path)):
        assert names(index.search("old", 9)) == []
        assert names(index.search("new", 9)) == ["a"]
        assert sorted(names(index.search("words", 9))) == ["a", "b"]


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    assert index.search("plant", 5) == []


def test_a_word_that_is_too_long_is_left_out(index: LexicalIndex) -> None:
    assert index.terms("short " + "x" * 65) == ["short"]


def test_each_text_is_stemmed_by_its_language_and_a_question_by_all_of_them(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path, ["de", "en"])
    index.update(
        [], [("d", Fields("x"), "Das Haus brennt.", "de"), ("e", Fields("y"), "Two houses.", "en")]
    )
    assert index.terms("Häuser") == ["haus", "hauser"]
    assert names(index.search("Häuser", 9)) == ["d"]
    assert names(index.search("house", 9)) == ["e"]
    english = LexicalIndex(tmp_path, ["en"])
    assert names(english.search("Häuser", 9)) == []


COUNT = 120


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    """A chunk of each of the articles of `limiting`; how well it fits depends on its number."""
    index = LexicalIndex(tmp_path_factory.mktemp("many"))
    chunks = enumerate(articles(COUNT).values())
    texts = ((f"{a.id}:0-1", Fields.of(a), "plant " + "word " * n, "en") for n, a in chunks)
    index.update([], texts)
    return index


@settings(max_examples=50, deadline=None)
@given(filters=st.lists(FILTERS, min_size=1, max_size=2), k=st.integers(1, 40))
def test_a_limited_search_finds_what_a_filter_of_all_chunks_finds(
    many: LexicalIndex, filters: list[Filter], k: int
) -> None:
    bounds = bounds_of(articles(COUNT), *filters)
    everything = many.search("plant", COUNT)
    assert len(everything) == COUNT
    passing = bounds.passing({name.partition(":")[0] for name, _ in everything})
    passed = [pair for pair in everything if pair[0].partition(":")[0] in passing]
    found = many.search("plant", k, bounds)
    assert len(found) == min(k, len(passed))
    assert dict(found).items() <= dict(passed).items()
    assert [score for _, score in found] == [score for _, score in passed[:k]]
