"""Where numbers and days of a statement are not those of a sentence on the same thing. Rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from rag.checking.shares import differing_shares, same_shares
from rag.core.span import Span
from rag.language.language import language
from rag.language.parsed import Parsed
from rag.language.quantities import Quantity
from rag.language.words import content, stem
from rag.support.values import DifferenceKind, value_differences


@dataclass(frozen=True, slots=True)
class Clash:
    """A place where a statement says something else than a sentence.

    Attributes:
        kind: see `rag.core.checked.Conflict`.
        claim: the place in the statement.
        place: the place in the article.
        sure: whether the two surely speak of the same: the value has a unit, or `beside`.
        beside: whether the two stand beside the same words, or are of a kind that needs none.
    """

    kind: str
    claim: Span
    place: Span
    sure: bool = True
    beside: bool = True


def amount_clashes(claim: Parsed, text: Parsed) -> Iterator[Clash]:
    """Yield where the numbers, shares and days of a statement are not those of a sentence."""
    yield from _values(claim, text)
    for place, other in differing_shares(claim, text):
        yield Clash("share", place, other)
    yield from _roles(claim, text)


def same_value(claim: Parsed, place: Span, text: Parsed) -> bool:
    """Tell whether a text has a number of a statement, where one of the two has no unit."""
    wanted = [one for one in claim.quantities if one.span == place]
    return any(
        one.value == other.value
        and "" in (one.unit, other.unit)
        and "%" not in (one.unit, other.unit)
        for one in wanted
        for other in text.quantities
    )


def _values(claim: Parsed, text: Parsed) -> Iterator[Clash]:
    ours, same = {one.value for one in claim.quantities}, same_shares(claim, text)
    for one in value_differences(claim, text):
        if one.passage is None or one.kind is DifferenceKind.NAME or one.claim in same:
            continue
        if one.kind is DifferenceKind.UNIT and same_value(claim, one.claim, text):
            continue
        if one.kind is DifferenceKind.DATE and not _differ(claim, one.claim, text, one.passage):
            continue
        theirs = [q for q in text.quantities if q.span == one.passage]
        if one.kind is DifferenceKind.NUMBER and (not theirs or theirs[0].value in ours):
            continue
        unit = bool(theirs and theirs[0].unit)
        beside = are_beside(claim, one.claim, text, one.passage)
        if one.kind is DifferenceKind.DATE and len(claim.days) == len(text.days) == 1:
            beside = beside or _word_before(claim, one.claim) == _word_before(text, one.passage)
        yield Clash(one.kind.value, one.claim, one.passage, unit or beside, beside)


def _differ(claim: Parsed, place: Span, text: Parsed, other: Span) -> bool:
    """Tell whether two days can't be the same; one that is said less exactly can."""
    pairs = [
        ((mine.year, theirs.year), (mine.month, theirs.month), (mine.day, theirs.day))
        for mine in claim.days
        for theirs in text.days
        if mine.span == place and theirs.span == other
    ]
    return any(one and two and one != two for parts in pairs for one, two in parts)


def _word_before(text: Parsed, place: Span) -> str:
    return next((word.lower for word in text.words[::-1] if word.span.end <= place.start), "")


def are_beside(claim: Parsed, place: Span, text: Parsed, other: Span) -> bool:
    """Tell whether the same word with content stands before or behind two places."""
    sides = zip(claim.neighbours(place), text.neighbours(other), strict=True)
    light = _stop_stems(claim.code)
    return any((set(mine) & set(theirs)) - light for mine, theirs in sides)


@cache
def _stop_stems(code: str) -> frozenset[str]:
    return frozenset(stem(word, code) for word in language(code).stop_words)


def _roles(claim: Parsed, text: Parsed) -> Iterator[Clash]:
    """Yield numbers that the sentence says of another thing than the statement does.

    That is so where the part of the sentence with the number shares no word with the statement but
    names, and the part with another number of the same unit does.
    """
    parts = _clauses(text)
    values = [*(one.span for one in claim.quantities), *(day.span for day in claim.days)]
    named = claim.names
    words = {
        stem(word.lower, claim.code)
        for word in content(claim.words, claim.code)
        if not any(word.span.overlaps(span) for span in (*values, *named))
    }
    for one in claim.quantities:
        same = [q for q in text.quantities if q.value == one.value and q.unit == one.unit]
        rivals = [q for q in text.quantities if _rivals(q, one)]
        if len(same) != 1 or not rivals or not words:
            continue
        home = _clause(parts, same[0].span)
        opening = content(text.words, text.code)[:1]  # what all parts of a sentence are about
        theirs = words.difference(stem(word.lower, text.code) for word in opening)
        if text.stems_within(home.start, home.end) & theirs:
            continue
        for rival in rivals:
            other = _clause(parts, rival.span)
            if other != home and text.stems_within(other.start, other.end) & words:
                yield Clash("role", one.span, rival.span)
                break


def _rivals(other: Quantity, one: Quantity) -> bool:
    alike = other.unit == one.unit or (
        one.value >= 1_000 and not other.unit and other.value >= 1_000
    )
    return alike and other.value != one.value


def _clauses(text: Parsed) -> list[Span]:
    cuts = language(text.code).claiming.clauses.finditer(text.text)
    edges = [0, *(cut.start() for cut in cuts), len(text.text)]
    return [Span(a, b) for a, b in pairwise(edges) if a < b]


def _clause(parts: list[Span], place: Span) -> Span:
    return next((part for part in parts if part.start <= place.start < part.end), parts[0])
