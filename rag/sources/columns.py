"""Tables that a plain text shows by columns, as rows of cells."""

import re
from collections.abc import Sequence
from itertools import groupby

_GAP = re.compile(r"[ \u00a0]{2,}|\t+")
_RULE = re.compile(r"[-=_+ |]{5,}")
_LEAST = 3
"""The fewest lines that make a table of two columns."""


def with_rows(text: str) -> str:
    r"""Return a text with its tables as rows, cells parted by " | "; all else as it was.

    Lines are a table where all have as many cells and these stand below each other, or are parted
    by tabs.

    >>> with_rows("Town    2024\nHeide   4.10\nBonn    3.90")
    'Town | 2024\nHeide | 4.10\nBonn | 3.90'
    """
    made: list[str] = []
    for blank, group in groupby(text.split("\n"), key=lambda line: not line.strip()):
        lines = list(group)
        made += lines if blank else _rows(lines)
    return "\n".join(made)


def _rows(paragraph: list[str]) -> list[str]:
    """Return the lines of a paragraph, as rows where it is a table."""
    lines = [line for line in paragraph if not _RULE.fullmatch(line)]
    found = [_cells(line) for line in lines]
    counts = {len(cells) for cells in found}
    width = counts.pop() if len(counts) == 1 else 0
    if width < 2 or len(lines) < (2 if width > 2 else _LEAST) or "|" in "".join(lines):
        return paragraph
    below = all(_aligned(column) for column in zip(*found, strict=True))
    if "\t" not in "".join(lines) and not below:
        return paragraph
    return [" | ".join(words for words, _, _ in cells) for cells in found]


def _cells(line: str) -> list[tuple[str, int, int]]:
    """Return the cells of a line, each with where it begins and ends."""
    cells, start = [], len(line) - len(line.lstrip())
    line = line.rstrip()
    for gap in _GAP.finditer(line, start):
        cells.append((line[start : gap.start()], start, gap.start()))
        start = gap.end()
    return [*cells, (line[start:], start, len(line))]


def _aligned(column: Sequence[tuple[str, int, int]]) -> bool:
    """Tell whether the cells of a column stand below each other, at the left or at the right."""
    return any(len({cell[side] for cell in column}) == 1 for side in (1, 2))
