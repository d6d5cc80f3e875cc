"""Split a text into sentences while it is being written, and take out its citation markers.

A model's own markers are never believed: it omits, invents and shifts them. They are taken out, and
each sentence is cited anew (`rag.writing.verify`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from rag.core.span import Span
from rag.language.sentences import sentence_spans
from rag.models.llm.said import NamedBlocks, Said

MOST_REPEATS = 3
"""A draft ends after as many repeated sentences in a row."""
_LONGEST = 2_000
"""A sentence is cut after as many characters, so that a text without an end can't grow for ever."""
_MARKER = (
    r"[\[【［]\s*(?:passages?\s*)?"
    r"(?!(?:1\d|2[01])\d\d\s*[\]】］])"  # a year by itself belongs to the text
    r"\d{1,9}\s*(?:[,;、，–—-]\s*\d{1,9}\s*)*[\]】］]"
)
_CODE_OR_MARKER = re.compile(rf"(`[^`]*(?:`|$))|[ \t]*{_MARKER}", re.IGNORECASE)
_BULLET = re.compile(r"(?:[-*•–+]|\d{1,2}[.)])\s+")
_HEADING = re.compile(r"#{1,6}\s")
_MARK_UP = re.compile(r"\*\*|__|`")
_ENDING = re.compile(
    rf"[.!?…。！？][\"'”’»)\]]*(?:\s*{_MARKER})*\s+\S+\s$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A sentence as the model wrote it, without markers and mark-up.

    Attributes:
        text: its words, on one line, never empty.
        bullet: whether it opens an item of a list.
        named: what the model named for it by itself.
    """

    text: str
    bullet: bool = False
    named: tuple[NamedBlocks, ...] = ()


def drafted_sentences(pieces: Iterable[str]) -> Iterator[Drafted]:
    """Yield each new sentence of a growing text once it is whole.

    Repeated sentences are left out; a text that only repeats itself is not read to its end.

    >>> pieces = ["It is ", "new [1]. It ", "is new. It is large."]
    >>> [drafted.text for drafted in drafted_sentences(pieces)]
    ['It is new.', 'It is large.']
    """
    seen: set[str] = set()
    repeated = 0
    for drafted in _all_sentences(pieces):
        repeated = repeated + 1 if drafted.text in seen else 0
        if repeated == MOST_REPEATS:
            return
        if not repeated:
            seen.add(drafted.text)
            yield drafted


def _all_sentences(pieces: Iterable[str]) -> Iterator[Drafted]:
    draft = Draft()
    for piece in pieces:
        yield from draft.feed(piece, piece.named if isinstance(piece, Said) else ())
    yield from draft.close()


class Draft:
    """A text that grows; returns each sentence as soon as it is whole.

    The sentences do not depend on where the stream was cut: the text is split after each word.

    >>> draft = Draft()
    >>> [sentence.text for sentence in draft.feed("Cells are made in Heide [1]. The plant in Bou")]
    ['Cells are made in Heide.']
    >>> [sentence.text for sentence in [*draft.feed("rbourg opened."), *draft.close()]]
    ['The plant in Bourbourg opened.']
    """

    def __init__(self) -> None:
        self._line = ""
        self._named: list[tuple[NamedBlocks, ...]] = []
        self._bullet = False

    def feed(self, piece: str, named: tuple[NamedBlocks, ...] = ()) -> list[Drafted]:
        """Return the sentences that are whole after another piece.

        Args:
            piece: some text.
            named: what the model named for it.
        """
        return [sentence for letter in piece for sentence in self._next(letter, named)]

    def close(self) -> list[Drafted]:
        """Return the sentences that are left at the end of the text."""
        return self._end_line()

    def _next(self, letter: str, named: tuple[NamedBlocks, ...]) -> list[Drafted]:
        if letter == "\n":
            return self._end_line()
        self._line += letter
        self._named.append(named)
        if len(self._line) > _LONGEST:
            return self._end_line()
        if not letter.isspace() or not _ENDING.search(self._line):
            return []
        spans = sentence_spans(self._line)
        if len(spans) < 2:
            return []
        sentences = self._sentences(spans[:-1])
        start = spans[-1].start
        self._line, self._named = self._line[start:], self._named[start:]
        return sentences

    def _end_line(self) -> list[Drafted]:
        sentences = self._sentences(sentence_spans(self._line))
        self._line, self._named, self._bullet = "", [], False
        return sentences

    def _sentences(self, spans: Iterable[Span]) -> list[Drafted]:
        sentences = (
            self._sentence(span.slice(self._line), self._named[span.start : span.end])
            for span in spans
        )
        return [sentence for sentence in sentences if sentence]

    def _sentence(self, text: str, named: Iterable[tuple[NamedBlocks, ...]]) -> Drafted | None:
        """Return a sentence without markers and mark-up; None for a heading and for no words."""
        text = _CODE_OR_MARKER.sub(r"\1", text).strip()
        if _HEADING.match(text):
            return None
        if item := _BULLET.match(text + " "):
            self._bullet, text = True, text[item.end() :]
        words = " ".join(_MARK_UP.sub("", text).split())
        if not any(map(str.isalnum, words)):
            return None
        bullet, self._bullet = self._bullet, False
        return Drafted(words, bullet, tuple(dict.fromkeys(chain.from_iterable(named))))
