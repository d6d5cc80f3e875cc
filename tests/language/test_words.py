import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.language import language
from rag.language.words import analyzer, bare, content, stem, words


def test_words_that_name_things_are_no_stop_words() -> None:
    assert {"the", "how", "what", "in"} <= language().stop_words
    assert not {"france", "cost", "price", "plant", "2025"} & language().stop_words


def test_words_without_weight_are_stop_words() -> None:
    assert language().weightless < language().stop_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's Sweden's plant.", ["it", "sweden", "plant"]),
        ("They didn't close 'Ett'", ["they", "didn't", "close", "ett"]),
        ("solid-state, 60 GWh", ["solid", "state", "60", "gwh"]),
        ("", []),
    ],
)
def test_words_are_told_without_what_hangs_on_them(text: str, expected: list[str]) -> None:
    assert [word.lower for word in words(text)] == expected


@given(st.text(max_size=80))
def test_every_word_stands_where_it_says(text: str) -> None:
    for word in words(text):
        assert bare(word.span.slice(text)) == word.lower


def test_content_leaves_out_stop_words() -> None:
    assert [word.lower for word in content(words("How is black mass made?"))] == [
        "black",
        "mass",
        "made",
    ]


def test_a_word_has_the_stem_that_the_lexical_index_has() -> None:
    for word in ("companies", "opened", "operations", "Sweden's"):
        assert [stem(word)] == analyzer().analyze(word)[:1]


def test_terms_are_stems_of_the_language() -> None:
    assert analyzer("de").analyze("Häuser") == analyzer("de").analyze("Haus") == ["haus"]
    assert analyzer("en").analyze("Häuser") != analyzer("en").analyze("Haus")
    assert stem("gegangen", "de") == "gegang"
