from datetime import UTC, date, datetime

import pytest

from rag.core.convert import as_day, as_words


@pytest.mark.parametrize(
    "value",
    [date(2025, 3, 12), datetime(2025, 3, 12, 10, tzinfo=UTC), "2025-03-12", " 2025-03-12T10:00Z "],
)
def test_a_day_is_taken_as_people_give_it(value: date | str) -> None:
    day = as_day(value, "published")
    assert day == date(2025, 3, 12)
    assert type(day) is date


@pytest.mark.parametrize("value", [None, "", "  "])
def test_nothing_is_no_day(value: str | None) -> None:
    assert as_day(value, "published") is None


@pytest.mark.parametrize("value", ["yesterday", "2025-13-01", 20250312, b"2025-03-12"])
def test_what_is_no_day_is_an_error_that_says_what_to_do(value: str) -> None:
    with pytest.raises(ValueError, match=r"since is not a date: .*; write it as YYYY-MM-DD"):
        as_day(value, "since")


@pytest.mark.parametrize(
    "values", ["batteries, cars", ["batteries", " cars ", ""], ("batteries", "cars")]
)
def test_words_are_taken_one_by_one_or_with_commas(values: list[str] | str) -> None:
    assert as_words(values) == ("batteries", "cars")


@pytest.mark.parametrize("values", [None, "", " , ", []])
def test_nothing_is_no_words(values: list[str] | str | None) -> None:
    assert as_words(values) == ()
