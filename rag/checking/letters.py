"""Texts by their letters and digits alone, so that quotes, dashes and white space don't matter."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rag.core.span import Span

_RUN = re.compile(r"[^\W_]+")
_JOINS = frozenset("-\u00ad\u2010\u2011\u200b\u200c\u200d\u2060\ufeff'\u2019\u02bc[]")
"""What may stand inside a word: hyphens, invisible characters, apostrophes, brackets."""
_HYPHENS = re.compile("[-\u00ad\u2010-\u2015]")
_MARKS = {'"': '"', "\u201c": "\u201d\u201c", "\u201e": "\u201c\u201d", "\u00ab": "\u00bb"}
"""Quotation marks that open, with those that close."""


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """The letters and digits of a text.

    Attributes:
        source: the text.
        folded: its letters and digits in small letters, nothing between them.
        places: where each of them stands in the text.
    """

    source: str
    folded: str
    places: Sequence[int]

    @classmethod
    def of(cls, text: str, within: Iterable[Span] | None = None) -> "Letters":
        """Return the letters of a text, or of some places of it in reading order.

        >>> Letters.of("Co-op \u201cNord\u201d").folded
        'coopnord'
        """
        folded: list[str] = []
        places: list[int] = []
        for span in [Span(0, len(text))] if within is None and text else within or ():
            for run in _RUN.finditer(text, span.start, span.end):
                small = run.group().casefold()
                if len(small) == len(run.group()) and small.isascii():
                    folded.append(small)
                    places.extend(range(*run.span()))
                    continue
                for place in range(*run.span()):
                    plain = unicodedata.normalize("NFKC", text[place]).casefold()
                    folded.append(plain)
                    places.extend([place] * len(plain))
        return cls(text, "".join(folded), places)

    def within(self, start: int, end: int) -> "Letters":
        """Return those letters that stand between two places of the text."""
        first, last = bisect_left(self.places, start), bisect_left(self.places, end)
        return Letters(self.source, self.folded[first:last], self.places[first:last])

    def find(self, words: "Letters", start: int = 0) -> Iterator[Span]:
        """Yield where the words of another text stand in this one, whole, from a place on.

        A break between two words may be missing only where a hyphen stands on one side.
        """
        size = len(words.folded)
        at = self.folded.find(words.folded, bisect_left(self.places, start)) if size else -1
        while at >= 0:
            place = Span(self.places[at], self.places[at + size - 1] + 1)
            if self._is_whole(at, size) and all(
                mine == theirs or mine is None or theirs is None
                for mine, theirs in zip(self.breaks(at, size), words.breaks(0, size), strict=True)
            ):
                yield place
            at = self.folded.find(words.folded, at + 1)

    def differs_in_case(self, place: Span, words: "Letters") -> bool:
        """Tell whether letters at a place are capital where another text's are not, or vice versa.

        That of the first letter does not count, nor that of a letter in brackets.
        """
        mine = self.within(place.start, place.end)
        pairs = zip(mine.places, words.places, strict=False)
        return any(
            self.source[here] != words.source[there]
            and self.source[here].swapcase() == words.source[there]
            and words.source[max(0, there - 1)] != "["
            for here, there in list(pairs)[1:]
        )

    def _is_whole(self, at: int, size: int) -> bool:
        return self._parted(at) is not False and self._parted(at + size) is not False

    def breaks(self, at: int, size: int) -> list[bool | None]:
        """Tell for each of some letters but the first whether a break stands before it."""
        return [self._parted(n) for n in range(at + 1, at + size)]

    def _parted(self, at: int) -> bool | None:
        """Tell whether a break stands before a letter; None where a hyphen makes it doubtful."""
        if not 0 < at < len(self.places):
            return True
        between = self.source[self.places[at - 1] + 1 : self.places[at]]
        if _HYPHENS.search(between):
            return None
        return any(sign not in _JOINS for sign in between)


def spoken(text: str) -> list[Span]:
    """Return what stands between quotation marks; a mark left open ends with its paragraph.

    >>> text = '"We lost," he said. "And we will watch."'
    >>> [span.slice(text) for span in spoken(text)]
    ['We lost,', 'And we will watch.']
    """
    spans: list[Span] = []
    closing, begin = "", 0
    for place, sign in enumerate(f"{text}\n"):
        if closing and (sign in closing or sign == "\n"):
            if place > begin:
                spans.append(Span(begin, place))
            closing = ""
        elif not closing and sign in _MARKS:
            closing, begin = _MARKS[sign], place + 1
    return spans
