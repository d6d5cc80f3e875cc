"""Days as articles, pages and files write them, in English and German."""

import re
from calendar import monthrange
from datetime import date, datetime
from email.utils import parsedate_to_datetime

FIRST, LAST = 1500, 2200
"""The years that a day of publication may be in."""
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier",
            "february feb februar février fevrier",
            "march mar märz maerz mär mrz mars",
            "april apr avril",
            "may mai",
            "june jun juni juin",
            "july jul juli juillet",
            "august aug août aout",
            "september sep sept septembre",
            "october oct oktober okt octobre",
            "november nov novembre",
            "december dec dezember dez décembre decembre",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|mo|di|mi|do|fr|sa|so)\.?,?\s+"
)
_YEAR = r"(?P<year>(?:1[5-9]|2[01])\d\d)"
_DAY = r"(?P<day>\d{1,2})"
_NO_YEAR = rf"(?:{_WEEKDAY})?(?:the\s+|den\s+)?{_DAY}(?:st|nd|rd|th|er|\.)?\s+(?:of\s+)?{_MONTH},?"
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<month>\d{{1,2}})-{_DAY}(?!\d)",
        rf"{_YEAR}[/.](?P<month>\d{{1,2}})[/.]{_DAY}(?!\d)",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        rf"{_NO_YEAR}\s+{_YEAR}(?!\d)",
        rf"(?:{_WEEKDAY})?{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
        rf"(?:{_WEEKDAY})?{_DAY}\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}(?!\d)",
        rf"{_DAY}[-/](?P<month>\d{{1,2}})[-/]{_YEAR}(?!\d)",
        rf"{_DAY}-{_MONTH}-{_YEAR}(?!\d)",
    )
]
_SLASHES = _FORMS[-2]
_NAMED = re.compile(r"\(\?P<\w+>")
_WRITTEN = "|".join(_NAMED.sub("(?:", form.pattern) for form in _FORMS)
DAY = _NAMED.sub("(?:", rf"(?:{_NO_YEAR}|{_MONTH}\s+{_DAY})")
"""A day as "3 May", "3. Mai" or "May 3", without its year; to be used without case."""
WHOLE_DAY = rf"(?:{_WRITTEN})(?:,?\s+\d{{1,2}}[:.]\d\d(?:\s*(?:[ap]\.?m\.?|uhr|h|utc|gmt))?)?"
"""A day with its year, in any form, and the time that may follow; to be used without case."""
_MONTH_ALONE = re.compile(
    _NAMED.sub("(?:", rf"(?:{_MONTH},?\s+{_YEAR}|{_YEAR}(?:-\d{{1,2}})?)"), re.IGNORECASE
)
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?!\d)")
_AGENCY_TIME = re.compile(
    rf"\b(?P<day>[0-3]\d)[0-2]\d[0-5]\d\s+{_MONTH}\s+(?:20)?(?P<year>\d\d)\b", re.IGNORECASE
)


def read_day(text: str) -> date | None:
    """Return the day that a text begins with, in any usual spelling; None where that is unclear.

    3/4/2026 is the third of April or the fourth of March, so it is none; a month alone is none.

    >>> read_day("27.02.2026"), read_day("February 27, 2026"), read_day("2026-02")
    (datetime.date(2026, 2, 27), datetime.date(2026, 2, 27), None)
    """
    text = " ".join(text.split())[:80]
    for form in _FORMS:
        match = form.match(text)
        if match:
            return _made(match, form is _SLASHES)
    try:
        return _possible(parsedate_to_datetime(text).date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def read_moment(text: str) -> date | None:
    """Return the day of a moment that a machine wrote, ISO 8601 first; None where it is none."""
    try:
        return _possible(datetime.fromisoformat(text.strip()).date())
    except ValueError:
        return read_day(text)


def is_month(text: str) -> bool:
    """Tell whether a text names a month or a year and no day.

    >>> is_month("2026-02"), is_month("Mai 2026"), is_month("2026-02-27")
    (True, True, False)
    """
    return bool(_MONTH_ALONE.fullmatch(text.strip()))


def day_in_name(name: str) -> date | None:
    """Return the day in the name of a file; None where there is none, or more than one.

    >>> day_in_name("2020-11-18_council-vote.md"), day_in_name("ena-20250314-ferry.txt")
    (datetime.date(2020, 11, 18), datetime.date(2025, 3, 14))
    """
    days = {_day(*map(int, match.group(1, 3, 4))) for match in _IN_NAME.finditer(name)}
    return days.pop() if len(days) == 1 else None


def day_in_address(url: str) -> date | None:
    """Return the day in the path of an address; None where there is none.

    >>> day_in_address("https://a.example/2026/03/10/bees")
    datetime.date(2026, 3, 10)
    """
    match = _IN_ADDRESS.search(url)
    return _day(*map(int, match.groups())) if match else None


def agency_day(text: str) -> date | None:
    """Return the day of the moment that agencies sign with: day, time, month, year.

    >>> agency_day("(ENA/kb 121540 May 26)")
    datetime.date(2026, 5, 12)
    """
    match = _AGENCY_TIME.search(text)
    if not match:
        return None
    month = _MONTHS[match["month"].lower()]
    return _day(2000 + int(match["year"]), month, int(match["day"]))


def _made(match: re.Match[str], unclear: bool) -> date | None:
    month, day = match["month"].rstrip(".").lower(), int(match["day"])
    number = _MONTHS.get(month) or int(month)
    if unclear and number > 12:  # the American order
        number, day = day, number
    elif unclear and day <= 12 and day != number:
        return None
    return _day(int(match["year"]), number, day)


def _day(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _possible(day: date) -> date | None:
    return day if FIRST <= day.year < LAST else None
