from datetime import date

import pytest

from rag.core.request import Period
from rag.question.periods import find_period, find_periods

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("articles since 2025", "2025-01-01", None),
        ("articles after May 2024", "2024-06-01", None),
        ("before July 2023", None, "2023-06-30"),
        ("up to the end of 2022", None, "2022-12-31"),
        ("in February 2024", "2024-02-01", "2024-02-29"),
        ("on 12 March 2025", "2025-03-12", "2025-03-12"),
        ("in September", "2026-09-01", "2026-09-30"),
        ("in December", "2025-12-01", "2025-12-31"),
        ("between March 2024 and May 2025", "2024-03-01", "2025-05-31"),
        ("from 2024 to 2025", "2024-01-01", "2025-12-31"),
        ("from March 2025 onwards", "2025-03-01", None),
        ("last month", "2026-10-01", "2026-10-31"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("this January", "2026-01-01", "2026-01-31"),
        ("last autumn", "2025-09-01", "2025-11-30"),
        ("last winter", "2025-12-01", "2026-02-28"),
        ("since last winter", "2025-12-01", None),
        ("in the past 30 days", "2026-10-27", "2026-11-26"),
        ("in the last two weeks", "2026-11-12", "2026-11-26"),
        ("yesterday", "2026-11-25", "2026-11-25"),
    ],
)
def test_a_time_is_read_as_its_first_and_last_day(
    text: str, since: str | None, until: str | None
) -> None:
    period = find_period(f"What was said {text}?", TODAY)
    assert period
    days = [day and day.isoformat() for day in (period.since, period.until)]
    assert days == [since, until]


@pytest.mark.parametrize(
    "text", ["no time", "on 31 February 2024", "2024 was wet", "the past few days"]
)
def test_what_limits_nothing_is_no_time(text: str) -> None:
    assert find_period(text, TODAY) is None


def test_a_year_that_says_which_is_no_limit_but_a_time() -> None:
    assert find_period("Sum up the article on the 2026 budget.", TODAY) is None
    assert find_period("What was in the 2026 budget?", TODAY) is None
    asked = find_periods("What was in the 2026 budget?", TODAY)
    assert asked == (Period(date(2026, 1, 1), date(2026, 12, 31)),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who was mayor before July 2023?", [(None, date(2023, 6, 30))]),
        ("What has happened since 2023?", [(date(2023, 1, 1), None)]),
        (
            "How many in 2022, and how many in 2023?",
            [(date(2022, 1, 1), date(2022, 12, 31)), (date(2023, 1, 1), date(2023, 12, 31))],
        ),
        ("between 2019 and 2021", [(date(2019, 1, 1), date(2021, 12, 31))]),
        ("in the winter of 2025/26", [(date(2025, 1, 1), date(2026, 12, 31))]),
        ("What happened last month?", [(date(2026, 10, 1), date(2026, 10, 31))]),
        ("What happened on 12 March?", []),
    ],
)
def test_all_times_that_are_asked_about(
    text: str, expected: list[tuple[date | None, date | None]]
) -> None:
    assert [(one.since, one.until) for one in find_periods(text, TODAY)] == expected


def test_the_words_that_say_it_are_those_with_their_preposition() -> None:
    text = "Which articles appeared since the May of 2025 in Heide?"
    period = find_period("Which articles appeared since 2025?", TODAY)
    assert period
    assert period.span.slice("Which articles appeared since 2025?") == "since 2025"
    assert find_period(text, TODAY)
