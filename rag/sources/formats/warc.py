"""WARC: pages as a crawler kept them, each an article under its address."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from rag.core.details import web_address
from rag.errors import CorpusError, PassedOver
from rag.sources.about import About, Reading
from rag.sources.formats.html import page_text
from rag.sources.formats.pages import parse_page
from rag.sources.parts import Parts

_MOST_UNPACKED = 300_000_000
_MOST_PAGE = 10_000_000
_AT_ONCE = 65_536
"""Packed bytes that are unpacked at once."""
_PACKED = b"\x1f\x8b\x08"
_HEAD = re.compile(rb"WARC/1\.\d\r?\n(?:[^\r\n]+\r?\n)*\r?\n")
_LENGTH = re.compile(rb"(?im)^Content-Length:\s*(\d{1,12})\s*$")
_GAP = re.compile(rb"(?:\r?\n){0,4}")
_NEXT = re.compile(rb"\n\r?\n(?=WARC/1\.\d\r?\n)")


def load_warc(data: bytes, name: str) -> Reading:
    """Return the pages of a WARC file, packed or not; the time of the crawl is no date of theirs.

    A broken record costs only itself.

    Raises:
        PassedOver: when the package that reads it is not installed.
        CorpusError: for what is no WARC, or unpacks to too much.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as error:
        raise PassedOver(
            'WARC files need the extra "warc": run `pip install "footnote-rag[warc]"`'
        ) from error
    parts = Parts(name)
    if data.startswith(_PACKED[:2]):
        data = _unpacked(data, parts)
    if not data.startswith(b"WARC/"):
        raise CorpusError("a packed file that is no WARC: unpack it")
    for number, written in enumerate(_records(data), start=1):
        with parts.guard(f"record {number}"):
            for record in ArchiveIterator(BytesIO(written)):
                _add(parts, record)
    return parts.reading()


def _add(parts: Parts, record: Any) -> None:
    kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
    if record.rec_type != "response" or "html" not in kind:
        return
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    with parts.guard(url):
        page = record.content_stream().read(_MOST_PAGE + 1)
        if len(page) > _MOST_PAGE:
            raise CorpusError(f"larger than {_MOST_PAGE // 1_000_000} MB")
        tree, _ = parse_page(page)
        about = About()
        text = page_text(tree, about)
        about.url = about.url or web_address(url)
        parts.add(url, text, about)


def _records(data: bytes) -> Iterator[bytes]:
    """Yield the records of a file. One whose length is wrong ends where the next one begins.

    Nothing else is a beginning: a page may quote the head of a record.
    """
    at = 0
    while at < len(data):
        end = _end(data, at)
        yield data[at:end]
        at = end


def _end(data: bytes, at: int) -> int:
    """Return where the record ends that begins at a place."""
    head = _HEAD.match(data, at)
    length = _LENGTH.search(head.group()) if head else None
    if head and length:
        end = head.end() + int(length[1])
        gap = _GAP.match(data, end)
        if end <= len(data) and gap and _is_edge(data, gap.end()):
            return gap.end()
    following = _NEXT.search(data, head.end() if head else at + 1)
    return following.end() if following else len(data)


def _is_edge(data: bytes, at: int) -> bool:
    """Tell whether a record begins at a place, or the file ends there."""
    return at == len(data) or data.startswith(b"WARC/", at)


def _unpacked(data: bytes, parts: Parts) -> bytes:
    """Return what is packed, piece by piece; of a broken piece what comes before its damage.

    Raises:
        CorpusError: when nothing can be unpacked, or too much.
    """
    made = bytearray()
    start = 0
    while start >= 0:
        unpack = zlib.decompressobj(wbits=31)
        at = start
        try:
            while not unpack.eof and at < len(data):
                made += unpack.decompress(data[at : at + _AT_ONCE], _MOST_UNPACKED + 1 - len(made))
                at += _AT_ONCE
                if len(made) > _MOST_UNPACKED:
                    most = _MOST_UNPACKED // 1_000_000
                    raise CorpusError(f"unpacks to more than {most} MB: split it")
            at = min(at, len(data)) - len(unpack.unused_data)
        except zlib.error:
            at = start + 1
        if not unpack.eof:
            parts.warn(f"broken at byte {start:,}: download it anew")
            made += b"\r\n\r\n"
        start = data.find(_PACKED, at)
    if not made.strip():
        raise CorpusError("a broken gzip file: save it anew")
    return bytes(made).lstrip(b"\r\n")
