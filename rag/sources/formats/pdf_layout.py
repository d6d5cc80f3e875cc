"""From pieces on a page to blocks in reading order: columns, lines, paragraphs, tables."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from rag.sources.formats.pdf_pieces import Piece
from rag.sources.formats.pdf_tables import PdfBlock, table_end, table_rows

_GUTTER = 8.0
"""Points; the least width of the gap between two columns."""
_LEAST_LINES = 4
"""The fewest lines of a column."""
_PROSE = 14
"""The fewest letters of an ordinary line of a column; what is shorter stands in a table."""
_STEP = 3.0
_GAP = 1.35
"""By how much lines are farther apart, against the others, between paragraphs."""
_BIGGER = 1.12


def page_blocks(pieces: Sequence[Piece]) -> list[PdfBlock]:
    """Return the blocks of a page in the order in which they are read."""
    return [block for column in _columns(list(pieces)) for block in _blocks(column)]


def _columns(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces of each column; what goes over several columns parts those above it."""
    gutter = _gutter(pieces)
    if gutter is None:
        yield pieces
        return
    across = sorted((p.base for p in pieces if p.left < gutter < p.right), reverse=True)
    bounds = [float("inf"), *across, float("-inf")]
    for upper, lower in pairwise(bounds):
        zone = [p for p in pieces if lower + 1 < p.base < upper - 1]
        for side in (
            [p for p in zone if p.right <= gutter],
            [p for p in zone if p.left >= gutter],
        ):
            if side:
                yield from _columns(side)
        over = [p for p in pieces if abs(p.base - lower) <= 1]
        if over:
            yield over


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Return the middle of the gap between two columns of prose; None where there is none."""
    if len(pieces) < 2 * _LEAST_LINES:
        return None
    start, end = min(p.left for p in pieces), max(p.right for p in pieces)
    best: tuple[int, float, float] | None = None
    place, run = start + (end - start) * 0.15, 0.0
    while place < end - (end - start) * 0.15:
        crossing = sum(p.left - 1 < place < p.right + 1 for p in pieces)
        run = run + _STEP if best and crossing == best[0] and run else _STEP
        sides = [p for p in pieces if p.right <= place], [p for p in pieces if p.left >= place]
        fits = all(map(_is_prose, sides)) and crossing <= min(map(len, sides)) * 0.25
        if fits and (best is None or (crossing, -run) < (best[0], -best[1])):
            best = (crossing, run, place)
        place += _STEP
    return best[2] - best[1] / 2 if best and best[1] >= _GUTTER - _STEP else None


def _is_prose(side: Sequence[Piece]) -> bool:
    if len(side) < _LEAST_LINES:
        return False
    return median(len(piece.text) for piece in side) >= _PROSE


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the lines of a column from above, each from the left."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.base, p.left)):
        if lines and abs(lines[-1][0].base - piece.base) <= max(1.5, piece.size * 0.3):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.left) for line in lines]


def _blocks(pieces: Sequence[Piece]) -> Iterator[PdfBlock]:
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
            yield from _paragraphs(lines[place:end], max(p.right for p in pieces))
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
