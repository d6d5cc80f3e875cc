"""Where a claim contradicts a text, or adds to it: numbers, units, dates, names, negation.

Rules, no model. A difference is a reason to doubt, with the place in the claim and, where there is
one, the place in the text that says something else. No difference does not mean that the text
supports the claim: that is what `rag.support.check` asks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from rag.core.span import Span
from rag.core.statement import Says, statement
from rag.language.language import language
from rag.language.names import joined
from rag.language.parsed import Neighbours, Parsed, parse
from rag.language.words import content, stem
from rag.support.values import Difference, DifferenceKind, difference, value_differences

_SHARED = 0.6
"""A sentence with this share of a claim's stems speaks of the same, so that negations compare."""
_SCOPE = 2
"""The content words after a negation that it denies."""
_EMPTY = parse("")


def differences(claim: Parsed, passage: Parsed) -> tuple[Difference, ...]:
    """Return where a claim and a text disagree, in the claim's order.

    >>> claim = parse("The plant cost 5 million euros in 2021.")
    >>> found = differences(claim, parse("The plant cost 4 million euros in 2021."))
    >>> [(one.kind.value, one.message) for one in found]
    [('number', '"5 million euros" where the text has "4 million euros"')]
    """
    found = [*value_differences(claim, passage), *_negations(claim, passage)]
    known = [one.claim for one in found]
    replaced = [one for one in _replaced(claim, passage) if not any(map(one.claim.overlaps, known))]
    return tuple(sorted([*found, *replaced], key=lambda one: one.claim))


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
        lacking = [one.claim for one in value_differences(claim, sentence)]
        common = claim.stems.difference(*(_stems(claim, span) for span in lacking))
        if not common or len(common & shared) < _SHARED * len(common):
            continue
        rivals = [
            rival
            for rival in _unshared(sentence, _EMPTY)
            if not any(value.stems == rival.stems and value.replaces(rival) for value in values)
        ]
        for value in _unshared(claim, sentence):
            rival = next((rival for rival in rivals if value.replaces(rival)), None)
            if rival:
                where = rival.span.shift(place.start)
                yield difference(value.kind, claim, value.span, passage, where)


def _unshared(text: Parsed, other: Parsed) -> list[_Value]:
    """Return the values of a text that another lacks; neighbouring words of a name as one value."""
    found: list[_Value] = []
    lacking = value_differences(text, other, openings=True)
    for kind, group in groupby(lacking, key=lambda one: one.kind):
        spans = [one.claim for one in group]
        places = joined(spans) if kind is DifferenceKind.NAME else spans
        found += [_Value(kind, at, _stems(text, at), text.neighbours(at)) for at in places]
    return found


def _stems(text: Parsed, span: Span) -> frozenset[str]:
    return text.stems_within(span.start, span.end)


def _negations(claim: Parsed, passage: Parsed) -> Iterator[Difference]:
    sentences = list(zip(passage.sentences, passage.by_sentence, strict=True))
    place, closest = max(
        sentences, key=lambda pair: len(claim.stems & pair[1].stems), default=(None, _EMPTY)
    )
    shared = claim.stems & closest.stems
    if place is None or not claim.stems or len(shared) < _SHARED * len(claim.stems):
        return
    ours = list(_negating(claim, closest.stems))
    theirs = [span.shift(place.start) for span in _negating(closest, claim.stems)]
    if len(ours) % 2 != len(theirs) % 2:
        more = len(ours) > len(theirs)
        yield Difference(
            DifferenceKind.NEGATION,
            ours[0] if ours else Span(0, len(claim.text)),
            theirs[0] if theirs else place,
            statement(Says.SAYS_NO if more else Says.SAYS_YES),
        )


def _negating(text: Parsed, shared: frozenset[str]) -> Iterator[Span]:
    """Yield the negations of what is said elsewhere too: a content word after them is `shared`."""
    rules = language(text.code)
    for place, word in enumerate(text.words):
        if word.lower in rules.negations or rules.negation_ending.search(word.lower):
            negated = content(text.words[place + 1 :], text.code)[:_SCOPE]
            if any(stem(other.lower, text.code) in shared for other in negated):
                yield word.span
