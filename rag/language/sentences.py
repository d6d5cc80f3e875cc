"""Where the sentences of a text are. Boundaries come from sentencex."""

from sentencex import get_sentence_boundaries

from rag.core.span import Span
from rag.language.language import DEFAULT

MAX_SENTENCE = 1_000
"""Code points after which a sentence without an end (a table, a dump) is cut at white space."""


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
    for piece in get_sentence_boundaries(language, text):
        start, end = _strip(text, piece["start_index"], piece["end_index"])
        while end - start > MAX_SENTENCE:
            cut = text.rfind(" ", start + 1, start + MAX_SENTENCE)
            cut = cut if cut > start else start + MAX_SENTENCE
            spans.append(Span(*_strip(text, start, cut)))
            start, _ = _strip(text, cut, end)
        if any(map(str.isalnum, text[start:end])):
            spans.append(Span(start, end))
    return spans


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
