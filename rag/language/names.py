"""Names in a text, and whether a text knows a name."""

import re
from collections.abc import Iterable, Sequence, Set

from rag.core.span import Span
from rag.language.language import DEFAULT, language
from rag.language.words import bare, stem

NAME_WORD = re.compile(r"[^\W\d_][\w&'’.-]*\w|[^\W\d_]")
"""A word as it may stand in a name: "AT&T", "U.S", "Jean-Luc"."""


def find_names(
    text: str,
    sentences: Sequence[Span],
    values: Sequence[Span],
    code: str = DEFAULT,
    openings: bool = False,
) -> list[Span]:
    """Return the words of a text that are names: with a capital, in no number or date.

    Args:
        text: any text.
        sentences: its sentences.
        values: its numbers and dates.
        code: the language.
        openings: whether the word that a sentence opens with counts; its capital says nothing.
    """
    rules = language(code)
    starts = {span.start for span in sentences}
    matches = list(NAME_WORD.finditer(text))
    names = []
    for place, match in enumerate(matches):
        word, span = match.group(), Span(*match.span())
        if not word[0].isupper() or any(map(span.overlaps, values)):
            continue
        following = matches[place + 1] if place + 1 < len(matches) else None
        in_a_name = (
            following is not None
            and following.group()[0].isupper()
            and following.start() == match.end() + 1
        )
        opens = match.start() in starts and not in_a_name and not any(map(str.isupper, word[1:]))
        plain = bare(word, code)
        if (openings or not opens) and plain not in rules.titles and plain not in rules.stop_words:
            names.append(span)
    return names


def joined(words: Iterable[Span]) -> list[Span]:
    """Return words in reading order, with those that stand side by side as one.

    >>> joined([Span(3, 8), Span(9, 13), Span(17, 23)])
    [Span(start=3, end=13), Span(start=17, end=23)]
    """
    names: list[Span] = []
    for word in words:
        if names and word.start - names[-1].end == 1:
            names[-1] = Span(names[-1].start, word.end)
        else:
            names.append(word)
    return names


def is_known(word: str, known: Set[str], stems: Set[str], code: str = DEFAULT) -> bool:
    """Tell whether a text has a name: as it is, in another form, or as the country of a people.

    Args:
        word: the name, bare.
        known: the text's words, bare.
        stems: their stems.
        code: the language.
    """
    if word in known or stem(word, code) in stems:
        return True
    people = language(code).inhabitants
    root = people.sub("", word)
    if root != word and any(other.startswith(root) for other in known):
        return True
    return any(people.search(other) and word.startswith(people.sub("", other)) for other in known)
