"""EPUB: its chapters in reading order; a periodical's articles, or a book as one."""

import posixpath
from urllib.parse import unquote
from zipfile import ZipFile

from rag.core.text import one_line
from rag.errors import CorpusError
from rag.sources.about import About, Reading, language_code, make_article, only
from rag.sources.archives import is_outside, open_document, parse_xml, read_member
from rag.sources.dates import read_moment
from rag.sources.formats.fragments import blocks_of
from rag.sources.formats.pages import parse_page, remove_hidden
from rag.sources.guarding import own_errors
from rag.sources.mapping import names

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MOST_CHAPTERS = 2_000


def load_epub(data: bytes, name: str) -> Reading:
    """Return the text of an EPUB, its chapters one after the other.

    Raises:
        CorpusError: for an EPUB that is broken, encrypted or unpacks to too much.
    """
    archive = open_document(data)
    if "META-INF/encryption.xml" in archive.namelist() and _has_locked_text(archive):
        raise CorpusError("encrypted: save it without its protection")
    container = parse_xml(read_member(archive, "META-INF/container.xml"))
    root = next((node.get("full-path") for node in container.iter(f"{_CONTAINER}rootfile")), "")
    package = parse_xml(read_member(archive, root or ""))
    about = About(
        title=one_line(package.findtext(f".//{_DC}title") or ""),
        outlet=one_line(package.findtext(f".//{_DC}publisher") or ""),
        language=language_code(package.findtext(f".//{_DC}language") or ""),
        authors=names([node.text or "" for node in package.iter(f"{_DC}creator")]),
        topics=tuple(one_line(node.text or "") for node in package.iter(f"{_DC}subject")),
    )
    about.date(read_moment(package.findtext(f".//{_DC}date") or ""), "EPUB metadata")
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    chapters = []
    for reference in list(package.iter(f"{_OPF}itemref"))[:_MOST_CHAPTERS]:
        item = items.get(reference.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        folder, inside = posixpath.dirname(root or ""), unquote(item.get("href") or "")
        path = posixpath.normpath(posixpath.join(folder, inside))
        if is_outside(path):
            continue
        try:
            with own_errors():
                tree, _ = parse_page(read_member(archive, path))
                remove_hidden(tree)
                chapters.append(blocks_of(tree))
        except CorpusError as error:
            about.warnings.append(f"{path[:60]}: {error}")
    return only(make_article("\n\n".join(filter(None, chapters)), name, about), about)


def _has_locked_text(archive: ZipFile) -> bool:
    """Tell whether more than fonts is encrypted."""
    root = parse_xml(read_member(archive, "META-INF/encryption.xml"))
    named = [node.get("URI") or "" for node in root.iter("{*}CipherReference")]
    return any(uri.lower().endswith((".xhtml", ".html", ".htm", ".xml")) for uri in named)
