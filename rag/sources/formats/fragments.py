"""Trees of HTML, and of what trafilatura makes of it, as text in blocks."""

import re
from typing import Any

_BLOCKS = frozenset(
    """p div section article main header footer h1 h2 h3 h4 h5 h6 head blockquote pre
    figure figcaption caption list ul ol dl dt dd table tbody thead tfoot hr address details summary
    aside body html graphic center fieldset""".split()
)
_ROWS, _CELLS, _ITEMS = ("tr", "row"), ("td", "th", "cell"), ("li", "item")
_NEVER = ("script", "style", "template", "noscript", "title", "meta", "link", "iframe", "svg")
_IN_CELL = frozenset("p div table ul ol li h1 h2 h3 h4 blockquote row item list".split())
_TAG = re.compile(
    r"</?(?:p|div|br|b|i|em|strong|a|ul|ol|li|h[1-6]|span|table|blockquote)\b[^<>]*>", re.I
)
_SPACES = re.compile(r"[ \t\r\f\v\xa0]+")
_GAPS = re.compile(r"[ \t]*\n[ \t]*\n\s*")
_ENTITY = re.compile(r"&(?:#\d{2,7}|#x[0-9a-f]{2,6}|\w{2,8});", re.I)


def is_html(text: str) -> bool:
    """Tell whether a text is marked up with HTML.

    >>> is_html("<p>It rose.</p>"), is_html("2 < 3 and 4 > 1")
    (True, False)
    """
    return bool(_TAG.search(text) or _ENTITY.search(text))


def words_of(html: str) -> str:
    r"""Return the words of a piece of HTML in blocks, without what its reader does not see.

    >>> words_of("<p>It rose.</p><ul><li>One</li><li>Two</li></ul>")
    'It rose.\n\n- One\n- Two'
    """
    from rag.sources.formats.pages import parse_page, remove_hidden

    tree, _ = parse_page(f"<body>{html}</body>".encode())
    remove_hidden(tree)
    return blocks_of(tree)


def blocks_of(tree: Any) -> str:
    """Return the words of a tree in blocks, see `rag.language.blocks`."""
    return _tidy(_words(tree))


def beginning(node: Any, most: int = 400) -> str:
    """Return the first letters of an element's words on one line, however much is in it."""
    pieces: list[str] = []
    length = 0
    for piece in node.itertext():
        pieces.append(piece)
        length += len(piece)
        if length > most:
            break
    return " ".join("".join(pieces).split())[:most]


def _words(node: Any) -> str:
    pieces = [_flat(node.text)]
    number = 0
    for child in node:
        if isinstance(child.tag, str):
            number += child.tag in _ITEMS
            pieces.append(_block(child, number if _is_numbered(node) else 0))
        pieces.append(_flat(child.tail))
    return "".join(pieces)


def _block(node: Any, number: int) -> str:
    if node.tag in _NEVER:
        return ""
    if node.tag in ("br", "lb"):
        return "\n"
    if node.tag in _ITEMS:
        words = _GAPS.sub("\n", _words(node).strip())
        words = re.sub(r"\s*\n\s*(?!- |\d+\. )", " ", words)
        return f"\n{f'{number}.' if number else '-'} {words}\n" if words else ""
    if node.tag in _ROWS:
        return _row(node)
    if node.tag == "pre":
        return f"\n\n{''.join(node.itertext()).strip()}\n\n"
    words = _words(node)
    if node.tag in ("ul", "ol", "list", "table", "dl"):
        return f"\n\n{words}\n\n"
    return f"\n\n{words}\n\n" if _is_block(node) and words.strip() else words


def _is_block(node: Any) -> bool:
    """Tell whether an element stands for itself; a quote or code in a paragraph does not."""
    if node.tag in ("code", "quote"):
        parent = node.getparent()
        return parent is None or parent.tag not in (*_ITEMS, *_CELLS, "p", "span", "head")
    return node.tag in _BLOCKS


def _row(node: Any) -> str:
    """Return a row with its cells; as blocks where a page only puts things beside each other."""
    cells = [child for child in node if child.tag in _CELLS]
    inner = [cell for cell in cells if sum(1 for c in cell.iter(*_IN_CELL)) > 1]
    if len(cells) < 2 or inner:
        return "".join(f"\n\n{_words(cell)}\n\n" for cell in cells)
    words = [" ".join(_words(cell).split()) for cell in cells]
    filled = list(filter(None, words))
    return "\n" + " | ".join(words if len(filled) > 1 else filled) + "\n"


def _is_numbered(node: Any) -> bool:
    return bool(node.tag == "ol" or (node.tag == "list" and node.get("rend") == "ol"))


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def _tidy(text: str) -> str:
    """Return blocks with one empty line between them; items and rows stand below each other."""
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    made: list[str] = []
    gap = 0
    for line in lines:
        if not line:
            gap += 1
            continue
        alike = made and _kind(made[-1]) == _kind(line) != ""
        if made and gap and not alike:
            made.append("")
        made.append(line)
        gap = 0
    return "\n".join(made)


def _kind(line: str) -> str:
    if line.startswith("- ") or re.match(r"\d+\. ", line):
        return "item"
    return "row" if " | " in line else ""
