"""Numbers with their units, and dates, as they stand in a text.

Read: digits with what the language writes between thousands (or a narrow or no-break space) and
before decimals, a minus sign before them, numbers in words up to ninety-nine, scales (thousand,
million, bn), per cent, currencies and the commonest units; days, months and years in the usual
forms of the language and in ISO's. Not read: fractions in words, weekdays, "last year".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from rag.core.span import Span
from rag.language.language import DEFAULT, Numbers, language


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: where it stands, its value with the scale multiplied in, its unit ("" for none)."""

    span: Span
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is said; a part that is not said is None."""

    span: Span
    year: int | None
    month: int | None
    day: int | None

    def agrees(self, other: "Day") -> bool:
        """Tell whether this date holds all that the other says."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(wanted is None or wanted == part for part, wanted in pairs)

    def near(self, known: date | None) -> "Day":
        """Return this date with its year: where none is said, the one nearest to a known day.

        Where neither is known, it stays as it is.

        >>> Day(Span(0, 5), None, 12, 30).near(date(2026, 1, 4)).year
        2025
        """
        if self.year or not known:
            return self
        months = 12 * known.year + known.month
        years = (known.year + by for by in (0, -1, 1))
        year = min(years, key=lambda year: abs(12 * year + (self.month or 0) - months))
        return replace(self, year=year)


def find_days(text: str, code: str = DEFAULT) -> list[Day]:
    """Return the dates in a text, in reading order; a bare year from 1500 to 2099 is one.

    >>> text = "Opened on 12 March 2025, planned since May 2021."
    >>> [(day.year, day.month, day.day) for day in find_days(text)]
    [(2025, 3, 12), (2021, 5, None)]
    """
    numbers = language(code).numbers
    days: list[Day] = []
    for pattern in numbers.dates:
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if not any(span.overlaps(other.span) for other in days):
                parts = match.groupdict()
                month = _month(parts.get("month"), numbers)
                year, day = _integer(parts.get("year")), _integer(parts.get("day"))
                days.append(Day(span, year, month, day))
    return sorted(days, key=lambda day: day.span)


def find_quantities(text: str, days: Sequence[Day], code: str = DEFAULT) -> list[Quantity]:
    """Return the numbers in a text that are not part of one of its dates, in reading order.

    >>> text = "It cost €4.5 billion, a third of 60 GWh; two plants, 15 per cent more."
    >>> [(number.value, number.unit) for number in find_quantities(text, [])]
    [(4500000000.0, 'EUR'), (60.0, 'GWh'), (2.0, ''), (15.0, '%')]
    """
    return [
        number
        for number in _quantities(text, language(code).numbers)
        if not any(number.span.overlaps(day.span) for day in days)
    ]


def count_of(word: str, code: str = DEFAULT) -> int:
    """Return the whole number that a word is, in digits or letters; 0 where it is none.

    >>> count_of("12"), count_of("Three"), count_of("few")
    (12, 3, 0)
    """
    return int(word) if word.isdigit() else int(language(code).numbers.words.get(word.lower(), 0))


def _quantities(text: str, numbers: Numbers) -> Iterator[Quantity]:
    for match in _number_pattern(numbers).finditer(text):
        digits, word = match["digits"], match["word"]
        value = _value(digits, numbers) if digits else numbers.words[word.lower()]
        value = -value if match["sign"] else value
        scale = (match["scale"] or "").lower()
        before = numbers.units.get((match["before"] or "").strip().lower(), "")
        unit = numbers.units.get((match["unit"] or "").replace(" ", "\u00a0").lower(), "")
        apart = scale == "m" and text[match.start("scale") - 1] == " "
        if apart and not before:  # "56 m" is metres, "56m" is millions
            yield Quantity(Span(match.start(), match.end("scale")), value, "m")
            continue
        last = "unit" if unit else "scale" if scale else "digits" if digits else "word"
        span = Span(match.start(), match.end(last))
        yield Quantity(span, value * numbers.scales.get(scale, 1.0), before or unit)


@cache
def _number_pattern(numbers: Numbers) -> re.Pattern[str]:
    words = "|".join(sorted(numbers.words, key=len, reverse=True))
    group, point = re.escape(numbers.group), re.escape(numbers.point)
    scales = "|".join(sorted(numbers.scales, key=len, reverse=True))
    return re.compile(
        rf"""(?P<before>{numbers.currencies})?
        (?P<sign>\u2212|(?<![^\s(])-)?
        (?:(?P<digits>(?<![\w.])\d{{1,3}}(?:{group}\d{{3}})+(?:{point}\d+)?
            |(?<![\w.,])\d{{1,3}}(?:[\u00a0\u2009\u202f]\d{{3}}(?!\d))+(?:{point}\d+)?
            |(?<![\w.,])\d{{1,3}}(?:\ \d{{3}}(?!\d)){{2,}}(?:{point}\d+)?
            |(?<![\w.,])\d+(?:{point}\d+)?)
          |\b(?P<word>{words})\b)
        (?:[\ -]?(?P<scale>{scales})\b)?
        (?:[\ -]?(?P<unit>per\ cent|[%€$£¥]|°C|[A-Za-z]+))?""",
        re.VERBOSE | re.IGNORECASE,
    )


def _value(digits: str, numbers: Numbers) -> float:
    return float("".join(digits.split()).replace(numbers.group, "").replace(numbers.point, "."))


def _month(name: str | None, numbers: Numbers) -> int | None:
    if name is None:
        return None
    if name.isdigit():
        return int(name)
    short = name[:3].lower()
    return next(i for i, month in enumerate(numbers.months, 1) if month.startswith(short))


def _integer(digits: str | None) -> int | None:
    return int(digits) if digits else None
