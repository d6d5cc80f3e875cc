import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.checking.letters import Letters, spoken
from rag.core.span import Span


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The \u201cwell-known\u201d map", "well known map"),
        ("a Fischer-\ntor gate", "Fischertor gate"),
        ("a soft\u00adly word", "softly word"),
        ("You can\u2019t fry wind", "can't fry"),
        ("one \u2014 two", "one, two"),
        ("the \ufb01rst", "the first"),
        ("[T]he plan", "The plan"),
    ],
)
def test_signs_between_letters_make_no_difference(text: str, words: str) -> None:
    (place,) = Letters.of(text).find(Letters.of(words))
    assert place.slice(text).strip()


@pytest.mark.parametrize(
    ("text", "words"), [("nowhere", "now here"), ("an ice age", "a nice"), ("planted", "plant")]
)
def test_words_are_found_whole(text: str, words: str) -> None:
    assert list(Letters.of(text).find(Letters.of(words))) == []


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_the_letters_of_a_slice_stand_where_they_say(text: str, start: int, size: int) -> None:
    letters = Letters.of(text).within(start, start + size)
    assert len(letters.folded) == len(letters.places)
    assert all(start <= place < start + size for place in letters.places)


@given(st.text())
def test_what_is_spoken_lies_in_the_text(text: str) -> None:
    assert all(place.end <= len(text) and "\n" not in place.slice(text) for place in spoken(text))


def test_capitals_count_but_for_the_first() -> None:
    text = Letters.of("He said The Map is right.")
    place = Span(8, 15)
    assert not text.differs_in_case(place, Letters.of("the Map"))
    assert text.differs_in_case(place, Letters.of("The map"))
