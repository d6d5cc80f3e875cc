"""What a claim says otherwise than a text: numbers, units, dates, names, negation. Pure: rules, no model.

A difference is a reason to doubt, with the place in the claim and, where there is one, the place in the text that says
something else. No difference does not mean that the text supports the claim: that is what `rag.evidence.support` asks.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from rag.chunking import sentence_spans
from rag.evidence.quantities import Day, Quantity, days, quantities
from rag.types import Span
from rag.words import FUNCTION_WORDS

_ABOUT = re.compile(r"\b(about|around|roughly|approximately|nearly|almost|some|circa|close to)\W*$", re.IGNORECASE)
_ABOVE = re.compile(r"\b(more than|over|above|at least|exceed\w*|upwards of|no less than)\W*$", re.IGNORECASE)
_BELOW = re.compile(r"\b(less than|fewer than|under|below|at most|up to|no more than)\W*$", re.IGNORECASE)
_ROUNDING, _SAME = 0.06, 1e-6
_FAR = 2.0
""""More than 3,000" is held by what is up to this many times as much."""
_WORD = re.compile(r"[^\W\d_][\w&'’.-]*\w|[^\W\d_]")
_PEOPLE = re.compile(r"(?<=\w{4})(ian|ish|ese|an)$")
_NEGATIONS = frozenset(
    "not no never none nobody nothing neither nor without cannot fail fails failed denied denies refused refuses".split()
)
_SHARED = 0.6
"""A sentence that holds this share of a claim's content words speaks of the same, so that negations compare."""
_SCOPE = 2
"""The content words after a negation that it denies."""
_NAMING = frozenset("mr mrs ms dr prof it its he she they this that these those there i we".split())


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
    found = [*_numbers(claim, passage), *_dates(claim, passage), *_names(claim, passage), *_negations(claim, passage)]
    return tuple(sorted(found, key=lambda one: one.claim))


def _numbers(claim: str, passage: str) -> Iterator[Difference]:
    known = quantities(passage)
    years = [day for day in days(passage) if day.month is None and day.year]
    for said in quantities(claim):
        same = [other for other in known if _holds(claim, said, other)]
        if any(_units_fit(said, other) for other in same):
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


def _units_fit(said: Quantity, other: Quantity) -> bool:
    return said.unit == other.unit or not said.unit or not other.unit


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


def _names(claim: str, passage: str) -> Iterator[Difference]:
    known = {_bare(word) for word in _WORD.findall(passage)}
    initials = "".join(word[0] for word in _WORD.findall(passage) if word[0].isupper())
    said = {_bare(word) for word in _WORD.findall(claim)}
    rivals = [span for span in _named(passage) if _bare(span.slice(passage)) not in said]
    for span in _named(claim):
        word = span.slice(claim)
        if not _known(_bare(word), known) and not (word.isupper() and word in initials):
            yield _difference(Kind.NAME, claim, span, passage, _nearest(claim, span, passage, rivals))


def _named(text: str) -> list[Span]:
    """Return the words that are names: with a capital, in no date, not what a sentence happens to open with."""
    found, dated = [], [*(day.span for day in days(text)), *(number.span for number in quantities(text))]
    starts = {span.start for span in sentence_spans(text)}
    words = list(_WORD.finditer(text))
    for at, match in enumerate(words):
        word, span = match.group(), Span(*match.span())
        following = words[at + 1] if at + 1 < len(words) else None
        double = following and following.group()[0].isupper() and following.start() == match.end() + 1
        opening = match.start() in starts and not double and not any(map(str.isupper, word[1:]))
        common = _bare(word) in _NAMING or _bare(word) in FUNCTION_WORDS
        if word[0].isupper() and not opening and not common and not any(map(span.overlaps, dated)):
            found.append(span)
    return found


def _known(word: str, known: Set[str]) -> bool:
    """Tell whether a text has a name, in another case or number, or the country of an inhabitant or the other way round."""
    roots = {_stem(other) for other in known}
    if word in known or _stem(word) in roots:
        return True
    root = _PEOPLE.sub("", word)
    inhabitant = root != word and any(other.startswith(root) for other in known)
    return inhabitant or any(_PEOPLE.search(other) and word.startswith(_PEOPLE.sub("", other)) for other in known)


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
        if word in _NEGATIONS or re.search(r"n['’]t$", word):
            negated = [other for _, other in words[at + 1 :] if other not in FUNCTION_WORDS][:_SCOPE]
            if any(_stem(other) in shared for other in negated):
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


def stems(text: str) -> set[str]:
    """Return the words of a text that say what it is about, without their endings; negations are none of them.

    >>> sorted(stems("The plants were not opened."))
    ['open', 'plant']
    """
    words = re.findall(r"[\w]+", text.lower())
    return {_stem(word) for word in words if word not in FUNCTION_WORDS and word not in _NEGATIONS}


def _bare(word: str) -> str:
    return re.sub(r"['’]s$|[.'’]+$", "", word.lower()).replace(".", "")


def _stem(word: str) -> str:
    """Return a word without the endings of plurals and past tenses, of at least four letters."""
    return re.sub(r"(?<=\w{4})(ies|es|s|ed|ing)$", "", _bare(word))
