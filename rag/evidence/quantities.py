"""Numbers with their units, and dates, as they stand in a text. Pure.

Read: digits with "," between thousands and "." before decimals, number words up to ninety-nine, scales (thousand, million,
bn), per cent, currencies and the commonest units; days, months and years in the usual English forms and in ISO's. Not read:
fractions in words, "." between thousands, weekdays, "last year".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.types import Span

MONTHS = "january february march april may june july august september october november december".split()
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = (
    {word: value for value, word in enumerate(_ONES)}
    | {word: 20 + 10 * i for i, word in enumerate(_TENS)}
    | {f"{ten}-{one}": 20 + 10 * i + j for i, ten in enumerate(_TENS) for j, one in enumerate(_ONES[:10]) if j}
    | {"dozen": 12, "once": 1, "twice": 2}
)
_SCALES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
_SCALES |= {"b": 1e9, "trillion": 1e12, "tn": 1e12}
_UNITS = {
    name: unit
    for unit, names in {
        "%": "% percent pct per\u00a0cent percentage",
        "EUR": "€ eur euro euros",
        "USD": "$ usd us$ dollar dollars",
        "GBP": "£ gbp pound pounds sterling",
        "SEK": "sek krona kronor",
        "JPY": "¥ jpy yen",
        "Wh": "wh", "kWh": "kwh", "MWh": "mwh", "GWh": "gwh", "TWh": "twh", "kW": "kw", "MW": "mw", "GW": "gw",
        "km": "km kilometre kilometres kilometer kilometers", "m": "metre metres meter meters", "mile": "mile miles",
        "kg": "kg kilogram kilograms", "t": "t ton tons tonne tonnes", "litre": "litre litres liter liters",
        "second": "second seconds", "minute": "minute minutes", "hour": "hour hours", "day": "day days",
        "week": "week weeks",
        "month": "month months", "year": "year years", "decade": "decade decades", "°C": "°c",
        "ordinal": "st nd rd th",
    }.items()
    for name in names.split(" ")
}  # fmt: skip
_NUMBER = re.compile(
    rf"""(?P<before>[€$£¥]\ ?|\b(?:EUR|USD|GBP|SEK|JPY)\ ?)?
    (?:(?P<digits>(?<![\w.])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?<![\w.,])\d+(?:\.\d+)?)
      |\b(?P<word>{"|".join(sorted(_WORDS, key=len, reverse=True))})\b)
    (?:[\ -]?(?P<scale>hundred|thousand|million|billion|trillion|bn|mn|tn|k|m|b)\b)?
    (?:[\ -]?(?P<unit>per\ cent|[%€$£¥]|°C|[A-Za-z]+))?""",
    re.VERBOSE | re.IGNORECASE,
)
_SHORT = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split()
_MONTH = rf"(?P<month>{'|'.join(name.capitalize() for name in MONTHS)}|(?:{'|'.join(_SHORT)})\b\.?)"
_SCALED = r"\ (?:million|billion|thousand|%|per\ cent|euros?|dollars?|GWh|MWh)"
_DATES = [
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\ of)?\ {_MONTH}(?:,?\ (?P<year>\d{{4}}))?", re.VERBOSE),
    re.compile(rf"\b{_MONTH}\ (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\ (?P<year>\d{{4}}))?", re.VERBOSE),
    re.compile(rf"\b{_MONTH},?\ (?:of\ )?(?P<year>\d{{4}})\b", re.VERBOSE),
    re.compile(rf"(?<=\b(?:in|by|of)\ )(?:early\ |late\ |mid-)?{_MONTH}\b", re.VERBOSE),
    re.compile(rf"(?<![\w.,€$£%-])(?P<year>(?:1[5-9]|20)\d\d)(?![\w%]|[.,]\d|{_SCALED})"),
]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: where it stands, its value with the scale multiplied in, its unit ("" where none is known)."""

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

    def agrees(self, said: "Day") -> bool:
        """Tell whether this date holds all that `said` says."""
        pairs = ((self.year, said.year), (self.month, said.month), (self.day, said.day))
        return all(wanted is None or wanted == own for own, wanted in pairs)


def days(text: str) -> list[Day]:
    """Return the dates in a text, in reading order; a bare year from 1500 to 2099 is one.

    >>> [(d.year, d.month, d.day) for d in days("Opened on 12 March 2025, planned since May 2021.")]
    [(2025, 3, 12), (2021, 5, None)]
    """
    found: list[Day] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if not any(span.overlaps(other.span) for other in found):
                parts = match.groupdict()
                month = _month(parts.get("month"))
                found.append(Day(span, _integer(parts.get("year")), month, _integer(parts.get("day"))))
    return sorted(found, key=lambda day: day.span)


def quantities(text: str) -> list[Quantity]:
    """Return the numbers in a text that are not part of a date, in reading order.

    >>> [(q.value, q.unit) for q in quantities("It cost €4.5 billion, a third of 60 GWh; two plants, 15 per cent more.")]
    [(4500000000.0, 'EUR'), (60.0, 'GWh'), (2.0, ''), (15.0, '%')]
    """
    dated = [day.span for day in days(text)]
    return [found for found in _quantities(text) if not any(found.span.overlaps(span) for span in dated)]


def _quantities(text: str) -> Iterator[Quantity]:
    for match in _NUMBER.finditer(text):
        digits, word = match["digits"], match["word"]
        value = float(digits.replace(",", "")) if digits else float(_WORDS[word.lower()])
        scale, unit = (match["scale"] or "").lower(), (match["unit"] or "").replace(" ", "\u00a0")
        before = _UNITS.get((match["before"] or "").strip().lower(), "")
        known = _UNITS.get(unit.lower(), "")
        if scale == "m" and text[match.start("scale") - 1] == " " and not before:  # "56 m" is metres, "56m" is millions
            yield Quantity(Span(match.start(), match.end("scale")), value, "m")
            continue
        value *= _SCALES.get(scale, 1.0)
        end = match.end("unit") if known else match.end("scale") if scale else match.end("digits" if digits else "word")
        yield Quantity(Span(match.start(), end), value, before or known)


def _month(name: str | None) -> int | None:
    if name is None:
        return None
    return int(name) if name.isdigit() else next(i for i, m in enumerate(MONTHS, 1) if m.startswith(name[:3].lower()))


def _integer(digits: str | None) -> int | None:
    return int(digits) if digits else None
