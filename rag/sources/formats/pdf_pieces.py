"""The pieces of text on the pages of a PDF, and which of them are headers and footers."""

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rag.errors import CorpusError

MOST_LETTERS = 200_000
"""The most letters of one page."""
_TINY = 2.0
"""Points; letters that are smaller are there for no reader."""
_MARGIN = 0.12
"""The part of a page, at its top and at its bottom, in which headers and footers stand."""
_NUMBER = re.compile(
    r"(?i)[-–—|\s]*(?:(?:page|seite|p\.|s\.)\s*)?\d{1,4}(?:\s*(?:/|of|von)\s*\d{1,4})?[-–—|\s]*"
)
_HYPHENS = ("\x02", "\ufffe", "\u00ad")
"""How the library writes a hyphen at the end of a line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters that stand beside each other on one line, without a gap.

    Attributes:
        left, right: where they begin and end, in points from the left.
        base: the line they stand on, in points from the bottom of the page.
        size: how large they are, in points.
        text: the letters.
    """

    left: float
    right: float
    base: float
    size: float
    text: str


def page_pieces(page: Any) -> list[Piece]:
    """Return the pieces of a page of pypdfium2, in the order of the file.

    Raises:
        CorpusError: for a page with more letters than anybody prints.
    """
    from pypdfium2 import raw

    handle = page.get_textpage()
    if handle.count_chars() > MOST_LETTERS:
        raise CorpusError(f"a page of more than {MOST_LETTERS:,} letters: split it")
    width, height = page.get_size()
    x, y = ctypes.c_double(), ctypes.c_double()
    box = [ctypes.c_double() for _ in range(4)]
    pieces: list[Piece] = []
    letters: list[str] = []
    left = right = base = size = 0.0

    def finish() -> None:
        text = "".join(letters).strip()
        if text and size >= _TINY and right > 0 and left < width and 0 < base < height:
            pieces.append(Piece(left, right, base, size, text))
        letters.clear()

    for index in range(handle.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(handle, index))
        if letter in "\r\n":
            finish()
            continue
        if letter in _HYPHENS:
            letter = "-"
        if letter.isspace():
            letters.append(" ")
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetCharBox(handle, index, box[0], box[1], box[2], box[3])
        em = raw.FPDFText_GetFontSize(handle, index)
        at, to, line = box[0].value, box[1].value, y.value
        em = max(em, box[3].value - box[2].value)
        if letters and (abs(line - base) > max(1.0, size * 0.5) or not -em < at - right < em * 1.4):
            finish()
        if not letters:
            left, base, size = at, line, em
        right, size = to, max(size, em)
        letters.append(letter)
    finish()
    handle.close()
    return pieces


def part_running(
    pages: Sequence[Sequence[Piece]], heights: Sequence[float]
) -> tuple[list[list[Piece]], list[str]]:
    """Part what repeats at the top or the bottom of pages, and their numbers, from the rest.

    Returns:
        The rest of each page, and the words of the headers and footers, each once.
    """
    seen = Counter(
        key
        for pieces, height in zip(pages, heights, strict=True)
        for key in {_key(piece) for piece in pieces if _is_outer(piece, height)}
    )
    least = 2 if len(pages) < 5 else max(2, len(pages) // 4)
    rest: list[list[Piece]] = []
    running: dict[str, None] = {}
    for pieces, height in zip(pages, heights, strict=True):
        kept = []
        for piece in pieces:
            outer = _is_outer(piece, height)
            if outer and (seen[_key(piece)] >= least or _NUMBER.fullmatch(piece.text)):
                running[piece.text] = None
            else:
                kept.append(piece)
        rest.append(kept)
    return rest, list(running)


def _is_outer(piece: Piece, height: float) -> bool:
    return not height * _MARGIN < piece.base < height * (1 - _MARGIN)


def _key(piece: Piece) -> tuple[str, int]:
    """Return what a header has in common on all pages: its words but for numbers, its line."""
    return re.sub(r"\d+", "#", piece.text), round(piece.base / 4)
