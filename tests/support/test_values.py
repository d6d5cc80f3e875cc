import pytest

from rag.core.span import Span
from rag.core.statement import Says, statement
from rag.language.parsed import parse
from rag.support.values import Difference, DifferenceKind, difference, value_differences

TEXT = parse("The plant in Heide got 902 million euros in May 2024.")


def test_numbers_dates_and_names_that_a_text_does_not_have_are_told_with_their_places() -> None:
    claim = parse("The plant in Herne got 920 million euros in May 2023.")
    found = value_differences(claim, TEXT)
    told = [(d.kind.value, d.claim.slice(claim.text), d.message) for d in found]
    assert told == [
        ("number", "920 million euros", _instead("920 million euros", "902 million euros")),
        ("date", "May 2023", _instead("May 2023", "May 2024")),
        ("name", "Herne", _instead("Herne", "Heide")),
    ]
    assert [d.passage.slice(TEXT.text) for d in found if d.passage] == [
        "902 million euros",
        "May 2024",
        "Heide",
    ]


def _instead(words: str, other: str) -> str:
    return f'"{words}" where the text has "{other}"'


def test_negation_is_no_value() -> None:
    assert value_differences(parse("The plant in Heide did not get it."), TEXT) == []


@pytest.mark.parametrize(("openings", "names"), [(False, []), (True, ["Volvo"])])
def test_the_word_that_opens_a_sentence_is_a_name_only_where_that_is_asked_for(
    openings: bool, names: list[str]
) -> None:
    claim = parse("Volvo got 902 million euros.")
    found = value_differences(claim, TEXT, openings)
    assert [d.claim.slice(claim.text) for d in found] == names


@pytest.mark.parametrize(
    "claim", ["About 900 million euros.", "Over 900 million euros.", "In 2024."]
)
def test_rounding_bounds_and_parts_of_a_date_agree(claim: str) -> None:
    assert value_differences(parse(claim), TEXT) == []


def test_what_has_no_counterpart_says_so() -> None:
    claim = parse("It got 60 GWh.")
    assert difference(DifferenceKind.NUMBER, claim, Span(7, 13), TEXT, None) == Difference(
        DifferenceKind.NUMBER, Span(7, 13), None, statement(Says.STANDS_NOWHERE, claim="60 GWh")
    )
