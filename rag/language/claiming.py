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
    parts: Mapping[str, float]
    clauses: re.Pattern[str]


def pairs(groups: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return pairs of groups of words: "/" stands between the two, ";" between the pairs.

    >>> pairs("rose / fell; more / less")[1]
    (frozenset({'more'}), frozenset({'less'}))
    """
    halves = (pair.partition("/") for pair in groups.split(";"))
    return tuple((frozenset(one.split()), frozenset(other.split())) for one, _, other in halves)
