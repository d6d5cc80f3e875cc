"""Shares in words, in per cent, as one count of another: "half", "50 percent", "20 of the 40"."""

import re
from collections.abc import Iterator

from rag.core.span import Span
from rag.language.language import language
from rag.language.parsed import Parsed

_BEFORE = 20
"""The characters before a number where "about" or "of" may stand."""
_ROUGHLY = 5
""""About half" is what differs from it by so many points."""


def differing_shares(claim: Parsed, text: Parsed) -> Iterator[tuple[Span, Span]]:
    """Yield shares in words that are not those in per cent: "half" and "60 percent"."""
    theirs = _all_shares(text)
    for place, ours in parts_of(claim):
        if theirs and not any(_is_share(claim, place, ours, other) for _, other in theirs):
            yield place, theirs[0][0]
    for one in claim.quantities:
        if one.unit != "%" or not theirs or any(q.unit == "%" for q in text.quantities):
            continue
        if not any(_is_share(claim, one.span, one.value, other) for _, other in theirs):
            yield one.span, theirs[0][0]


def same_shares(claim: Parsed, text: Parsed) -> set[Span]:
    """Return the shares of a statement that a text says otherwise: "a fifth" and "20 percent".

    Two counts of one sentence say a share too, "24 of 40".
    """
    theirs = [value for _, value in _all_shares(text)]
    ours = [*parts_of(claim), *((q.span, q.value) for q in claim.quantities if q.unit == "%")]
    return {
        place
        for place, value in ours
        if any(_is_share(claim, place, value, other) for other in theirs)
    }


def _all_shares(text: Parsed) -> list[tuple[Span, float]]:
    """Return the shares that a text says: in words, in per cent, as one count of another."""
    shares = [*parts_of(text), *((q.span, q.value) for q in text.quantities if q.unit == "%")]
    of = language(text.code).claiming.out_of
    counts = [q for q in text.quantities if q.unit != "%"]
    for whole in counts:
        before = text.text[max(0, whole.span.start - _BEFORE) : whole.span.start]
        if of.search(before):
            shares += [
                (part.span, 100 * part.value / whole.value)
                for part in counts
                if 0 < part.value < whole.value and part.unit in ("", whole.unit)
            ]
    return shares


def about(text: Parsed, place: Span) -> Span:
    """Return where "about", "more than" and the like stand before a value; else its place."""
    numbers = language(text.code).numbers
    start = max(0, place.start - _BEFORE)
    for pattern in (numbers.roughly, numbers.above, numbers.below):
        if found := pattern.search(text.text, start, place.start):
            return Span(found.start(), place.start)
    return place


def _is_share(claim: Parsed, place: Span, ours: float, theirs: float) -> bool:
    """Tell whether a share is what a statement says, "about" and "more than" and the like."""
    numbers = language(claim.code).numbers
    before = claim.text[max(0, place.start - _BEFORE) : place.start]
    if numbers.roughly.search(before):
        return abs(ours - theirs) <= _ROUGHLY
    if numbers.above.search(before):
        return ours <= theirs <= 2 * ours
    if numbers.below.search(before):
        return ours / 2 <= theirs <= ours
    return abs(ours - theirs) <= 1


def parts_of(text: Parsed) -> list[tuple[Span, float]]:
    """Return the shares that a text says in words, with what they are in per cent."""
    parts = language(text.code).claiming.parts
    return [
        (Span(*match.span()), value)
        for words, value in parts.items()
        for match in re.finditer(rf"\b{words}\b", text.text, re.I)
    ]
