"""Tables on the pages of a PDF, as rows of cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.sources.formats.pdf_pieces import Piece

_NEAR = 0.8
"""Lines that are nearer to each other than this part of the distance of rows are one row."""
_SAME = 6.0
"""Points; what begins nearer to each other begins at one place."""


@dataclass(frozen=True, slots=True)
class PdfBlock:
    """A paragraph, with its lines, or a row of a table, with its cells.

    Attributes:
        lines: the words of each line; of a row, its one line.
        size: how large the letters are, in points.
        is_row: whether it is a row.
        full: whether its last line reaches to the right edge of its column.
        first: whether a column or a page begins with it.
    """

    lines: tuple[str, ...]
    size: float
    is_row: bool = False
    full: bool = False
    first: bool = False


def table_end(lines: Sequence[list[Piece]], start: int) -> int:
    """Return where a table ends that begins with a line; the same line where it is none."""
    first = next((n for n in range(start, min(start + 4, len(lines))) if len(lines[n]) > 1), None)
    if first is None:
        return start
    end, full = start, 0
    edges: list[float] = []
    for line in lines[first : first + 6]:
        edges += [piece.left for piece in line] if len(line) > 1 else []
    while end < len(lines):
        line = lines[end]
        aligned = sum(any(abs(p.left - edge) < 4 for edge in edges) for p in line)
        tight = end == start or lines[end - 1][0].base - line[0].base < 3.2 * line[0].size
        if not tight or (len(line) < 2 and (aligned < len(line) or _ends_table(lines, end))):
            break
        full += len(line) > 1
        end += 1
    return end if full > 1 else start


def _ends_table(lines: Sequence[list[Piece]], at: int) -> bool:
    """Tell whether a line with one piece goes on with text, not with more of the table."""
    following = lines[at + 1 : at + 4]
    more = any(len(line) > 1 for line in following)
    return not more or len(lines[at][0].text) > 40


def table_rows(lines: Sequence[list[Piece]]) -> Iterator[PdfBlock]:
    """Yield the rows of a table; lines that are nearer to each other than rows are one row."""
    edges = sorted({round(piece.left) for line in lines if len(line) > 1 for piece in line})
    starts = [edge for n, edge in enumerate(edges) if n == 0 or edge - edges[n - 1] > _SAME]
    begins = [line[0].left < starts[0] + _SAME for line in lines]
    steps = [one[0].base - two[0].base for one, two in pairwise(lines)]
    rows = [step for step, both in zip(steps, pairwise(begins), strict=True) if all(both)]
    pitch = min(rows, default=0.0)
    groups: list[list[Piece]] = [list(lines[0])]
    for step, line in zip(steps, lines[1:], strict=True):
        if step < pitch * _NEAR:
            groups[-1] += line
        else:
            groups.append(list(line))
    for group in groups:
        cells: dict[int, str] = {}
        for piece in group:
            column = max((n for n, s in enumerate(starts) if s <= piece.left + _SAME), default=0)
            cells[column] = f"{cells[column]} {piece.text}" if column in cells else piece.text
        size = max(piece.size for piece in group)
        row = " | ".join(cells.get(number, "") for number in range(max(cells) + 1))
        yield PdfBlock((row,), size, len(cells) > 1)
