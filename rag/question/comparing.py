"""Comparisons: what is compared with what, of what, and in which respect."""

import re
from dataclasses import dataclass

from rag.language.language import DEFAULT, language
from rag.language.parsed import parse

_HEAD = re.compile(r"(?P<head>.+\b(?:in|of|for|at|by|from|on|with|to)\s+)(?P<tail>\S.*)")
_SIDES = (("one", "other"), ("first", "second"), ("left", "right"), ("here", "there"))
_ASPECTS = ("kind", "where", "aspect")
_MOST_WORDS = 4
"""A side that shares the other's head has at most so many words."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison.

    Attributes:
        names: what stands over the columns.
        texts: what is searched for each of them.
        whole: what is searched for both.
    """

    names: tuple[str, str]
    texts: tuple[str, str]
    whole: str


def read_comparison(text: str, code: str = DEFAULT) -> Compared | None:
    """Return what a request compares; None where a text is no such request.

    >>> read_comparison("Compare Verkor with ACC in terms of capacity").texts
    ('Verkor in terms of capacity', 'ACC in terms of capacity')
    >>> read_comparison("Compare the rents in Rostow in 2024 and 2025").texts
    ('the rents in Rostow in 2024', 'the rents in Rostow in 2025')
    >>> read_comparison("What is the difference between the budget of 2025 and that of 2026?").names
    ('2025', '2026')
    """
    bare = text.strip().rstrip("?!. ")
    asking = language(code).asking
    for pattern in asking.comparison:
        if not (match := pattern.fullmatch(bare)):
            continue
        groups = match.groupdict()
        one, other = next(
            (groups[a].strip(), groups[b].strip()) for a, b in _SIDES if groups.get(a)
        )
        aspect = " ".join(filter(None, (groups.get(name) for name in _ASPECTS)))
        context = (groups.get("context") or "").strip()
        head, names = _shared(one, other)
        texts = [f"{head}{name}" for name in names]
        searched = [" ".join(filter(None, (context, part, aspect))) for part in texts]
        whole = " ".join(filter(None, (context, f"{texts[0]} {asking.both} {names[1]}", aspect)))
        return Compared(names, (searched[0], searched[1]), whole)
    return None


def _shared(one: str, other: str) -> tuple[str, tuple[str, str]]:
    """Return what stands before both of two things that only differ at their ends, and the ends."""
    bare = re.sub(
        r"^(?:(?:that|those|the ones?)\s+)?(?:in|of|for|at|by|from|on|with|to)\s+", "", other
    )
    match = _HEAD.fullmatch(one)
    if match and len(bare.split()) <= _MOST_WORDS and _alike(match["tail"], bare):
        return match["head"], (match["tail"], bare)
    return "", (one, other)


def _alike(tail: str, other: str) -> bool:
    """Tell whether two ends are of one sort: two times, or two names."""
    times = [bool(parse(text).days) for text in (tail, other)]
    if any(times):
        return all(times)
    return tail[:1].isupper() and other[:1].isupper() and not _HEAD.fullmatch(other)
