"""What a claim says otherwise than a text: numbers, units, dates, names, negation. Pure: rules, no model.

A difference is a reason to doubt, with the place in the claim and, where there is one, the place in the text that says
something else. No difference does not mean that the text supports the claim: that is what `rag.evidence.support` asks.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rag.chunking import sentence_spans
from rag.evidence.quantities import Day, Quantity, days, quantities
from rag.evidence.terms import NEGATIONS, WORD, Neighbours, bare, is_known, joined, named, neighbours, stem, stems
from rag.types import Span
from rag.words import FUNCTION_WORDS

_ABOUT = re.compile(r"\b(about|around|roughly|approximately|nearly|almost|some|circa|close to)\W*$", re.IGNORECASE)
_ABOVE = re.compile(r"\b(more than|over|above|at least|exceed\w*|upwards of|no less than)\W*$", re.IGNORECASE)
_BELOW = re.compile(r"\b(less than|fewer than|under|below|at most|up to|no more than)\W*$", re.IGNORECASE)
_ROUNDING, _SAME = 0.06, 1e-6
_FAR = 2.0
""""More than 3,000" is held by what is up to this many times as much."""
_SHARED = 0.6
"""A sentence that holds this share of a claim's content words speaks of the same, so that negations compare."""
_SCOPE = 2
"""The content words after a negation that it denies."""


class Kind(StrEnum):
    """What differs."""

    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a claim says otherwise than a text.

    Attributes:
        kind: what differs.
        claim: the place in the claim.
        passage: the place in the text that says something else; None where the text has nothing of the kind.
        message: the difference in words.
    """

    kind: Kind
    claim: Span
    passage: Span | None
    message: str


def differences(claim: str, passage: str) -> tuple[Difference, ...]:
    """Return what a claim says otherwise than a text, in the claim's order.

    >>> found = differences("The plant cost 5 million euros in 2021.", "The plant cost 4 million euros in 2021.")
    >>> [(one.kind.value, one.message) for one in found]
    [('number', '"5 million euros" where the text has "4 million euros"')]
    """
    found = [*_values(claim, passage), *_negations(claim, passage)]
    known = [one.claim for one in found]
    found += [one for one in _replaced(claim, passage) if not any(map(one.claim.overlaps, known))]
    return tuple(sorted(found, key=lambda one: one.claim))


def _values(claim: str, passage: str, opening: bool = False) -> list[Difference]:
    return [*_numbers(claim, passage), *_dates(claim, passage), *_names(claim, passage, opening)]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A number, date or name with the words that it stands between."""

    kind: Kind
    span: Span
    words: frozenset[str]
    beside: Neighbours

    def like(self, other: "_Placed") -> bool:
        """Tell whether it stands where the other does: a name for a name, a number or date for one of these."""
        same = (self.kind is Kind.NAME) is (other.kind is Kind.NAME)
        return same and any(own and own == theirs for own, theirs in zip(self.beside, other.beside, strict=True))


def _replaced(claim: str, passage: str) -> Iterator[Difference]:
    """Yield the values of a claim that a sentence which says the rest of it lacks: another stands between the same words.

    Such a value can stand elsewhere in the text and differ from nothing, and still be said of the wrong thing.
    What a sentence opens with counts as a name here: the subject of another is a graver fault than another word for it.
    """
    said, words = _placed(claim, ""), stems(claim)
    least = words.difference(*(one.words for one in said))
    for sentence in sentence_spans(passage):
        text = sentence.slice(passage)
        shared = words & stems(text)
        if len(shared) < _SHARED * len(least):  # whatever of its values the sentence lacks, it does not say the rest
            continue
        rest = words.difference(*(stems(one.claim.slice(claim)) for one in _values(claim, text)))
        if not rest or len(rest & shared) < _SHARED * len(rest):
            continue
        rivals = [one for one in _placed(text, "") if not any(own.words == one.words and own.like(one) for own in said)]
        for value in _placed(claim, text):
            if rival := next((one for one in rivals if value.like(one)), None):
                yield _difference(value.kind, claim, value.span, passage, rival.span.shift(sentence.start))


def _placed(text: str, other: str) -> list[_Placed]:
    """Return the values of a text that another lacks; the words of a name, which differ one by one, as one."""
    found: list[_Placed] = []
    for kind, some in groupby(_values(text, other, opening=True), key=lambda one: one.kind):
        spans = [one.claim for one in some]
        found += [
            _Placed(kind, span, frozenset(stems(span.slice(text))), neighbours(text, span))
            for span in (joined(spans) if kind is Kind.NAME else spans)
        ]
    return found


