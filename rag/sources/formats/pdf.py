"""PDF: the text in reading order, without headers, footers and page numbers."""

import re
from collections.abc import Sequence
from typing import Any

from rag.core.text import one_line
from rag.errors import CorpusError
from rag.sources.about import About, Reading, make_article, only
from rag.sources.bylines import read_running
from rag.sources.dates import day_in_name, read_day
from rag.sources.formats.pdf_layout import page_blocks
from rag.sources.formats.pdf_pieces import page_pieces, part_running
from rag.sources.formats.pdf_tables import PdfBlock
from rag.sources.formats.pdf_text import joined
from rag.sources.frame import find_body
from rag.sources.limits import most_pages

_LEAST_LETTERS = 20
"""The fewest letters of a PDF that has text; a scan has none, or the number of its page."""
_BROWSER = re.compile(r"(?i)skia|chrom|mozilla|firefox|webkit|wkhtml|quartz|print to pdf")
"""What makes PDFs of pages: the time at which it did so is no day of publication."""
_NO_TITLE = re.compile(
    r"(?i)^(?:microsoft \w+ - .*|untitled.*|.*\.(?:docx?|pdf|indd|tex|html?|odt))$"
)
_HEADLINE = 1.15


def load_pdf(data: bytes, name: str) -> Reading:
    """Return the article in a PDF, with the offsets of its pages.

    Raises:
        CorpusError: for a PDF that is encrypted, broken, without text or of too many pages.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise CorpusError("encrypted: save it without a password") from error
        raise CorpusError("a broken PDF: save or download it anew") from error
    try:
        most = most_pages.get()
        if len(document) > most:
            raise CorpusError(f"more than {most:,} pages: split it, or raise parsing.pages")
        pages, heights = [], []
        for page in document:
            pages.append(page_pieces(page))
            heights.append(page.get_height())
            page.close()
        metadata = document.get_metadata_dict()
    except pdfium.PdfiumError as error:
        raise CorpusError("a broken PDF: save or download it anew") from error
    finally:
        document.close()
    if sum(len(piece.text) for pieces in pages for piece in pieces) < _LEAST_LETTERS:
        raise CorpusError("has no text: scanned? run OCR first")
    rest, running = part_running(pages, heights)
    return _read([page_blocks(pieces) for pieces in rest], running, metadata, name)


def _read(
    pages: Sequence[Sequence[PdfBlock]], running: Sequence[str], metadata: Any, name: str
) -> Reading:
    about = About()
    text, starts = joined(pages)
    _title(next(iter(pages), ()), text, metadata, about)
    about.fill(authors=tuple(filter(None, [_plain(metadata.get("Author"))])))
    for line in (*running, _plain(metadata.get("Subject"))):
        read_running(line, about)
    body = find_body(text, about)
    if not about.published and not day_in_name(name):
        made = f"{metadata.get('Producer', '')} {metadata.get('Creator', '')}"
        if not _BROWSER.search(made):
            day = read_day(_plain(metadata.get("CreationDate")).removeprefix("D:")[:8])
            about.date(day, "PDF metadata")
    about.fill(topics=tuple(filter(None, re.split(r"[,;]\s*", _plain(metadata.get("Keywords"))))))
    offsets = [max(0, min(start, body.stop) - body.start) for start in starts]
    return only(make_article(text[body], name, about, offsets), about)


def _title(first: Sequence[PdfBlock], text: str, metadata: Any, about: About) -> None:
    """Note the title: what is set largest on the first page, or what the file calls it."""
    said = _plain(metadata.get("Title"))
    said = "" if _NO_TITLE.match(said) else said
    begin = "".join(filter(str.isalnum, text[:1_000].casefold()))
    if said and "".join(filter(str.isalnum, said.casefold())) in begin:
        about.title = said
        return
    prose = [block.size for block in first for _ in block.lines if not block.is_row]
    largest = max((block for block in first[:8]), key=lambda block: block.size, default=None)
    if largest and len(first) > 1 and largest.size > sorted(prose)[len(prose) // 2] * _HEADLINE:
        about.title = one_line(" ".join(largest.lines))[:300]
    about.title = about.title or said


def _plain(value: object) -> str:
    return one_line(str(value or ""))
