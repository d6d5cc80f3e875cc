from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.core.article import Article
from rag.core.text import first_words, normalise, plain_letters, slug

any_text = st.text(st.characters(), max_size=200)


@given(any_text)
def test_normalise_is_idempotent_and_nfc(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert is_normalized("NFC", once)
    assert "\r" not in once
    once.encode()


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("one\r\ntwo\rthree\ffour", "one\ntwo\nthree\nfour"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("a\x00b\x07c\x7fd", "abcd"),
        ("\ufeffstart", "start"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("tab\tstays, 🔋 stays", "tab\tstays, 🔋 stays"),
    ],
)
def test_normalise_makes_one_form(given_text: str, expected: str) -> None:
    assert normalise(given_text) == expected


@pytest.mark.parametrize("length", range(1, 6))
def test_normalise_composes_after_removing_what_stands_between(length: int) -> None:
    assert normalise("e" + "\x00" * length + "\u0301") == "é"


@given(any_text)
def test_slug_is_a_usable_id(text: str) -> None:
    name = slug(text)
    assert 0 < len(name) <= 80
    assert Article("text", id=name).id == name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Volvo's Plan: 50 GWh!", "volvo-s-plan-50-gwh"),
        ("Žilina", "žilina"),
        ("...", "article"),
        ("a" * 99, "a" * 80),
    ],
)
def test_slug_examples(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_first_words_cuts_a_long_line_at_a_word() -> None:
    title = first_words("word " * 90)
    assert title.endswith("word...")
    assert len(title) <= 300


def test_styled_letters_are_read_plain_at_the_same_places() -> None:
    styled = "\uff2eorth\U0001d42f\U0001d428lt \u24b6 \uff12\uff10 \u00e9\u00df"
    assert plain_letters(styled) == "Northvolt A 20 \u00e9\u00df"
    assert len(plain_letters(styled)) == len(styled)
    assert plain_letters("plain") == "plain"
