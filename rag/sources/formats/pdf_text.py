"""The text of a PDF from its blocks: lines joined, words and paragraphs made whole again."""

import re
from collections.abc import Sequence

from rag.core.text import normalise
from rag.sources.encodings import without_breaks
from rag.sources.formats.pdf_tables import PdfBlock

_ENDS = re.compile(r"[.!?:…][\"'”’“»)\]]*$")
_KEPT_HYPHEN = ("and ", "or ", "to ", "und ", "oder ", "bis ")
_ALIKE = (0.94, 1.06)


def joined(pages: Sequence[Sequence[PdfBlock]]) -> tuple[str, list[int]]:
    """Return the text of all pages and where in it each begins."""
    whole = {word for blocks in pages for block in blocks for word in " ".join(block.lines).split()}
    done: list[str] = []
    length, current = 0, ""
    last: PdfBlock | None = None
    starts: list[int] = []
    for blocks in pages:
        starts.append(length + len(current))
        for number, block in enumerate(blocks):
            words = block.lines[0]
            for line in block.lines[1:]:
                words = _with_line(words, line, whole)
            words = without_breaks(normalise(words))
            if last is not None and _goes_on(last, current, block):
                current = _with_line(current, words, whole)
            else:
                gap = "\n" if last and last.is_row and block.is_row else "\n\n"
                done.append(current + gap if current else "")
                length += len(done[-1])
                current = words
            if number == 0:
                starts[-1] = length + len(current) - len(words)
            last = block
    return "".join([*done, current]), starts


def _goes_on(last: PdfBlock, text: str, block: PdfBlock) -> bool:
    """Tell whether a paragraph goes on in the next block, over the end of a column or a page."""
    least, most = _ALIKE
    if not block.first or last.is_row or block.is_row or not least < block.size / last.size < most:
        return False
    begins = block.lines[0][:1]
    if begins.islower():
        return not _ENDS.search(text[-10:].rstrip(":"))
    return not _ENDS.search(text[-10:]) and last.full and begins not in "•-–"


def _with_line(text: str, line: str, whole: set[str]) -> str:
    """Return a text with its next line; a word that was parted is one again."""
    if not text.endswith("-") or text.endswith((" -", "--")) or line.startswith(_KEPT_HYPHEN):
        return f"{text} {line}"
    first, second = text.rsplit(None, 1)[-1], line.split(None, 1)[0]
    if not second[:1].islower() or first + second in whole:
        return text + line
    return text[:-1] + line
