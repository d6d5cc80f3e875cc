import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.parsed import parse
from rag.language.quantities import Day, Quantity, find_quantities


def days(text: str) -> list[Day]:
    return list(parse(text).days)


def quantities(text: str) -> list[Quantity]:
    return list(parse(text).quantities)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,200.5 tonnes", 1200.5, "t"),
        ("€4.5bn", 4.5e9, "EUR"),
        ("$ 3 million", 3e6, "USD"),
        ("EUR 12", 12, "EUR"),
        ("12 EUR", 12, "EUR"),
        ("5 per cent", 5, "%"),
        ("5%", 5, "%"),
        ("60-GWh", 60, "GWh"),
        ("900m", 900e6, ""),
        ("900 m", 900, "m"),
        ("€900 m", 900e6, "EUR"),
        ("twenty-five days", 25, "day"),
        ("a dozen", 12, ""),
        ("3rd", 3, "ordinal"),
        ("two hundred", 200, ""),
        ("7 plants", 7, ""),
    ],
)
def test_numbers_with_units(text: str, value: float, unit: str) -> None:
    (found,) = quantities(text)
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("on 12 March 2025", (2025, 3, 12)),
        ("on the 1st of May", (None, 5, 1)),
        ("on March 12, 2025", (2025, 3, 12)),
        ("on Sept. 3, 2020", (2020, 9, 3)),
        ("2025-03-12", (2025, 3, 12)),
        ("since May 2021", (2021, 5, None)),
        ("in late June", (None, 6, None)),
        ("from 1999", (1999, None, None)),
    ],
)
def test_dates(text: str, parts: tuple[int | None, int | None, int | None]) -> None:
    (found,) = days(text)
    assert (found.year, found.month, found.day) == parts
    assert quantities(text) == []


def test_a_year_is_no_number_and_a_number_no_year() -> None:
    assert days("It made 2,021 cells, 2021 GWh and €2021.") == []
    assert quantities("It may rise: they may go.") == []


@given(st.text(max_size=200))
def test_every_place_can_be_cut_out(text: str) -> None:
    for found in (*quantities(text), *days(text)):
        assert found.span.slice(text).strip()
        assert found.span.end <= len(text)


@given(st.integers(1, 10**9))
def test_thousands_may_be_set_apart(number: int) -> None:
    for text in (f"{number:,} cells", f"{number} cells"):
        if not days(text):
            assert quantities(text)[0].value == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1\u00a0200\u00a0000 euros", 1_200_000),
        ("1\u202f200 euros", 1_200),
        ("1 200 000 euros", 1_200_000),
        ("\u22125 \u00b0C", -5),
        ("(-5 euros)", -5),
    ],
)
def test_spaces_between_thousands_and_minus_signs(text: str, value: float) -> None:
    [number] = find_quantities(text, [])
    assert number.value == value


def test_a_hyphen_or_a_space_between_two_numbers_joins_nothing() -> None:
    assert [number.value for number in find_quantities("10-5 and 12 300 of them", [])] == [
        10,
        5,
        12,
        300,
    ]
