"""What the lines of a text are: paragraphs, headings, items of a list, rows of a table.

A text that was taken out of a page, a mail or a file has no mark-up left; its lines show what they
are. One rule for all of them: what stands in a line of its own is a unit of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.core.span import Span

ITEM = re.compile(r"\s*(?:[-*+•–]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+(?=\S)")
"""What stands before an item of a list."""
CELLS = re.compile(r"\s*\|\s*")
"""What parts the cells of a row."""
_HEADING = re.compile(r"\s*#{1,6}\s")
_RULE = re.compile(r"\s*(?:=+|-{3,}|\*{3,}|_{3,})\s*")
_LINE = re.compile(r"[^\n]*\n?")
_SHORT = 60
"""The most characters of a line that may be a unit among others like it."""
_LEAST = 3
"""The fewest lines that show what they are together."""
_DELIMITERS = {"\t": 1, ";": 1, ",": 2}
"""What parts the cells of a line without "|", and how often at least."""
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*$")
_HEADING_WORDS = 12


class BlockKind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"


_OPEN = (BlockKind.PARAGRAPH, BlockKind.ITEM)
"""Blocks that a further line may belong to."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A part of a text that no sentence goes over: what it is and where it stands."""

    kind: BlockKind
    span: Span


def text_blocks(text: str) -> Iterator[TextBlock]:
    r"""Yield the blocks of a text, in order; together they are the whole text.

    >>> text = "# Prices\nTown | Price\nHeide | 4.10\n- Heide pays.\nIt is\nso."
    >>> [block.kind.value for block in text_blocks(text)]
    ['heading', 'row', 'row', 'item']
    """
    lines: list[Span] = []
    start = end = 0
    for line in _LINE.finditer(text):
        if line.end() == line.start():
            break
        if line.group().strip():
            if lines and end > lines[-1].end:  # empty lines came between
                yield from _paragraph(text, [*lines[:-1], Span(lines[-1].start, end)], start)
                lines, start = [], end
            lines.append(Span(*line.span()))
        end = line.end()
    if lines:
        yield from _paragraph(text, [*lines[:-1], Span(lines[-1].start, end)], start)
    elif text:
        yield TextBlock(BlockKind.PARAGRAPH, Span(0, len(text)))


def _paragraph(text: str, lines: Sequence[Span], start: int) -> Iterator[TextBlock]:
    """Yield the blocks of lines that no empty line parts, the first from a place before them."""
    words = [line.slice(text) for line in lines]
    alone = _are_rows(words) or _are_units(words)
    blocks: list[TextBlock] = []
    for place, span in enumerate(lines):
        kind = _kind(words[place], "".join(words[place + 1 : place + 2]))
        plain = kind is BlockKind.PARAGRAPH
        last = blocks[-1] if blocks else None
        if last and plain and not alone and last.kind in _OPEN:
            blocks[-1] = TextBlock(last.kind, Span(last.span.start, span.end))
        else:
            begin = span.start if last else start
            blocks.append(TextBlock(alone if plain and alone else kind, Span(begin, span.end)))
    yield from blocks


def _kind(line: str, following: str) -> BlockKind:
    """Return what a line is by itself."""
    if _HEADING.match(line) or (line.strip() and re.fullmatch(r"\s*(?:=+|-{3,})\s*", following)):
        return BlockKind.HEADING
    if _RULE.fullmatch(line):
        return BlockKind.PARAGRAPH
    if is_row(line):
        return BlockKind.ROW
    return BlockKind.ITEM if ITEM.match(line) else BlockKind.PARAGRAPH


def cells(line: str) -> list[str]:
    """Return the cells of a row; one, the whole line, where it is none.

    >>> cells("| Heide | 4.10 |"), cells("no row")
    (['Heide', '4.10'], ['no row'])
    """
    return CELLS.split(line.strip().strip("|").strip())


def is_row(text: str) -> bool:
    """Tell whether a sentence is a row of a table.

    >>> is_row("Heide | 4.10"), is_row("It rose.")
    (True, False)
    """
    return len(cells(text)) > 1


def _are_rows(lines: Sequence[str]) -> BlockKind | None:
    """Tell whether lines have all as many cells, parted by something else than "|"."""
    for sign, least in _DELIMITERS.items():
        counts = {line.count(sign) for line in lines}
        if len(lines) >= _LEAST and len(counts) == 1 and counts.pop() >= least:
            return BlockKind.ROW
    return None


def _are_units(lines: Sequence[str]) -> BlockKind | None:
    """Tell whether each of some lines stands for itself: all short, none goes on in the next."""
    if len(lines) < _LEAST or any(len(line.strip()) > _SHORT for line in lines):
        return None
    goes_on = any(line.strip()[:1].islower() for line in lines[1:])
    return None if goes_on else BlockKind.PARAGRAPH


def is_heading(text: str) -> bool:
    """Tell whether a unit of a text is a heading, a byline or the like: few words, no end.

    >>> is_heading("Why prices rose"), is_heading("# Prices."), is_heading("It rose.")
    (True, True, False)
    """
    if _HEADING.match(text):
        return True
    short = len(text.split()) <= _HEADING_WORDS
    return short and not _ENDS.search(text) and not is_row(text) and not ITEM.match(text)
