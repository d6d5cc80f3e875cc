"""From pieces on a page to blocks in reading order: columns, lines, paragraphs, tables."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from rag.sources.formats.pdf_columns import columns
from rag.sources.formats.pdf_pieces import Piece
from rag.sources.formats.pdf_tables import PdfBlock, table_end, table_rows

_GAP = 1.35
"""By how much lines are farther apart, against the others, between paragraphs."""
_BIGGER = 1.12


def page_blocks(pieces: Sequence[Piece]) -> list[PdfBlock]:
    """Return the blocks of a page in the order in which they are read."""
    found: list[PdfBlock] = []
    page = max((piece.right for piece in pieces), default=0.0)
    for column, is_prose in columns(list(pieces)):
        edge = max(piece.right for piece in column) if is_prose else page
        blocks = list(_paragraphs(_lines(column), edge) if is_prose else _blocks(column, edge))
        found += [replace(block, first=number == 0) for number, block in enumerate(blocks)]
    return found


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the lines of a column from above, each from the left."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.base, p.left)):
        if lines and abs(lines[-1][0].base - piece.base) <= max(1.5, piece.size * 0.3):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.left) for line in lines]


def _blocks(pieces: Sequence[Piece], edge: float) -> Iterator[PdfBlock]:
    lines = _lines(pieces)
    place = 0
    while place < len(lines):
        end = table_end(lines, place)
        if end > place:
            yield from table_rows(lines[place:end])
        else:
            end = place + 1
            while end < len(lines) and table_end(lines, end) == end:
                end += 1
            yield from _paragraphs(lines[place:end], edge)
        place = end


def _paragraphs(lines: Sequence[list[Piece]], edge: float) -> Iterator[PdfBlock]:
    """Yield the paragraphs of lines, by their distances, sizes and indents."""
    steps = [one[0].base - two[0].base for one, two in pairwise(lines)]
    pitch = median(steps) if steps else 0.0
    left = min(line[0].left for line in lines)
    kept: list[list[Piece]] = []
    for number, line in enumerate(lines):
        if kept and (
            steps[number - 1] > pitch * _GAP
            or not 1 / _BIGGER < line[0].size / kept[-1][0].size < _BIGGER
            or _begins(line, kept[-1], left, edge)
        ):
            yield _paragraph(kept, edge)
            kept = []
        kept.append(line)
    if kept:
        yield _paragraph(kept, edge)


def _begins(line: Sequence[Piece], before: Sequence[Piece], left: float, edge: float) -> bool:
    """Tell whether a paragraph begins with a line, by its indent or the short line before it."""
    text, last = line[0].text, before[-1]
    if text[:2] in ("• ", "- ", "– ", "· "):
        return True
    ends = last.text.rstrip("\"”“»)'’")[-1:] in (".", "!", "?", ":")
    short = last.right < left + (edge - left) * 0.8
    indented = line[0].left - before[0].left > line[0].size * 0.7
    return ends and (short or indented) and not text[:1].islower()


def _paragraph(lines: Sequence[Sequence[Piece]], edge: float) -> PdfBlock:
    words = tuple(" ".join(piece.text for piece in line) for line in lines)
    last = lines[-1][-1]
    return PdfBlock(words, median(line[0].size for line in lines), full=last.right > edge * 0.9)
