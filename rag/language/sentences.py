"""Where the sentences of a text are. Boundaries come from sentencex."""

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from rag.core.span import Span
from rag.language.language import DEFAULT

MAX_SENTENCE = 1_000
"""Code points after which a sentence without an end (a table, a dump) is cut at white space."""

LONGEST_BLOCK = 5_000
"""Code points that are looked at together: sentencex takes the square of it for open quotes."""
_ENDS = (". ", ".\n", "\n", " ")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n\s*")


def sentence_spans(text: str, language: str = DEFAULT) -> list[Span]:
    """Return the sentences of `text`, sorted, not overlapping; every letter and digit lies in one.

    A line break that starts a list item or a heading also ends a sentence. White space around a
    sentence is left out.

    Args:
        text: any text.
        language: its code, two letters; one that sentencex does not know is cut as English is.

    >>> [span.slice("Mr. X left. Why?") for span in sentence_spans("Mr. X left. Why?")]
    ['Mr. X left.', 'Why?']
    """
    spans = []
    for start, end in _boundaries(text, language):
        while end - start > MAX_SENTENCE:
            cut = text.rfind(" ", start + 1, start + MAX_SENTENCE)
            cut = cut if cut > start else start + MAX_SENTENCE
            spans.append(Span(*_strip(text, start, cut)))
            start, _ = _strip(text, cut, end)
        if any(map(str.isalnum, text[start:end])):
            spans.append(Span(start, end))
    return spans


def _boundaries(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where sentences begin and end, paragraph by paragraph; no sentence goes over one."""
    for first, last in _blocks(text):
        for piece in get_sentence_boundaries(language, text[first:last]):
            yield _strip(text, first + piece["start_index"], first + piece["end_index"])


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of a text; one that is too long is cut behind a full stop or a space."""
    start = 0
    for end in [*(match.end() for match in _PARAGRAPH_END.finditer(text)), len(text)]:
        while end - start > LONGEST_BLOCK:
            most = start + LONGEST_BLOCK
            ends = (text.rfind(sign, start + 1, most) + len(sign) for sign in _ENDS)
            cut = next((cut for cut in ends if cut > start + 2), most)
            yield start, cut
            start = cut
        yield start, end
        start = end


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
