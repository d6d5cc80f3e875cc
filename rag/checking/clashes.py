"""Where a statement and a sentence that speaks of the same thing say different things. Rules."""

from collections.abc import Iterator
from dataclasses import replace

from rag.checking.amounts import Clash, amount_clashes, are_beside
from rag.checking.around import has
from rag.core.span import Span
from rag.language.language import language
from rag.language.names import joined
from rag.language.parsed import Parsed
from rag.language.words import content, stem

_SCOPE = 3
"""The content words behind a negation that it denies."""


def find_clashes(claim: Parsed, text: Parsed, start: int) -> tuple[Clash, ...]:
    """Return where a statement and a sentence say different things, were they on the same thing.

    Args:
        claim: the statement.
        text: the sentence.
        start: where it stands in its article.
    """
    found = [*amount_clashes(claim, text)]
    found += [*_names(claim, text), *_negations(claim, text), *_opposites(claim, text)]
    by_place: dict[Span, Clash] = {}
    for one in found:
        by_place.setdefault(one.claim, one)
    return tuple(replace(one, place=one.place.shift(start)) for one in by_place.values())


def _names(claim: Parsed, text: Parsed) -> Iterator[Clash]:
    """Yield names in whose place the sentence has another one."""
    if claim.code != "en" or text.code != "en":
        return
    ours = joined(claim.names_and_openings)
    theirs = [
        name
        for name in joined(text.names_and_openings)
        if not _shared(text, name, claim) and not _is_common(text, name)
    ]
    for name in ours:
        if _shared(claim, name, text) or _is_common(claim, name):
            continue
        for rival in theirs:
            if _belongs(claim, name) != _belongs(text, rival):
                continue
            opens = name.start <= 4 and rival.start <= 4
            if opens or are_beside(claim, name, text, rival):
                yield Clash("name", name, rival, sure=not opens)
                break


def _belongs(text: Parsed, name: Span) -> bool:
    """Tell whether a name says where, of whom or with whom: "at Heide", "of Rostow"."""
    return bool(language(text.code).claiming.belongs.search(text.text[: name.start]))


def _is_common(text: Parsed, name: Span) -> bool:
    """Tell whether a word is no name but only opens its sentence."""
    return name not in joined(text.names) and " " not in name.slice(text.text)


def _shared(text: Parsed, name: Span, other: Parsed) -> bool:
    return bool(text.stems_within(name.start, name.end) & (other.stems | other.vocabulary_stems))


def _negations(claim: Parsed, text: Parsed) -> Iterator[Clash]:
    ours = list(_negating(claim, text.stems))
    theirs = list(_negating(text, claim.stems))
    if len(ours) % 2 != len(theirs) % 2:
        place = theirs[0] if theirs else Span(0, len(text.text))
        yield Clash("negation", ours[0] if ours else Span(0, 1), place, bool(ours or theirs))


def _negating(text: Parsed, shared: frozenset[str]) -> Iterator[Span]:
    """Yield the negations of what is said on the other side too."""
    rules = language(text.code)
    for place, word in enumerate(text.words):
        if word.lower in rules.negations or rules.negation_ending.search(word.lower):
            behind = content(text.words[place + 1 :], text.code)
            light = rules.claiming.unstressed
            denied = [other for other in behind if other.lower not in light][:_SCOPE]
            known = [has(stem(other.lower, text.code), shared) for other in denied]
            if known[:1] == [True] or sum(known) > 1:
                yield word.span


def _opposites(claim: Parsed, text: Parsed) -> Iterator[Clash]:
    """Yield words of which the sentence has the opposite."""
    if claim.code != text.code:
        return
    ours = {word.lower: word.span for word in claim.words}
    theirs = {word.lower: word.span for word in text.words}
    rules = language(claim.code).claiming
    for one, other in rules.opposites:
        for mine, yours in ((one, other), (other, one)):
            said, instead = mine & set(ours), yours & set(theirs)
            if said and instead and not mine & set(theirs) and not yours & set(ours):
                if said & rules.converse and _is_acted_on(claim, text, theirs[min(instead)]):
                    continue
                yield Clash("opposite", ours[min(said)], theirs[min(instead)])


def _is_acted_on(claim: Parsed, text: Parsed, verb: Span) -> bool:
    """Tell whether whoever acts in a statement stands only behind the verb of a sentence."""
    first = next(iter(content(claim.words, claim.code)), None)
    if first is None:
        return False
    word = stem(first.lower, claim.code)
    before = text.stems_within(0, verb.start)
    return not has(word, before) and has(word, text.stems_within(verb.end, len(text.text)))
