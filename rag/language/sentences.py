"""Where the sentences of a text are. Boundaries come from sentencex."""

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from rag.core.span import Span
from rag.language.blocks import BlockKind, text_blocks
from rag.language.language import DEFAULT

MAX_SENTENCE = 1_000
"""Code points after which a sentence without an end (a dump) is cut at white space."""

LONGEST_BLOCK = 5_000
"""Code points that are looked at together: sentencex takes the square of it for open quotes."""
_ENDS = (". ", ".\n", "\n", " ")
_SHORTENED = re.compile(
    r"\b(?:approx|ca|circa|no|nos|nr|vol|fig|art|par|sec|p|pp|est|min|max|incl|excl|resp|bzw|inkl"
    r"|z\.\s?b|u\.\s?a|rd|mio|mrd|tel|str|abs)\.\s*$",
    re.I,
)
"""Words that are shortened with a dot before a number or a small letter."""
_LAST_SPACE = re.compile(r"\s(?=\S*\Z)")


def sentence_spans(text: str, language: str = DEFAULT) -> list[Span]:
    """Return the sentences of `text`, sorted, not overlapping; every letter and digit lies in one.

    No sentence goes over a heading, a row of a table or an item of a list; a heading and a row are
    one sentence each. White space around a sentence is left out.

    Args:
        text: any text.
        language: its code, two letters; one that sentencex does not know is cut as English is.

    >>> [span.slice("Mr. X left. Why?") for span in sentence_spans("Mr. X left. Why?")]
    ['Mr. X left.', 'Why?']
    """
    spans = []
    for start, end in _boundaries(text, language):
        while end - start > MAX_SENTENCE:
            cut = _cut(text, start, start + MAX_SENTENCE)
            spans.append(Span(*_strip(text, start, cut)))
            start, _ = _strip(text, cut, end)
        if any(map(str.isalnum, text[start:end])):
            spans.append(Span(start, end))
    return spans


def _cut(text: str, start: int, end: int) -> int:
    """Return where a sentence that is too long is cut: at white space, or else not in a number."""
    if space := _LAST_SPACE.search(text, start + 1, end):
        return space.start()
    cut = end
    while cut > start + 1 and text[cut - 1].isdigit() and text[cut : cut + 1].isdigit():
        cut -= 1
    return cut if cut > start + 1 else end


def _boundaries(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where sentences begin and end, block by block; no sentence goes over one."""
    for block in text_blocks(text):
        if not any(map(str.isalnum, block.span.slice(text))):
            continue
        if block.kind in (BlockKind.ROW, BlockKind.HEADING):
            yield _strip(text, block.span.start, block.span.end)
            continue
        for first, last in _pieces(text, block.span):
            start = first
            for piece in get_sentence_boundaries(language, text[first:last]):
                end = first + piece["end_index"]
                if end == last or not _goes_on(text, start, end):
                    yield _strip(text, start, end)
                    start = end


def _goes_on(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence goes on behind a place where it seems to end.

    A dot ends none before a letter without a space (".NET"), and none behind an abbreviation that
    a number or a small letter follows ("approx. 5").
    """
    before, after = text[max(start, end - 20) : end], text[end : end + 40].lstrip()
    if before.endswith(".") and text[end : end + 1].isalnum():
        return True
    shortened = _SHORTENED.search(before) is not None
    return shortened and (after[:1].isdigit() or after[:1].islower())


def _pieces(text: str, block: Span) -> Iterator[tuple[int, int]]:
    """Yield a block; one that is too long is cut behind a full stop or a space."""
    start, end = block.start, block.end
    while end - start > LONGEST_BLOCK:
        most = start + LONGEST_BLOCK
        ends = (text.rfind(sign, start + 1, most) + len(sign) for sign in _ENDS)
        cut = next((cut for cut in ends if cut > start + 2), most)
        yield start, cut
        start = cut
    yield start, end


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
