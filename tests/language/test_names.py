import pytest

from rag.core.span import Span
from rag.language.names import is_known, joined
from rag.language.parsed import parse
from rag.language.words import stem

TEXT = (
    "Yesterday Volvo Cars in Sweden said on 3 May that it would cut 20 GWh. "
    "Workers of NOVO Energy protested."
)


def test_names_are_words_with_a_capital_that_no_date_unit_or_opening_explains() -> None:
    names = [span.slice(TEXT) for span in joined(parse(TEXT).names)]
    assert names == ["Yesterday Volvo Cars", "Sweden", "NOVO Energy"]


def test_the_word_that_a_sentence_opens_with_is_a_name_only_where_that_is_asked() -> None:
    assert "Workers" not in [span.slice(TEXT) for span in parse(TEXT).names]
    assert "Workers" in [span.slice(TEXT) for span in parse(TEXT).names_and_openings]


@pytest.mark.parametrize(
    ("word", "text", "known"),
    [
        ("sweden", {"swedish"}, True),
        ("german", {"germany"}, True),
        ("plants", {"plant"}, True),
        ("norway", {"sweden"}, False),
    ],
)
def test_inhabitants_and_plurals_are_known_by_their_country_and_singular(
    word: str, text: set[str], known: bool
) -> None:
    assert is_known(word, text, {stem(other) for other in text}) is known


def test_words_side_by_side_are_one_name() -> None:
    assert joined([]) == []
    assert joined([Span(0, 3), Span(5, 8)]) == [Span(0, 3), Span(5, 8)]
