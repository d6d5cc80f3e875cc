"""Words of a question that no article has: mended where one word of the articles is near."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rag.core.corpus import Names
from rag.language.guess import common_words, guess_language
from rag.language.language import DEFAULT, language
from rag.language.words import WORD, bare
from rag.library.snapshot import Snapshot

_LEAST_LETTERS = 4
"""A shorter word has too many others near it."""
_LONG = 8
"""From so many letters on, two may be wrong; in a shorter word one."""
_ENDINGS = frozenset(("", *"s es ed d er r est st ing ly e y ies se ise n en".split()))
"""Words that differ in these only are forms of one word."""
_WITH_CAPITALS = frozenset(("de", "lb"))
"""Languages in which every noun has a capital, so that it does not tell a name."""
_LOOKED_AT = 50
"""Chunks in which the near word is looked for."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A question with its words mended.

    Attributes:
        text: the question.
        missing: its names that no article has and none is near, in their order.
    """

    text: str
    missing: tuple[str, ...]


def mend(text: str, snapshot: Snapshot, names: Names, is_word: Callable[[str], bool]) -> Spelled:
    """Return a question whose unknown words are those of the articles that are nearest to them.

    A question in a language that no article is in comes back as it is.

    Args:
        text: the question.
        snapshot: the articles.
        names: the outlets and authors of all articles: their words are no mistakes.
        is_word: tells whether a word, in small letters, is well known: then it is no mistake.
    """
    code = guess_language(text)
    if code and code not in snapshot.languages:
        return Spelled(text, ())
    stop_words = language(DEFAULT).stop_words | common_words(code)
    may_be_named = code not in _WITH_CAPITALS
    missing: list[str] = []
    mended, end = "", 0
    for match in WORD.finditer(text):
        word = match.group()
        if len(word) < _LEAST_LETTERS or not word.isalpha() or word.lower() in stop_words:
            continue
        if snapshot.lexical.holds(bare(word)) or _is_of(names, word):
            continue
        near = "" if is_word(word.lower()) else _nearest(word, snapshot) or _swapped(word, is_word)
        if near:
            mended += text[end : match.start()] + near
            end = match.end()
        elif may_be_named and word[0].isupper() and match.start() and not word.isupper():
            missing.append(word)
    return Spelled(mended + text[end:], tuple(dict.fromkeys(missing)))


def _is_of(names: Names, word: str) -> bool:
    """Tell whether a word is part of the name of an outlet or an author."""
    several = (name for name in (*names.outlets, *names.authors) if word in name)
    return any(word in WORD.findall(name) for name in several)


def _swapped(word: str, is_word: Callable[[str], bool]) -> str:
    """Return the one well-known word that two letters swapped make of a word; else empty.

    >>> _swapped("opne", {"open", "one"}.__contains__), _swapped("xyz", {"open"}.__contains__)
    ('open', '')
    """
    letters = word.lower()
    swaps = {
        letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
        for place in range(len(letters) - 1)
    }
    known = sorted(filter(is_word, swaps - {letters}))
    return known[0] if len(known) == 1 else ""


def _nearest(word: str, snapshot: Snapshot) -> str:
    """Return the word of the articles that is nearest; empty where none or several are."""
    most = 2 if len(word) >= _LONG else 1
    chunks = snapshot.view.chunks(snapshot.lexical.near(bare(word), most, _LOOKED_AT))
    found = Counter(
        other
        for chunk, _ in chunks.values()
        for other in re.findall(r"\w+", chunk.embed_text)
        if other[:1].lower() == word[:1].lower() and distance(word.lower(), other.lower()) <= most
    )
    return _alone(word, found)


def _alone(word: str, found: "Counter[str]") -> str:
    """Return the nearest of some words, where no other one is as near."""
    ranked = sorted({other.lower() for other in found}, key=lambda other: distance(word, other))
    if not ranked or (len(ranked) > 1 and _as_near(word.lower(), ranked[:2])):
        return ""
    if _is_form(word.lower(), ranked[0]):
        return ""
    forms = {other: count for other, count in found.items() if other.lower() == ranked[0]}
    return max(forms, key=lambda other: forms[other])


def _is_form(word: str, other: str) -> bool:
    """Tell whether two words are forms of one: they only end differently, as words do."""
    same = 0
    while word[same : same + 1] == other[same : same + 1] != "":
        same += 1
    return word[same:] in _ENDINGS and other[same:] in _ENDINGS


def _as_near(word: str, pair: Iterable[str]) -> bool:
    first, second = (distance(word, other) for other in pair)
    return first == second


def distance(one: str, other: str) -> int:
    """Return how many letters have to be changed, added, left out or swapped with the next one.

    Optimal string alignment (Damerau, 1964).

    >>> distance("opne", "open"), distance("crashd", "crashed"), distance("heide", "marne")
    (1, 1, 4)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        last, before, row = before, row, [i]
        for j, against in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if last and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1]
