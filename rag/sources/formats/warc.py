"""WARC: pages as a crawler kept them, each an article under its address."""

import gzip
import zlib
from io import BytesIO

from rag.core.details import web_address
from rag.errors import CorpusError, PassedOver
from rag.sources.about import About, Reading
from rag.sources.formats.html import page_text
from rag.sources.formats.pages import parse_page
from rag.sources.parts import Parts

_MOST_UNPACKED = 300_000_000
_MOST_PAGE = 10_000_000


def load_warc(data: bytes, name: str) -> Reading:
    """Return the pages of a WARC file, packed or not; the time of the crawl is no date of theirs.

    Raises:
        PassedOver: when the package that reads it is not installed.
        CorpusError: for what is no WARC, or unpacks to too much.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise PassedOver(
            'WARC files need the extra "warc": run `pip install "footnote-rag[warc]"`'
        ) from error
    if data.startswith(b"\x1f\x8b"):
        data = _unpacked(data)
    if not data.startswith(b"WARC/"):
        raise CorpusError("a packed file that is no WARC: unpack it")
    parts = Parts(name)
    try:
        for record in ArchiveIterator(BytesIO(data)):
            kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
            if record.rec_type != "response" or "html" not in kind:
                continue
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            page = record.content_stream().read(_MOST_PAGE + 1)
            if len(page) > _MOST_PAGE:
                parts.warn(f"{url[:80]}: larger than {_MOST_PAGE // 1_000_000} MB")
                continue
            try:
                tree, _ = parse_page(page)
                about = About()
                text = page_text(tree, about)
            except CorpusError as error:
                parts.warn(f"{url[:80]}: {error}")
                continue
            about.url = about.url or web_address(url)
            parts.add(url, text, about)
    except (ArchiveLoadFailed, zlib.error, OSError, EOFError) as error:
        parts.warn(f"broken after {parts.count} pages ({type(error).__name__})")
    return parts.reading()


def _unpacked(data: bytes) -> bytes:
    try:
        with gzip.open(BytesIO(data)) as file:
            unpacked = file.read(_MOST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise CorpusError("a broken gzip file: save it anew") from error
    if len(unpacked) > _MOST_UNPACKED:
        raise CorpusError(f"unpacks to more than {_MOST_UNPACKED // 1_000_000} MB: split it")
    return unpacked
