"""Word documents (.docx): paragraphs, headings, lists and tables."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from rag.core.text import one_line
from rag.errors import CorpusError
from rag.sources.about import About, Reading
from rag.sources.archives import open_document, parse_xml, read_member
from rag.sources.formats.office import document_reading
from rag.sources.mapping import names, words

_TITLES = ("title", "titel", "heading 1", "überschrift 1")
_LISTS = ("list", "liste", "aufzählung")
_NOBODY = ("", "python-docx", "user", "admin", "microsoft office user", "author")
"""Authors that programs write by themselves."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def load_docx(data: bytes, name: str) -> Reading:
    """Return the article in a Word document; tracked deletions and hidden words are left out.

    Raises:
        CorpusError: for a document that is broken, encrypted or unpacks to too much.
    """
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    archive = open_document(data)
    for member in archive.namelist():
        if member.endswith((".xml", ".rels")):
            parse_xml(read_member(archive, member))
    about = About()
    try:
        document = Document(BytesIO(data))
        styles = {style.style_id: (style.name or "").lower() for style in document.styles}
        blocks = list(_blocks(document.element.body, styles, about))
        parts = [part for section in document.sections for part in (section.header, section.footer)]
        running = [paragraph.text for part in parts for paragraph in part.paragraphs]
        properties = document.core_properties
    except (PackageNotFoundError, KeyError, ValueError, AttributeError) as error:
        raise CorpusError("a broken Word document: save it anew") from error
    if properties.author.lower() not in _NOBODY:
        about.authors = names(properties.author)
    about.fill(topics=tuple(words(properties.keywords)), section=properties.category)
    return document_reading(blocks, running, one_line(properties.title), about, name)


def _blocks(body: Any, styles: dict[str, str], about: About) -> Iterator[str]:
    """Yield the paragraphs, lists and tables of a document."""
    items: list[str] = []
    for node in body.iter(f"{_W}p", f"{_W}tbl"):
        if any(parent.tag in (f"{_W}tbl", f"{_W}txbxContent") for parent in node.iterancestors()):
            continue
        is_table = node.tag == f"{_W}tbl"
        text = "\n".join(_rows(node)) if is_table else _text(node)
        named = node.find(f"{_W}pPr/{_W}pStyle")
        style = "" if named is None else styles.get(named.get(f"{_W}val"), "")
        numbered = node.find(f"{_W}pPr/{_W}numPr") is not None
        if text and not is_table and (style.startswith(_LISTS) or numbered):
            items.append(f"- {text}")
            continue
        if items:
            yield "\n".join(items)
            items = []
        if style in _TITLES:
            about.fill(title=one_line(text))
        if text:
            yield text
    if items:
        yield "\n".join(items)


def _text(paragraph: Any) -> str:
    """Return the visible words of a paragraph, also those of links and accepted insertions."""
    pieces = []
    for run in paragraph.iter(f"{_W}r"):
        if run.find(f"{_W}rPr/{_W}vanish") is None:
            pieces += [_SIGNS.get(node.tag) or node.text or "" for node in run if _is_shown(node)]
    return "".join(pieces).strip()


def _is_shown(node: Any) -> bool:
    return node.tag == f"{_W}t" or node.tag in _SIGNS


def _rows(table: Any) -> Iterator[str]:
    for row in table.iter(f"{_W}tr"):
        cells = [
            one_line(" ".join(map(_text, cell.iter(f"{_W}p")))) for cell in row.iter(f"{_W}tc")
        ]
        if any(cells):
            yield " | ".join(cells)
