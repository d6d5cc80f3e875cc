"""Words as they are compared: stems that say what a text is about, and names. Pure."""

import re
from collections.abc import Iterable, Set

from rag.chunking import sentence_spans
from rag.evidence.quantities import days, quantities
from rag.types import Span
from rag.words import FUNCTION_WORDS

WORD = re.compile(r"[^\W\d_][\w&'’.-]*\w|[^\W\d_]")
_PEOPLE = re.compile(r"(?<=\w{4})(ian|ish|ese|an)$")
NEGATIONS = frozenset(
    "not no never none nobody nothing neither nor without cannot fail fails failed denied denies refused refuses".split()
)
_NAMING = frozenset("mr mrs ms dr prof it its he she they this that these those there i we".split())

_LOOSE = frozenset("a an the about over some".split())
"""Words that may stand before a name or a number, and change nothing of what it stands for."""
Neighbours = tuple[tuple[str, ...], tuple[str, ...]]
"""The stems before and after a place."""


def named(text: str, opening: bool = False) -> list[Span]:
    """Return the words that are names: with a capital, in no date.

    Args:
        text: any text.
        opening: whether the word that a sentence opens with is one too; its capital says nothing.
    """
    found, dated = [], [*(day.span for day in days(text)), *(number.span for number in quantities(text))]
    starts = {span.start for span in sentence_spans(text)}
    words = list(WORD.finditer(text))
    for at, match in enumerate(words):
        word, span = match.group(), Span(*match.span())
        following = words[at + 1] if at + 1 < len(words) else None
        double = following and following.group()[0].isupper() and following.start() == match.end() + 1
        first = match.start() in starts and not double and not any(map(str.isupper, word[1:]))
        common = bare(word) in _NAMING or bare(word) in FUNCTION_WORDS
        if word[0].isupper() and (opening or not first) and not common and not any(map(span.overlaps, dated)):
            found.append(span)
    return found


def joined(words: Iterable[Span]) -> list[Span]:
    """Return words in reading order, with those that stand side by side as one.

    >>> joined([Span(3, 8), Span(9, 13), Span(17, 23)])
    [Span(start=3, end=13), Span(start=17, end=23)]
    """
    found: list[Span] = []
    for word in words:
        if found and word.start - found[-1].end == 1:
            found[-1] = Span(found[-1].start, word.end)
        else:
            found.append(word)
    return found


def neighbours(text: str, place: Span) -> Neighbours:
    """Return the words before and after a place as far as the next one that says something, but for articles and the like.

    >>> neighbours("The firm was founded in Sweden in 2016.", Span(24, 30))
    (('found', 'in'), ('in', '2016'))
    """
    before = _to_content(reversed(re.findall(r"[\w'’]+", text[: place.start])))
    return tuple(reversed(before)), tuple(_to_content(re.findall(r"[\w'’]+", text[place.end :])))


def _to_content(words: Iterable[str]) -> list[str]:
    """Return the words up to the first that says something; none where there is no such word."""
    found = []
    for word in words:
        found.append(stem(word))
        if word.lower() not in FUNCTION_WORDS:
            return [one for one in found if one not in _LOOSE]
    return []


def is_known(word: str, known: Set[str]) -> bool:
    """Tell whether a text has a name, in another case or number, or the country of an inhabitant or the other way round."""
    roots = {stem(other) for other in known}
    if word in known or stem(word) in roots:
        return True
    root = _PEOPLE.sub("", word)
    inhabitant = root != word and any(other.startswith(root) for other in known)
    return inhabitant or any(_PEOPLE.search(other) and word.startswith(_PEOPLE.sub("", other)) for other in known)


def stems(text: str) -> set[str]:
    """Return the words of a text that say what it is about, without their endings; negations are none of them.

    >>> sorted(stems("The plants were not opened."))
    ['open', 'plant']
    """
    words = re.findall(r"[\w]+", text.lower())
    return {stem(word) for word in words if word not in FUNCTION_WORDS and word not in NEGATIONS}


def bare(word: str) -> str:
    """Return a word in small letters, without an "'s" or dots."""
    return re.sub(r"['’]s$|[.'’]+$", "", word.lower()).replace(".", "")


def stem(word: str) -> str:
    """Return a word without the endings of plurals and past tenses, of at least four letters."""
    return re.sub(r"(?<=\w{4})(ies|es|s|ed|ing)$", "", bare(word))
