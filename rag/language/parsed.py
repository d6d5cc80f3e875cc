"""A text read once: its sentences, words, stems, numbers, dates and names, each found at first use.

Whoever compares texts compares these values. `parse` keeps the texts read last, so that a passage
that many claims are held against is read once.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache

from rag.core.span import Span
from rag.language.language import DEFAULT, language
from rag.language.names import NAME_WORD, find_names, joined
from rag.language.quantities import Day, Quantity, find_days, find_quantities
from rag.language.sentences import sentence_spans
from rag.language.words import Word, bare, content, stem
from rag.language.words import words as find_words

Neighbours = tuple[tuple[str, ...], tuple[str, ...]]
"""The stems before and after a place."""


class Parsed:
    """A text with all that is read from it; made by `parse`. Never changes.

    Args:
        text: any text.
        code: its language.
    """

    def __init__(self, text: str, code: str = DEFAULT) -> None:
        self.text = text
        self.code = code

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Where its sentences stand."""
        return tuple(sentence_spans(self.text, self.code))

    @cached_property
    def by_sentence(self) -> tuple["Parsed", ...]:
        """Its sentences as texts of their own, in the order of `sentences`."""
        return tuple(parse(span.slice(self.text), self.code) for span in self.sentences)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, in reading order."""
        return tuple(find_words(self.text, self.code))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the words that say what it is about; negations are none of them.

        >>> sorted(parse("The plants were not opened.").stems)
        ['open', 'plant']
        """
        return frozenset(self._stems(self.words))

    def stems_within(self, start: int, end: int) -> frozenset[str]:
        """Return the stems of the words that stand, whole or in part, between two places."""
        first = bisect_right(self.words, start, key=lambda word: word.span.end)
        last = bisect_left(self.words, end, key=lambda word: word.span.start)
        return frozenset(self._stems(self.words[first:last]))

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Its dates, in reading order."""
        return tuple(find_days(self.text, self.code))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its numbers that are part of no date, in reading order."""
        return tuple(find_quantities(self.text, self.days, self.code))

    @cached_property
    def names(self) -> tuple[Span, ...]:
        """The words that are names, but for those that only open a sentence."""
        return tuple(find_names(self.text, self.sentences, self._values, self.code))

    @cached_property
    def names_and_openings(self) -> tuple[Span, ...]:
        """The words that are names, those that open a sentence too."""
        spans = find_names(self.text, self.sentences, self._values, self.code, openings=True)
        return tuple(spans)

    @cached_property
    def full_names(self) -> tuple[str, ...]:
        """Its names of several words, each once, in reading order; those that open a sentence too.

        >>> parse("Greta Holm met Ida. Greta Holm left.").full_names
        ('Greta Holm',)
        """
        names = [name.slice(self.text) for name in joined(self.names_and_openings)]
        return tuple(dict.fromkeys(name for name in names if len(name.split()) > 1))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Its words as names are compared: see `rag.language.words.bare`."""
        return frozenset(bare(word, self.code) for word in NAME_WORD.findall(self.text))

    @cached_property
    def vocabulary_stems(self) -> frozenset[str]:
        """The stems of its `vocabulary`."""
        return frozenset(stem(word, self.code) for word in self.vocabulary)

    @cached_property
    def initials(self) -> str:
        """The first letters of its words with a capital: what an abbreviation may stand for."""
        return "".join(word[0] for word in NAME_WORD.findall(self.text) if word[0].isupper())

    def neighbours(self, place: Span) -> Neighbours:
        """Return the stems before and after a place as far as the next word with content.

        Articles and the like are left out; a side without a word with content is empty.

        >>> parse("The firm was founded in Sweden in 2016.").neighbours(Span(24, 30))
        (('found', 'in'), ('in', '2016'))
        """
        before = [word for word in self.words if word.span.end <= place.start]
        after = [word for word in self.words if word.span.start >= place.end]
        return tuple(reversed(self._to_content(before[::-1]))), tuple(self._to_content(after))

    @property
    def _values(self) -> list[Span]:
        return [*(day.span for day in self.days), *(number.span for number in self.quantities)]

    def _stems(self, words: Sequence[Word]) -> list[str]:
        rules = language(self.code)
        return [
            stem(word.lower, self.code)
            for word in content(words, self.code)
            if word.lower not in rules.negations and not rules.negation_ending.search(word.lower)
        ]

    def _to_content(self, words: Sequence[Word]) -> list[str]:
        rules = language(self.code)
        stems = []
        for word in words:
            if word.lower not in rules.qualifiers:
                stems.append(stem(word.lower, self.code))
            if word.lower not in rules.stop_words:
                return stems
        return []


@lru_cache(maxsize=4_096)
def parse(text: str, code: str = DEFAULT) -> Parsed:
    """Return a text to be read once; the same text gives the same object."""
    return Parsed(text, code)
