from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.sources.dates import (
    agency_day,
    day_in_address,
    day_in_name,
    is_month,
    read_day,
    read_moment,
)

DAY = date(2026, 2, 27)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-27",
        "2026-02-27T08:30:00Z",
        "2026-02-27 08:30",
        "2026/02/27",
        "2026.2.27",
        "20260227",
        "27.02.2026",
        "27. 2. 2026",
        "27. Februar 2026",
        "27 February 2026",
        "27th of February, 2026",
        "February 27, 2026",
        "Feb. 27, 2026, 5:30 p.m.",
        "Friday, 27 February 2026",
        "Freitag, den 27. Februar 2026",
        "27/02/2026",
        "02/27/2026",
        "27-Feb-2026",
        "27 février 2026",
        "Fri, 27 Feb 2026 09:00:00 +0100",
    ],
)
def test_a_day_in_any_usual_spelling(text: str) -> None:
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026",
        "2026-02",
        "February 2026",
        "3/4/2026",
        "2026-02-30",
        "31.11.2026",
        "0001-01-01",
        "9999-99-99",
        "12:30",
        "true",
    ],
)
def test_what_is_no_day_or_an_unclear_one(text: str) -> None:
    assert read_day(text) is None


def test_a_date_that_reads_the_same_in_both_orders() -> None:
    assert read_day("4/4/2026") == date(2026, 4, 4)


def test_a_machine_writes_the_day_of_its_own_place() -> None:
    assert read_moment("2026-02-27T23:30:00-05:00") == DAY


@pytest.mark.parametrize("text", ["2026-02", "Mai 2026", "March, 2026", "2026"])
def test_a_month_alone_is_told(text: str) -> None:
    assert is_month(text)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2020-11-18_council-vote.md", date(2020, 11, 18)),
        ("ena-20250314-ferry.txt", date(2025, 3, 14)),
        ("weather_2026_10_05.txt", date(2026, 10, 5)),
        ("council-31-29.md", None),
        ("2020-13-18.md", None),
        ("budget-2026.pdf", None),
        ("2020-11-18_to_2020-11-20.md", None),
        ("1202012311.md", None),
    ],
)
def test_a_day_in_the_name_of_a_file(name: str, day: date | None) -> None:
    assert day_in_name(name) == day


def test_a_day_in_an_address() -> None:
    assert day_in_address("https://a.example/2026/2/27/bees") == DAY
    assert day_in_address("https://a.example/2026/02/bees") is None


def test_the_moment_that_agencies_sign_with() -> None:
    assert agency_day("(ENA/kb 271540 Feb 26)") == DAY
    assert agency_day("(ENA)") is None


@given(st.dates(date(1500, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_as_it_was_written(day: date) -> None:
    assert read_day(f"{day:%Y-%m-%d}") == read_day(f"{day:%d.%m.%Y}") == day
    assert read_day(f"{day:%d %B %Y}") == read_day(f"{day:%B %d, %Y}") == day


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert read_day(text) is None or isinstance(read_day(text), date)
