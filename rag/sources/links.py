"""The pages that a feed or a sitemap lists. Called in the process that parses."""

import json
import zlib
from typing import Any
from xml.parsers import expat

from rag.errors import CorpusError

LINKS = "rag.sources.links:listed"
"""The function that a `ParsingWorker` calls."""
MOST_LISTED = 50_000
"""Pages of a list; what is behind them is not read."""
_MOST_BYTES = 50_000_000
_DEEPEST = 50
_ENTRIES = {"item": "feed", "entry": "feed", "url": "sitemap", "sitemap": "index"}
"""What one page is called, and in which kind of list."""
_TEXTS = ("link", "guid", "loc", "lastmod")


def listed(data: bytes, name: str) -> dict[str, Any]:
    """Return what a feed (RSS, Atom, JSON) or a sitemap lists.

    Returns:
        ``kind`` (feed, sitemap, or index for a list of sitemaps) and ``links``: each an address, as
        written, and when the page was changed, as a sitemap says, or "". Of a list that breaks off
        what stands before is returned.

    Raises:
        CorpusError: for what lists no page.
    """
    if data[:2] == b"\x1f\x8b":
        data = _unzipped(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _of_json(data)
    reader = _Reader()
    try:
        reader.read(data)
    except expat.ExpatError as error:
        if not reader.links:
            raise CorpusError("no feed and no sitemap: check the address") from error
    if not reader.kind:
        raise CorpusError("no feed and no sitemap: check the address")
    return {"kind": reader.kind, "links": reader.links}


class _Reader:
    """Reads XML as a stream: nothing is kept of it but addresses."""

    def __init__(self) -> None:
        self.kind = ""
        self.links: list[tuple[str, str]] = []
        self._path: list[str] = []
        self._entry: dict[str, str] | None = None
        self._depth = 0
        self._text: list[str] | None = None

    def read(self, data: bytes) -> None:
        """Read a whole document."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = _refuse
        parser.Parse(data, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        self._path.append(tag)
        if len(self._path) > _DEEPEST:
            raise CorpusError("nested too deep for a feed: check the address")
        if self._entry is None:
            if tag in _ENTRIES:
                self.kind = self.kind or _ENTRIES[tag]
                self._entry, self._depth = {}, len(self._path)
        elif len(self._path) == self._depth + 1 and tag in _TEXTS:
            self._text = []
            if tag == "link" and attributes.get("rel", "alternate") == "alternate":
                self._entry["link"] = self._entry.get("link") or attributes.get("href", "")
            if tag == "guid" and attributes.get("isPermaLink") == "false":
                self._text = None

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        if self._entry is not None:
            if self._text is not None and len(self._path) == self._depth + 1:
                tag, text = self._path[-1], "".join(self._text).strip()
                self._entry[tag] = self._entry.get(tag) or text
                self._text = None
            elif len(self._path) == self._depth:
                self._keep(self._entry)
                self._entry = None
        self._path.pop()

    def _keep(self, entry: dict[str, str]) -> None:
        url = entry.get("link") or entry.get("loc") or entry.get("guid")
        if url and len(self.links) < MOST_LISTED:
            self.links.append((url, entry.get("lastmod", "")))


def _refuse(*declaration: object) -> None:
    """Refuse a document that defines text: a few definitions can grow without end."""
    raise CorpusError("defines its own entities, as no feed needs to: leave it out")


def _of_json(data: bytes) -> dict[str, Any]:
    """Return what a JSON feed lists."""
    try:
        items = json.loads(data).get("items")
        links = [(str(item["url"]), "") for item in items if item.get("url")]
    except (ValueError, AttributeError, TypeError, KeyError) as error:
        raise CorpusError("no feed and no sitemap: check the address") from error
    return {"kind": "feed", "links": links[:MOST_LISTED]}


def _unzipped(data: bytes) -> bytes:
    unpack = zlib.decompressobj(wbits=31)
    try:
        data = unpack.decompress(data, _MOST_BYTES)
    except zlib.error as error:
        raise CorpusError("packed wrongly: try again later") from error
    if unpack.unconsumed_tail:
        raise CorpusError(f"larger than {_MOST_BYTES // 1_000_000} MB: leave it out")
    return data