def _numbers(claim: str, passage: str) -> Iterator[Difference]:
    known = quantities(passage)
    years = [day for day in days(passage) if day.month is None and day.year]
    for said in quantities(claim):
        same = [other for other in known if _holds(claim, said, other)]
        if any(_units_fit(said, other, known) for other in same):
            continue
        if not said.unit and any(said.value == day.year for day in years):
            continue
        if same:
            yield _difference(Kind.UNIT, claim, said.span, passage, same[0].span)
        else:
            alike = [other for other in known if other.unit == said.unit]
            yield _difference(
                Kind.NUMBER, claim, said.span, passage, _nearest(claim, said.span, passage, [other.span for other in alike])
            )


def _holds(claim: str, said: Quantity, other: Quantity) -> bool:
    before = claim[max(0, said.span.start - 20) : said.span.start]
    if abs(said.value - other.value) <= _SAME * max(abs(said.value), abs(other.value), 1.0):
        return True
    if _ABOUT.search(before):
        return abs(said.value - other.value) <= _ROUNDING * max(abs(said.value), abs(other.value))
    if _ABOVE.search(before):
        return said.value <= other.value <= _FAR * said.value
    return bool(_BELOW.search(before)) and said.value / _FAR <= other.value <= said.value


def _units_fit(said: Quantity, other: Quantity, known: Sequence[Quantity]) -> bool:
    """Tell whether a number may have another's unit; one without has any, in a text that says no number in that unit."""
    return said.unit in ("", other.unit) or (not other.unit and all(said.unit != one.unit for one in known))


def _dates(claim: str, passage: str) -> Iterator[Difference]:
    known = days(passage)
    numbers = {quantity.value for quantity in quantities(passage)}
    for said in days(claim):
        bare = said.month is None and said.year in numbers
        if not bare and not any(other.agrees(said) for other in known):
            alike = [other for other in known if _parts(other) >= _parts(said)] or known
            yield _difference(
                Kind.DATE, claim, said.span, passage, _nearest(claim, said.span, passage, [other.span for other in alike])
            )


def _parts(day: Day) -> frozenset[str]:
    return frozenset(name for name in ("year", "month", "day") if getattr(day, name) is not None)


def _names(claim: str, passage: str, opening: bool) -> Iterator[Difference]:
    known = {bare(word) for word in WORD.findall(passage)}
    initials = "".join(word[0] for word in WORD.findall(passage) if word[0].isupper())
    said = {bare(word) for word in WORD.findall(claim)}
    rivals = [span for span in named(passage) if bare(span.slice(passage)) not in said]
    for span in named(claim, opening):
        word = span.slice(claim)
        if not is_known(bare(word), known) and not (word.isupper() and word in initials):
            yield _difference(Kind.NAME, claim, span, passage, _nearest(claim, span, passage, rivals))


def _negations(claim: str, passage: str) -> Iterator[Difference]:
    said = stems(claim)
    best = max(sentence_spans(passage), key=lambda span: len(said & stems(span.slice(passage))), default=None)
    if best is None or not said or len(said & stems(best.slice(passage))) < _SHARED * len(said):
        return
    own = list(_negating(claim, stems(best.slice(passage))))
    theirs = [span.shift(best.start) for span in _negating(best.slice(passage), said)]
    if len(own) % 2 != len(theirs) % 2:
        place = own[0] if own else Span(0, len(claim))
        where = theirs[0] if theirs else best
        says = "says no where the text says yes" if len(own) > len(theirs) else "says yes where the text says no"
        yield Difference(Kind.NEGATION, place, where, f"the claim {says}")


def _negating(text: str, shared: Set[str]) -> Iterator[Span]:
    """Yield the negations of something that is also said elsewhere: one of the content words that follow is `shared`."""
    words = [(match, match.group().lower()) for match in re.finditer(r"[\w'’]+", text)]
    for at, (match, word) in enumerate(words):
        if word in NEGATIONS or re.search(r"n['’]t$", word):
            negated = [other for _, other in words[at + 1 :] if other not in FUNCTION_WORDS][:_SCOPE]
            if any(stem(other) in shared for other in negated):
                yield Span(*match.span())


def _difference(kind: Kind, claim: str, said: Span, passage: str, where: Span | None) -> Difference:
    instead = f'where the text has "{where.slice(passage)}"' if where else "stands nowhere in the text"
    return Difference(kind, said, where, f'"{said.slice(claim)}" {instead}')


def _nearest(claim: str, said: Span, passage: str, places: Sequence[Span]) -> Span | None:
    """Return the place whose sentence, then whose surroundings share most words with the claim, the first of equals."""
    words, around = stems(claim), stems(claim[max(0, said.start - 40) : said.end + 40])
    sentences = sentence_spans(passage)

    def shared(place: Span) -> tuple[int, int, int]:
        own = next((span for span in sentences if place.within(span)), place)
        near = passage[max(own.start, place.start - 40) : min(own.end, place.end + 40)]
        return len(words & stems(own.slice(passage))), len(around & stems(near)), -place.start

    return max(places, key=shared, default=None)
