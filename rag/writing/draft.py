"""Split a text into sentences while it is being written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rag.language.sentences import sentence_spans
from rag.writing.markers import MarkerFilter

_BULLET = re.compile(r"(?:[-*•–+]|\d{1,2}[.)])\s+")
_HEADING = re.compile(r"#{1,6}\s")
_MARK_UP = re.compile(r"\*\*|__|`")
_ENDING = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s+\S+\s$")
_LONGEST = 2_000
"""A sentence is cut at so many characters, so that a text without an end can't grow for ever."""


CIRCLES = 3
"""So many sentences in a row that were said before end a draft."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A sentence as the model wrote it, without markers and mark-up.

    Attributes:
        text: its words, on one line, never empty.
        bullet: whether it opens an item of a list.
    """

    text: str
    bullet: bool = False


def drafted_sentences(pieces: Iterable[str]) -> Iterator[Drafted]:
    """Yield the sentences of a text as they become whole, without its markers, each once; one in circles is left.

    >>> [one.text for one in drafted_sentences(["It is ", "new [1]. It ", "is new. It is large."])]
    ['It is new.', 'It is large.']
    """
    seen: set[str] = set()
    repeated = 0
    for drafted in _all_sentences(pieces):
        repeated = repeated + 1 if drafted.text in seen else 0
        if repeated == CIRCLES:
            return
        if not repeated:
            seen.add(drafted.text)
            yield drafted


def _all_sentences(pieces: Iterable[str]) -> Iterator[Drafted]:
    markers, draft = MarkerFilter(), Draft()
    for piece in pieces:
        yield from draft.feed(markers.feed(piece))
    yield from draft.feed(markers.close())
    yield from draft.close()


class Draft:
    """A text that grows; hands out each sentence as soon as it is whole.

    The sentences do not depend on where the stream was cut: whether one is whole is asked after each word.

    >>> draft = Draft()
    >>> [one.text for one in draft.feed("Cells are made in Heide. The plant in Bou")]
    ['Cells are made in Heide.']
    >>> [one.text for one in [*draft.feed("rbourg opened."), *draft.close()]]
    ['The plant in Bourbourg opened.']
    """

    def __init__(self) -> None:
        self._line = ""
        self._bullet = False

    def feed(self, piece: str) -> list[Drafted]:
        """Return the sentences that are whole after one more piece."""
        return [sentence for letter in piece for sentence in self._next(letter)]

    def close(self) -> list[Drafted]:
        """Return what is left at the end of the text."""
        return self._end_line()

    def _next(self, letter: str) -> list[Drafted]:
        if letter == "\n":
            return self._end_line()
        self._line += letter
        if len(self._line) > _LONGEST:
            return self._end_line()
        if not letter.isspace() or not _ENDING.search(self._line[-_LONGEST:]):
            return []
        spans = sentence_spans(self._line)
        if len(spans) < 2:
            return []
        done = [sentence for span in spans[:-1] for sentence in self._sentence(span.slice(self._line))]
        self._line = self._line[spans[-1].start :]
        return done

    def _end_line(self) -> list[Drafted]:
        line, self._line = self._line, ""
        found = [sentence for span in sentence_spans(line) for sentence in self._sentence(span.slice(line))]
        self._bullet = False
        return found

    def _sentence(self, text: str) -> list[Drafted]:
        if _HEADING.match(text.lstrip()):
            return []
        text = text.strip()
        if item := _BULLET.match(text + " "):
            self._bullet, text = True, text[item.end() :]
        words = " ".join(_MARK_UP.sub("", text).split())
        if not any(map(str.isalnum, words)):
            return []
        bullet, self._bullet = self._bullet, False
        return [Drafted(words, bullet)]
