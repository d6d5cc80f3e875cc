import pytest

from rag.answering.gains import (
    OF_REASON,
    OF_STATED_REASON,
    OF_TIME,
    WITHOUT_WANTED,
    gain,
)
from rag.core.article import Article
from rag.core.request import Kind, Sought, Wants
from rag.question.request import understand

ABOUT = Article("x", "News", published="2025-05-03").info


def test_a_sentence_without_the_number_that_is_asked_for_loses() -> None:
    sought = Sought("How many?", wants=Wants.NUMBER)
    assert gain("It rose.", "It rose.", ABOUT, sought) == -WITHOUT_WANTED
    assert gain("Three rose.", "Three rose.", ABOUT, sought) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cause is an unpaid claim.", OF_STATED_REASON),
        ("The main reason for the gap is the trade tax.", OF_STATED_REASON),
        ("It closed because of the storm.", OF_REASON),
        ("It closed.", 0),
    ],
)
def test_a_reason_gains_where_one_is_asked_for(text: str, expected: float) -> None:
    assert gain(text, text, ABOUT, Sought("Why?", Kind.REASON)) == expected
    assert gain(text, text, ABOUT, Sought("What?", Kind.OPEN)) == 0


def test_a_sentence_of_the_time_that_is_asked_about_gains() -> None:
    sought = understand("Who was mayor in May 2025?").sought()
    then, later = "In May 2025 Ida Berg was mayor.", "In May 2026 Ida Berg was mayor."
    assert gain(then, then, ABOUT, sought) == OF_TIME
    assert gain(later, later, ABOUT, sought) == -OF_TIME
