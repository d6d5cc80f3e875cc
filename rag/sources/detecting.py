"""Which format a file has: by its first bytes, and by its name where these leave it open."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

from rag.errors import CorpusError

BY_NAME = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
    ".epub": "epub",
    ".eml": "mail",
    ".mbox": "mbox",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".warc": "warc",
    ".warc.gz": "warc",
    ".zip": "zip",
}
"""The formats by how the names of their files end, in small letters."""
_REFUSED = {
    b"\xd0\xcf\x11\xe0": "an old or encrypted Office file: save it as .docx without a password",
    b"{\\rtf": "a rich text file: save it as .docx",
    b"Rar!": "a RAR archive: unpack it",
    b"7z\xbc\xaf": "a 7z archive: unpack it",
    b"\x89PNG": "a picture: only text is read",
    b"\xff\xd8\xff": "a picture: only text is read",
    b"GIF8": "a picture: only text is read",
}
_MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/epub+zip": "epub",
}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?>(?><!--.*?-->)\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?>(?><\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>)\s*)*"
    rb"<(?:rss|feed|rdf:rdf|channel)\b",
    re.I | re.S,
)
_MAIL = re.compile(rb"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_MAIL_MARKS = (b"message-id:", b"mime-version:", b"received:")
_START = 4_000
"""The bytes of a file that show what it is."""


def format_of(data: bytes, name: str) -> str:
    """Return the format of a file: one of the values of `BY_NAME`.

    Raises:
        CorpusError: for a file that is surely none of them.

    >>> format_of(b"%PDF-1.7 ...", "notes.txt"), format_of(b"A text.", "notes.txt")
    ('pdf', 'text')
    """
    start = data[:_START]
    for magic, what in _REFUSED.items():
        if start.startswith(magic):
            raise CorpusError(what)
    named = BY_NAME.get(ending(name), "text")
    if kind := _by_magic(data, start) or _by_mark_up(start.removeprefix(b"\xef\xbb\xbf"), named):
        return kind
    if named in ("pdf", "docx", "odt", "epub", "zip", "warc"):
        raise CorpusError(f"its content is no {named}: is its name wrong, or the file broken?")
    return named


def ending(name: str) -> str:
    """Return how a file's name ends, in small letters.

    >>> ending("News.MD"), ending("crawl.warc.gz"), ending("README")
    ('.md', '.warc.gz', '')
    """
    path = PurePath(name.lower())
    return "".join(path.suffixes[-2:]) if path.name.endswith(".warc.gz") else path.suffix


def _by_magic(data: bytes, start: bytes) -> str:
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(data)
    return "warc" if start.startswith((b"WARC/", b"\x1f\x8b")) else ""


def _by_mark_up(start: bytes, named: str) -> str:
    if named in ("text", "markdown", "feed", "html"):
        if _HTML.match(start):
            return "html"
        if _FEED.match(start):
            return "feed"
    return "mail" if named == "text" and _is_mail(start) else ""


def _is_mail(start: bytes) -> bool:
    head = _MAIL.match(start)
    return head is not None and any(mark in head.group().lower() for mark in _MAIL_MARKS)


def _in_zip(data: bytes) -> str:
    """Return which of the formats that are zip archives one is."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return "docx"
            if names & {"xl/workbook.xml", "ppt/presentation.xml"}:
                raise CorpusError("a spreadsheet or presentation: save its text as .csv or .docx")
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return _MIMETYPES.get(archive.read("mimetype").strip(), "zip")
    except CorpusError:
        raise
    except Exception as error:  # zlib, lzma and bz2 each have errors of their own
        raise CorpusError("a broken zip archive: save it anew") from error
    return "zip"
