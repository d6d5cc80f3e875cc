"""The time that a question names, as first and last day."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from rag.core.request import Period
from rag.core.span import Span
from rag.language.asking import Times
from rag.language.language import DEFAULT, language
from rag.language.parsed import parse
from rag.language.quantities import Day, count_of

_WEEK, _MONTH, _YEAR = 7, 30, 365
_BEGIN, _END = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in a text: the words that say it, its first and last day, None where it is open."""

    span: Span
    since: date | None
    until: date | None


def find_period(text: str, today: date, code: str = DEFAULT) -> Moment | None:
    """Return the first time that a text limits something to, or None.

    Read: days, months, years, seasons, "last month", "the past 30 days", each after a word such as
    "in", "since", "before" or between two of them.

    >>> period = find_period("What was reported last month?", date(2026, 11, 26))
    >>> period.since.isoformat(), period.until.isoformat()
    ('2026-10-01', '2026-10-31')
    >>> find_period("articles since 2025", date(2026, 11, 26)).until is None
    True
    """
    times = language(code).asking.times
    moments = _moments(text, today, code)
    for moment, following in pairwise([*moments, None]):
        if not moment or _is_attribute(text, moment, times):
            continue
        if limited := _limited(text, moment, following, times):
            return limited
    return None


def find_periods(text: str, today: date, code: str = DEFAULT) -> tuple[Period, ...]:
    """Return the times that a text names: days, months and years, with the word before each.

    A day or month without a year is none of them.

    >>> [period] = find_periods("Who was mayor before July 2023?", date(2026, 11, 26))
    >>> period.until.isoformat(), period.since
    ('2023-06-30', None)
    """
    times, periods = language(code).asking.times, []
    moments, end = _moments(text, today, code, dated=True), 0
    for moment, following in pairwise([*moments, None]):
        if moment and moment.span.start >= end:
            limited = _limited(text, moment, following, times) or moment
            periods.append(Period(limited.since, limited.until))
            end = limited.span.end
    return tuple(periods)


def _is_attribute(text: str, moment: Moment, times: Times) -> bool:
    """Tell whether a time only says more of the noun behind it, as in "the 2026 budget"."""
    before, after = text[: moment.span.start], text[moment.span.end :]
    return bool(times.article.search(before) and times.noun.match(after))


def _moments(text: str, today: date, code: str, dated: bool = False) -> list[Moment]:
    """Return the times in a text, in its order; only those with a year if `dated`."""
    return sorted([*_days(text, today, code, dated), *_relative(text, today, code)], key=_place)


def _limited(text: str, moment: Moment, following: Moment | None, times: Times) -> Moment | None:
    """Return a moment with the word before it, which says what it limits."""
    before, after = text[: moment.span.start], text[moment.span.end :]
    if following and times.between.fullmatch(text[moment.span.end : following.span.start]):
        within = times.within.search(before) or times.range.search(before)
        start = within.start() if within else moment.span.start
        return Moment(Span(start, following.span.end), moment.since, following.until)
    if onwards := times.onwards.match(after):
        within = times.within.search(before)
        start = within.start() if within else moment.span.start
        return Moment(Span(start, moment.span.end + onwards.end()), moment.since, None)
    first, last = moment.since or _BEGIN, moment.until or _END
    limits = (
        (times.since, first, None),
        (times.after, last + timedelta(1), None),
        (times.before, None, first - timedelta(1)),
        (times.until, None, last),
        (times.within, first, last),
    )
    for pattern, since, until in limits:
        if found := pattern.search(before):
            return Moment(Span(found.start(), moment.span.end), since, until)
    if times.relative.fullmatch(moment.span.slice(text)):
        return moment
    return None


def _days(text: str, today: date, code: str, dated: bool) -> Iterator[Moment]:
    for day in parse(text, code).days:
        if dated and not day.year:
            continue
        try:
            yield Moment(day.span, *days_of(day, today, text))
        except ValueError:  # 31 February
            continue


def days_of(day: Day, today: date, text: str) -> tuple[date, date]:
    """Return first and last day of a date in a text.

    A month without a year is the last one of that name; "2025/26" are both years.
    """
    if day.month is None and day.year and re.match(r"/\d\d(?:\d\d)?\b", text[day.span.end :]):
        return date(day.year, 1, 1), date(day.year + 1, 12, 31)
    year = day.year or today.year - (day.month is not None and day.month > today.month)
    if day.month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day.day is None:
        return date(year, day.month, 1), _month_end(year, day.month)
    return (date(year, day.month, day.day),) * 2


def _relative(text: str, today: date, code: str) -> Iterator[Moment]:
    rules = language(code)
    times = rules.asking.times
    for match in times.relative.finditer(text):
        span = Span(*match.span())
        if match["day"]:
            day = today - timedelta(times.days[match["day"].lower()])
            yield Moment(span, day, day)
        elif match["count"]:
            count = count_of(match["count"], code)
            unit = _days_of(match["units"].lower(), times)
            if count:
                yield Moment(span, today - timedelta(count * unit), today)
        else:
            is_this = match["which"].lower() in times.this
            unit_name = match["unit"].lower()
            yield Moment(span, *_unit(unit_name, is_this, today, times, rules.numbers.months))


def _days_of(unit: str, times: Times) -> int:
    """Return the days of a unit, in any of its forms; 0 for none."""
    return times.units.get(unit) or times.units.get(unit.removesuffix("s"), 0)


def _unit(
    unit: str, is_this: bool, today: date, times: Times, names: Sequence[str]
) -> tuple[date, date]:
    """Return first and last day of this or the last week, month, year, season or named month."""
    ago = 0 if is_this else 1
    days = _days_of(unit, times)
    if days == _WEEK:
        monday = today - timedelta(today.weekday() + 7 * ago)
        return monday, monday + timedelta(6)
    if days == _YEAR:
        return date(today.year - ago, 1, 1), date(today.year - ago, 12, 31)
    if days == _MONTH:
        last = today.replace(day=1) - timedelta(1) if ago else today
        return last.replace(day=1), _month_end(last.year, last.month)
    first, last_month = times.seasons.get(unit) or (names.index(unit) + 1,) * 2
    year = today.year
    if date(year, first, 1) > today or (ago and _season_end(year, first, last_month) >= today):
        year -= 1
    return date(year, first, 1), _season_end(year, first, last_month)


def _season_end(year: int, first: int, last: int) -> date:
    return _month_end(year + (last < first), last)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _place(moment: Moment) -> Span:
    return moment.span
