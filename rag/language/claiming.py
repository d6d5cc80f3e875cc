"""How a language claims, says, denies and limits things: what `Language.claiming` holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Claiming:
    """How claims are worded.

    Attributes:
        says: verbs that name a speaker, as a pattern.
        speaker_before: whoever says something, as the word before such a verb, when it is no name.
        belongs: what stands before the name of what somebody belongs to; the pattern ends there.
        limits: how a sentence opens, or what is in it, that limits or denies the one before it.
        denies: what is in one that denies or corrects something, which it says behind that.
        view: how a writer says that something is an opinion.
        address: how a writer turns to the reader.
        judges: words of praise and blame, which nobody can check.
        opposites: pairs of groups of words; one of the first and one of the second contradict each
            other where they are said of the same.
        converse: words of such pairs that say the same where who does it changes places: "bought".
        forms: words that are forms of one verb and share no stem: "buy", "bought".
        out_of: what stands before the whole that a count is a share of: "24 of the 40".
        unstressed: words between a negation and what it denies: "no longer", "not yet".
        parts: shares in words, such as "half", with what they are in per cent.
        clauses: what parts a sentence into statements, as a pattern.
    """

    says: re.Pattern[str]
    speaker_before: re.Pattern[str]
    belongs: re.Pattern[str]
    limits: re.Pattern[str]
    denies: re.Pattern[str]
    view: re.Pattern[str]
    address: re.Pattern[str]
    judges: re.Pattern[str]
    opposites: tuple[tuple[frozenset[str], frozenset[str]], ...]
    converse: frozenset[str]
    forms: tuple[frozenset[str], ...]
    out_of: re.Pattern[str]
    unstressed: frozenset[str]
    parts: Mapping[str, float]
    clauses: re.Pattern[str]


def pairs(groups: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return pairs of groups of words: "/" stands between the two, ";" between the pairs.

    >>> pairs("rose / fell; more / less")[1]
    (frozenset({'more'}), frozenset({'less'}))
    """
    halves = (pair.partition("/") for pair in groups.split(";"))
    return tuple((frozenset(one.split()), frozenset(other.split())) for one, _, other in halves)


def groups(words: str) -> tuple[frozenset[str], ...]:
    """Return groups of words; ";" stands between them.

    >>> groups("go went gone; buy bought")[1] == {"buy", "bought"}
    True
    """
    return tuple(frozenset(group.split()) for group in words.split(";"))
