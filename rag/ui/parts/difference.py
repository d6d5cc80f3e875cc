"""Two versions of a text as one: what was cut and what was put in. Pure."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]|[^.!?\n]+")
"""Roughly a sentence; two texts are compared by these first, which is quick in a long one."""


def difference(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield two texts as one: the parts that are "same", and word by word what was cut or put in.

    >>> list(difference("It cost 5 euros.", "It cost 6 euros."))
    [('same', 'It cost '), ('del', '5'), ('ins', '6'), ('same', ' euros.')]
    """
    for same, old, new in _compared(_SENTENCE.findall(before), _SENTENCE.findall(after)):
        if same:
            yield "same", old
        else:
            yield from _by_word(old, new)


def _by_word(before: str, after: str) -> Iterator[tuple[str, str]]:
    for same, old, new in _compared(_tokens(before), _tokens(after)):
        if same:
            yield "same", old
        if old and not same:
            yield "del", old
        if new and not same:
            yield "ins", new


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    """Yield the runs of two lists: whether they are the same, and what stands in each."""
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag == "equal", "".join(old[i:j]), "".join(new[k:m])


def _tokens(text: str) -> list[str]:
    """Return the words of a text and what stands between them."""
    return ["".join(run) for _, run in groupby(text, key=str.isspace)]
