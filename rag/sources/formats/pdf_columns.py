"""The columns of a page, in the order in which they are read."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from rag.sources.formats.pdf_pieces import Piece

_GUTTER = 8.0
"""Points; the least width of the gap between two columns."""
_LEAST_LINES = 4
"""The fewest lines of a column."""
_LETTERS = 14
"""The fewest letters of an ordinary line of a column; what is shorter stands in a table."""
_FULL, _MOST_FULL = 0.75, 0.6
"""The part of the longest lines' width that a full line has, and the part that are full."""
_STEP = 4.0
_OUTER = 0.15
"""The part of a page's width at each side in which no gutter is."""


def columns(pieces: list[Piece], within: bool = False) -> Iterator[tuple[list[Piece], bool]]:
    """Yield the pieces of each column, and whether it stands beside another and is prose.

    What goes over several columns parts those above it from those below.

    Args:
        pieces: what stands on the page.
        within: whether they are a column of it.
    """
    gutter = _gutter(pieces)
    if gutter is None:
        yield pieces, within
        return
    over: list[Piece] = []
    for zone in _zones(pieces, gutter):
        sides = _sides(zone, gutter)
        if all(map(_is_prose, sides)):
            if over:
                yield over, False
            over = []
            for side in sides:
                yield from columns(side, within=True)
        else:
            over += zone
    if over:
        yield over, False


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Return the place between two columns of prose that parts the most; None without one."""
    if len(pieces) < 2 * _LEAST_LINES:
        return None
    start, end = min(p.left for p in pieces), max(p.right for p in pieces)
    margin = (end - start) * _OUTER
    place, best = start + margin, (0, 0.0)
    while place < end - margin:
        parted = sum(
            len(zone)
            for zone in _zones(pieces, place)
            if all(map(_is_prose, sides := _sides(zone, place))) and _width(*sides) >= _GUTTER
        )
        if parted > best[0]:
            best = (parted, place)
        place += _STEP
    return best[1] if best[0] else None


def _zones(pieces: Sequence[Piece], place: float) -> Iterator[list[Piece]]:
    """Yield from above what stands between the lines that go over a place, and these lines."""
    across = sorted({p.base for p in pieces if p.left < place < p.right}, reverse=True)
    bounds = [float("inf"), *across, float("-inf")]
    for upper, lower in pairwise(bounds):
        if zone := [p for p in pieces if lower + 1 < p.base < upper - 1]:
            yield zone
        if over := [p for p in pieces if lower - 1 <= p.base <= lower + 1]:
            yield over


def _sides(zone: Sequence[Piece], place: float) -> tuple[list[Piece], list[Piece]]:
    return [p for p in zone if p.right <= place], [p for p in zone if p.left >= place]


def _width(left: Sequence[Piece], right: Sequence[Piece]) -> float:
    return min(p.left for p in right) - max(p.right for p in left)


def _is_prose(side: Sequence[Piece]) -> bool:
    """Tell whether pieces are the lines of a column: most of them fill it."""
    if len(side) < _LEAST_LINES or median(len(piece.text) for piece in side) < _LETTERS:
        return False
    widths = sorted(p.right - p.left for p in side)
    full = sum(width >= widths[len(widths) * 9 // 10] * _FULL for width in widths)
    return full >= len(side) * _MOST_FULL
