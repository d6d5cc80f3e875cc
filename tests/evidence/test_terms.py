import pytest

from rag.evidence.terms import is_known, joined, named, neighbours
from rag.types import Span

TEXT = "Yesterday Volvo Cars in Sweden said on 3 May that it would cut 20 GWh. Workers of NOVO Energy protested."


def test_names_are_words_with_a_capital_that_no_date_unit_or_opening_explains():
    assert [span.slice(TEXT) for span in joined(named(TEXT))] == ["Yesterday Volvo Cars", "Sweden", "NOVO Energy"]


def test_the_word_that_a_sentence_opens_with_is_a_name_only_where_that_is_asked():
    assert "Workers" not in [span.slice(TEXT) for span in named(TEXT)]
    assert "Workers" in [span.slice(TEXT) for span in named(TEXT, opening=True)]


@pytest.mark.parametrize(
    ("word", "text", "known"),
    [
        ("sweden", {"swedish"}, True),
        ("german", {"germany"}, True),
        ("plants", {"plant"}, True),
        ("norway", {"sweden"}, False),
    ],
)
def test_inhabitants_and_plurals_are_known_by_their_country_and_singular(word, text, known):
    assert is_known(word, text) is known


def test_neighbours_reach_to_the_next_word_that_says_something():
    text = "The firm was given to the union in 2016."
    place = Span(text.index("union"), text.index(" in"))
    assert neighbours(text, place) == (("given", "to"), ("in", "2016"))
    assert neighbours(text, Span(0, len(text))) == ((), ())
    assert neighbours("Was the", Span(4, 7)) == ((), ())
