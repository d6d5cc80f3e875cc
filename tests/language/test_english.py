"""The patterns of English that more than one rule reads; the others are tested with their rules."""

import pytest

from rag.language.english import LANGUAGE


@pytest.mark.parametrize("word", ["don't", "isn’t"])
def test_negations_may_be_endings(word: str) -> None:
    assert LANGUAGE.negation_ending.search(word)


def test_numbers_have_one_unit_a_spelling() -> None:
    units = LANGUAGE.numbers.units
    assert {units[name] for name in ("€", "eur", "euros")} == {"EUR"}
    assert LANGUAGE.numbers.words["twenty-five"] == 25


def test_months_are_in_order() -> None:
    assert LANGUAGE.numbers.months[2] == "march"
    assert len(LANGUAGE.numbers.months) == 12
