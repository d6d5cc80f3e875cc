"""Where a claim contradicts a text, or adds to it: numbers, units, dates, names, negation.

Rules, no model. A difference is a reason to doubt, with the place in the claim and, where there is
one, the place in the text that says something else. No difference does not mean that the text
supports the claim: that is what `rag.support.check` asks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rag.language.language import language
from rag.language.names import is_known, joined
from rag.language.parsed import Neighbours, Parsed, parse
from rag.language.quantities import Day, Quantity
from rag.language.words import bare, content, stem
from rag.types import Span

_ROUNDING, _SAME = 0.06, 1e-6
_FAR = 2.0
""""More than 3,000" is held by what is up to this many times as much."""
_SHARED = 0.6
"""A sentence with this share of a claim's stems speaks of the same, so that negations compare."""
_SCOPE = 2
"""The content words after a negation that it denies."""
_BEFORE, _AROUND = 20, 40
"""The characters before a number where "about" may stand; those around a value that place it."""
_EMPTY = parse("")


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
        message: the difference in words.
    """

    kind: DifferenceKind
    claim: Span
    passage: Span | None
    message: str


def differences(claim: Parsed, passage: Parsed) -> tuple[Difference, ...]:
    """Return where a claim and a text disagree, in the claim's order.

    >>> claim = parse("The plant cost 5 million euros in 2021.")
    >>> found = differences(claim, parse("The plant cost 4 million euros in 2021."))
    >>> [(difference.kind.value, difference.message) for difference in found]
    [('number', '"5 million euros" where the text has "4 million euros"')]
    """
    found = [*_values(claim, passage), *_negations(claim, passage)]
    known = [difference.claim for difference in found]
    replaced = [d for d in _replaced(claim, passage) if not any(map(d.claim.overlaps, known))]
    return tuple(sorted([*found, *replaced], key=lambda difference: difference.claim))


def _values(claim: Parsed, passage: Parsed, openings: bool = False) -> list[Difference]:
    """Return the numbers, dates and names of a claim that a text does not have."""
    return [
        *_numbers(claim, passage),
        *_dates(claim, passage),
        *_names(claim, passage, openings),
    ]


@dataclass(frozen=True, slots=True)
class _Value:
    """A number, date or name with the words that it stands between."""

    kind: DifferenceKind
    span: Span
    stems: frozenset[str]
    neighbours: Neighbours

    def replaces(self, other: "_Value") -> bool:
        """Tell whether it stands where the other does: a name for a name, a number for a date."""
        alike = (self.kind is DifferenceKind.NAME) is (other.kind is DifferenceKind.NAME)
        sides = zip(self.neighbours, other.neighbours, strict=True)
        return alike and any(mine and mine == theirs for mine, theirs in sides)


def _replaced(claim: Parsed, passage: Parsed) -> Iterator[Difference]:
    """Yield the values of a claim in whose place a sentence that says the rest has another value.

    Such a value can stand elsewhere in the text and differ from nothing, and still be said of the
    wrong thing. What a sentence opens with counts as a name here: the wrong subject is a graver
    fault than another word for the right one.
    """
    values = _unshared(claim, _EMPTY)
    rest = claim.stems.difference(*(value.stems for value in values))
    for place, sentence in zip(passage.sentences, passage.by_sentence, strict=True):
        shared = claim.stems & sentence.stems
        if len(shared) < _SHARED * len(rest):  # it can't say the rest, whatever values it lacks
            continue
        lacking = [difference.claim for difference in _values(claim, sentence)]
        common = claim.stems.difference(*(_stems(claim, span) for span in lacking))
        if not common or len(common & shared) < _SHARED * len(common):
            continue
        rivals = [
            rival
            for rival in _unshared(sentence, _EMPTY)
            if not any(own.stems == rival.stems and own.replaces(rival) for own in values)
        ]
        for value in _unshared(claim, sentence):
            rival = next((rival for rival in rivals if value.replaces(rival)), None)
            if rival:
                where = rival.span.shift(place.start)
                yield _difference(value.kind, claim, value.span, passage, where)


def _unshared(text: Parsed, other: Parsed) -> list[_Value]:
    """Return the values of a text that another lacks; neighbouring words of a name as one value."""
    found: list[_Value] = []
    lacking = _values(text, other, openings=True)
    for kind, group in groupby(lacking, key=lambda difference: difference.kind):
        spans = [difference.claim for difference in group]
        places = joined(spans) if kind is DifferenceKind.NAME else spans
        found += [_Value(kind, at, _stems(text, at), text.neighbours(at)) for at in places]
    return found


def _stems(text: Parsed, span: Span) -> frozenset[str]:
    return text.stems_within(span.start, span.end)


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
            yield _difference(DifferenceKind.UNIT, claim, number.span, passage, same[0].span)
        else:
            alike = [other.span for other in known if other.unit == number.unit]
            where = _nearest(claim, number.span, passage, alike)
            yield _difference(DifferenceKind.NUMBER, claim, number.span, passage, where)


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

    One without a unit has any, in a text that says no number in that unit.
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
            yield _difference(DifferenceKind.DATE, claim, day.span, passage, where)


def _parts(day: Day) -> frozenset[str]:
    return frozenset(name for name in ("year", "month", "day") if getattr(day, name) is not None)


def _names(claim: Parsed, passage: Parsed, openings: bool) -> Iterator[Difference]:
    code = claim.code
    known, stems = passage.vocabulary, passage.vocabulary_stems
    rivals = [span for span in passage.names if bare(span.slice(passage.text), code) not in claim.vocabulary]
    for span in claim.names_and_openings if openings else claim.names:
        name = span.slice(claim.text)
        is_abbreviation = name.isupper() and name in passage.initials
        if not is_abbreviation and not is_known(bare(name, code), known, stems, code):
            where = _nearest(claim, span, passage, rivals)
            yield _difference(DifferenceKind.NAME, claim, span, passage, where)


def _negations(claim: Parsed, passage: Parsed) -> Iterator[Difference]:
    sentences = list(zip(passage.sentences, passage.by_sentence, strict=True))
    place, closest = max(sentences, key=lambda pair: len(claim.stems & pair[1].stems), default=(None, _EMPTY))
    shared = claim.stems & closest.stems
    if place is None or not claim.stems or len(shared) < _SHARED * len(claim.stems):
        return
    ours = list(_negating(claim, closest.stems))
    theirs = [span.shift(place.start) for span in _negating(closest, claim.stems)]
    if len(ours) % 2 != len(theirs) % 2:
        more = len(ours) > len(theirs)
        says = "no where the text says yes" if more else "yes where the text says no"
        yield Difference(
            DifferenceKind.NEGATION,
            ours[0] if ours else Span(0, len(claim.text)),
            theirs[0] if theirs else place,
            f"the claim says {says}",
        )


def _negating(text: Parsed, shared: frozenset[str]) -> Iterator[Span]:
    """Yield the negations of what is said elsewhere too: a content word after them is `shared`."""
    own = language(text.code)
    for place, word in enumerate(text.words):
        if word.lower in own.negations or own.negation_ending.search(word.lower):
            negated = content(text.words[place + 1 :], text.code)[:_SCOPE]
            if any(stem(other.lower, text.code) in shared for other in negated):
                yield word.span


def _difference(kind: DifferenceKind, claim: Parsed, span: Span, passage: Parsed, where: Span | None) -> Difference:
    instead = "stands nowhere in the text"
    if where:
        instead = f'where the text has "{where.slice(passage.text)}"'
    return Difference(kind, span, where, f'"{span.slice(claim.text)}" {instead}')


def _nearest(claim: Parsed, span: Span, passage: Parsed, places: Sequence[Span]) -> Span | None:
    """Return the place whose sentence, then whose surroundings share most stems with the claim."""
    around = claim.stems_within(max(0, span.start - _AROUND), span.end + _AROUND)

    def shared(place: Span) -> tuple[int, int, int]:
        sentence = next((own for own in passage.sentences if place.within(own)), place)
        start = max(sentence.start, place.start - _AROUND)
        near = passage.stems_within(start, min(sentence.end, place.end + _AROUND))
        of_sentence = passage.stems_within(sentence.start, sentence.end)
        return len(claim.stems & of_sentence), len(around & near), -place.start

    return max(places, key=shared, default=None)
