"""Where the numbers, dates and names of a claim are not those of a text. Rules, no model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.core.span import Span
from rag.core.statement import Says, Statement, statement
from rag.language.language import language
from rag.language.names import is_known
from rag.language.parsed import Parsed
from rag.language.quantities import Day, Quantity
from rag.language.words import bare
from rag.render.statements import say

_ROUNDING, _SAME = 0.06, 1e-6
_FAR = 2.0
""""More than 3,000" is held by what is up to this many times as much."""
_BEFORE, _AROUND = 20, 40
"""The characters before a number where "about" may stand; those around a value that place it."""


class DifferenceKind(StrEnum):
    """What differs."""

    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a claim and a text disagree.

    Attributes:
        kind: what differs.
        claim: the place in the claim.
        passage: the place in the text that says something else; None where it has nothing like it.
        said: the difference, for who puts it in words.
    """

    kind: DifferenceKind
    claim: Span
    passage: Span | None
    said: Statement

    @property
    def message(self) -> str:
        """The difference in English."""
        return say(self.said)


def value_differences(claim: Parsed, passage: Parsed, openings: bool = False) -> list[Difference]:
    """Return the numbers, dates and names of a claim that a text does not have.

    Args:
        claim: what is said.
        passage: the text.
        openings: whether the word that a sentence of the claim opens with counts as a name.
    """
    return [
        *_numbers(claim, passage),
        *_dates(claim, passage),
        *_names(claim, passage, openings),
    ]


def difference(
    kind: DifferenceKind, claim: Parsed, span: Span, passage: Parsed, where: Span | None
) -> Difference:
    """Return a difference with what is said of it.

    Args:
        kind: what differs.
        claim: what is said.
        span: where it is said.
        passage: the text.
        where: the place in it that says something else, if any.
    """
    ours = span.slice(claim.text)
    said = statement(Says.STANDS_NOWHERE, claim=ours)
    if where:
        said = statement(Says.DIFFERS, claim=ours, passage=where.slice(passage.text))
    return Difference(kind, span, where, said)


def _numbers(claim: Parsed, passage: Parsed) -> Iterator[Difference]:
    known = passage.quantities
    years = {day.year for day in passage.days if day.month is None and day.year}
    for number in claim.quantities:
        same = [other for other in known if _holds(claim, number, other)]
        if any(_units_fit(number, other, known) for other in same):
            continue
        if not number.unit and number.value in years:
            continue
        if same:
            yield difference(DifferenceKind.UNIT, claim, number.span, passage, same[0].span)
        else:
            alike = [other.span for other in known if other.unit == number.unit]
            where = _nearest(claim, number.span, passage, alike)
            yield difference(DifferenceKind.NUMBER, claim, number.span, passage, where)


def _holds(claim: Parsed, number: Quantity, other: Quantity) -> bool:
    """Tell whether a number of the text is what the claim's number says, "about" and the like."""
    numbers = language(claim.code).numbers
    before = claim.text[max(0, number.span.start - _BEFORE) : number.span.start]
    largest = max(abs(number.value), abs(other.value))
    if abs(number.value - other.value) <= _SAME * max(largest, 1.0):
        return True
    if numbers.roughly.search(before):
        return abs(number.value - other.value) <= _ROUNDING * largest
    if numbers.above.search(before):
        return number.value <= other.value <= _FAR * number.value
    below = bool(numbers.below.search(before))
    return below and number.value / _FAR <= other.value <= number.value


def _units_fit(number: Quantity, other: Quantity, known: Sequence[Quantity]) -> bool:
    """Tell whether a number may have another's unit.

    A number without a unit fits any; so does another without one, in a text that says no number in
    the unit of the first.
    """
    if number.unit in ("", other.unit):
        return True
    return not other.unit and all(number.unit != quantity.unit for quantity in known)


def _dates(claim: Parsed, passage: Parsed) -> Iterator[Difference]:
    known = passage.days
    numbers = {quantity.value for quantity in passage.quantities}
    for day in claim.days:
        is_number = day.month is None and day.year in numbers
        if not is_number and not any(other.agrees(day) for other in known):
            alike = [other for other in known if _parts(other) >= _parts(day)] or known
            where = _nearest(claim, day.span, passage, [other.span for other in alike])
            yield difference(DifferenceKind.DATE, claim, day.span, passage, where)


def _parts(day: Day) -> frozenset[str]:
    return frozenset(name for name in ("year", "month", "day") if getattr(day, name) is not None)


def _names(claim: Parsed, passage: Parsed, openings: bool) -> Iterator[Difference]:
    code = claim.code
    known, stems = passage.vocabulary, passage.vocabulary_stems
    rivals = [
        span
        for span in passage.names
        if bare(span.slice(passage.text), code) not in claim.vocabulary
    ]
    for span in claim.names_and_openings if openings else claim.names:
        name = span.slice(claim.text)
        is_abbreviation = name.isupper() and name in passage.initials
        if not is_abbreviation and not is_known(bare(name, code), known, stems, code):
            where = _nearest(claim, span, passage, rivals)
            yield difference(DifferenceKind.NAME, claim, span, passage, where)


def _nearest(claim: Parsed, span: Span, passage: Parsed, places: Sequence[Span]) -> Span | None:
    """Return the place whose sentence, then whose surroundings share most stems with the claim."""
    around = claim.stems_within(max(0, span.start - _AROUND), span.end + _AROUND)

    def shared(place: Span) -> tuple[int, int, int]:
        sentence = next((whole for whole in passage.sentences if place.within(whole)), place)
        start = max(sentence.start, place.start - _AROUND)
        near = passage.stems_within(start, min(sentence.end, place.end + _AROUND))
        of_sentence = passage.stems_within(sentence.start, sentence.end)
        return len(claim.stems & of_sentence), len(around & near), -place.start

    return max(places, key=shared, default=None)
