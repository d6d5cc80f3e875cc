"""OpenDocument texts (.odt): paragraphs, headings, lists and tables."""

from collections.abc import Iterator
from typing import Any

from rag.core.text import one_line
from rag.sources.about import About, Reading, language_code
from rag.sources.archives import open_document, parse_xml, read_member
from rag.sources.formats.office import document_reading
from rag.sources.mapping import names

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE = f"{{{_ODF}text:1.0}}", f"{{{_ODF}table:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MOST_SPACES = 100
"""The most spaces that one element may stand for."""
_ASIDE = ("annotation", "annotation-end", "note", "tracked-changes")


def load_odt(data: bytes, name: str) -> Reading:
    """Return the article in an OpenDocument text.

    Raises:
        CorpusError: for a document that is broken, encrypted or unpacks to too much.
    """
    archive = open_document(data)
    root = parse_xml(read_member(archive, "content.xml"))
    body = root.find(f".//{{{_ODF}office:1.0}}text")
    blocks = [block for node in (() if body is None else body) for block in _blocks(node)]
    about = About()
    title = ""
    if "meta.xml" in archive.namelist():
        meta = parse_xml(read_member(archive, "meta.xml"))
        title = one_line(meta.findtext(f".//{_DC}title") or "")
        author = meta.findtext(f".//{{{_ODF}meta:1.0}}initial-creator") or ""
        about.fill(
            section=meta.findtext(f".//{_DC}subject"),
            language=language_code(meta.findtext(f".//{_DC}language") or ""),
            authors=names(author),
        )
    return document_reading(blocks, (), title, about, name)


def _blocks(node: Any) -> Iterator[str]:
    if node.tag in (f"{_TEXT}p", f"{_TEXT}h"):
        yield _words(node).strip()
    elif node.tag == f"{_TEXT}list":
        items = [one_line(_words(item)) for item in node.iter(f"{_TEXT}list-item")]
        yield "\n".join(f"- {item}" for item in items if item)
    elif node.tag == f"{_TABLE}table":
        rows = node.iter(f"{_TABLE}table-row")
        lines = [[one_line(_words(c)) for c in row.iter(f"{_TABLE}table-cell")] for row in rows]
        yield "\n".join(" | ".join(cells) for cells in lines if any(cells))
    elif node.tag == f"{_TEXT}section":
        for child in node:
            yield from _blocks(child)


def _words(node: Any) -> str:
    pieces = [node.text or ""]
    for child in node:
        kind = str(child.tag).rpartition("}")[2]
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c") or "1"
            pieces.append(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
        elif kind in ("line-break", "tab"):
            pieces.append("\n" if kind == "line-break" else "\t")
        elif kind not in _ASIDE:
            pieces.append(_words(child))
        if kind in ("p", "h"):
            pieces.append(" ")
        pieces.append(child.tail or "")
    return "".join(pieces)
