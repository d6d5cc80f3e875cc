"""The body of a page's article: trafilatura tells which of its words, the page in which blocks."""

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from rag.core.text import one_line
from rag.sources.formats.fragments import blocks_of
from rag.sources.formats.page_others import is_standfirst
from rag.sources.formats.pages import remove_around
from rag.sources.frame import same_title

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAD = re.compile(
    r"(?i)(?:^|[-_\s])(?:lead|lede|intro|standfirst|dek|deck|subtitle|subhead|vorspann)(?:$|[-_\s])"
)
_SUMMARY = re.compile(
    r"(?i)(?:^|[-_\s])(?:key-?points|at-?a-?glance|live-?summary|tldr)(?:$|[-_\s])"
)
_CREDIT = re.compile(
    r"(?i)\s*(?:\(?(?:credit|photo|photograph|image|picture|foto|bild|quelle):|©).*$"
)
_UNITS = ("p", "li", "td", "blockquote", "dd", "figcaption")
_LEAST_LINE = 30
"""The fewest letters of a line by which the place of the body is told."""
_LEAST_PROSE = 80
_LEAST_TEXT = 40
_UNIT = re.compile(r"(?:- |\d+\. ).{12}|[^|]+ \| ")
_MOST_ODD = 0.15
"""The part of an element that may be short lines which trafilatura did not find."""
_MOST_MORE = 1.4
"""How much longer than what trafilatura gives the element may be that holds all of it."""


def page_body(tree: "HtmlElement", title: str) -> str:
    """Return the body of a page in blocks, without its title; the page is taken apart."""
    _prepare(tree)
    remove_around(tree)
    leads = list(map(blocks_of, filter(_is_lead, tree.iter("p", "div", "h2", "strong", "ul"))))
    found = _extracted(tree)
    lines = {_letters(line) for line in found.split("\n") if len(line) >= _LEAST_LINE}
    lines = lines or {_letters(words) for words in _prose(tree)}
    holder = _holder(tree, lines)
    held = "" if holder is None else blocks_of(holder)
    if not found or (held and _is_better(held, found)):
        found = held
    found = _after_title(found, title)
    return "\n\n".join([*(lead for lead in leads if _letters(lead) not in _letters(found)), found])


def _is_lead(node: "HtmlElement") -> bool:
    named = node.get("class") or ""
    if _SUMMARY.search(named) or is_standfirst(node):
        return True
    words = one_line(node.text_content()) if _LEAD.search(named) and len(node) < 3 else ""
    return 20 < len(words) < 600


def _after_title(text: str, title: str) -> str:
    """Return what stands below the title of a text, where it is a line in its first half."""
    place = 0
    for line in text.split("\n"):
        if place > len(text) // 2:
            break
        place += len(line) + 1
        if line and same_title(line, title):
            return text[place:].strip()
    return text


def _prepare(tree: "HtmlElement") -> None:
    """Make paragraphs of times and captions, which else are dropped with what is around them."""
    for node in list(tree.iter("time")):
        parent = node.getparent()
        if parent is not None and parent.tag in ("section", "article", "header"):
            node.tag = "p"
        else:
            node.drop_tag()
    for node in list(tree.iter("figure")):
        words = [_CREDIT.sub("", one_line(c.text_content())) for c in node.iter("figcaption")]
        if node.find(".//table") is None and node.getparent() is not None:
            for child in list(node):
                node.remove(child)
            node.tag, node.text = "p", " ".join(filter(None, words))


def _extracted(tree: "HtmlElement") -> str:
    from trafilatura import bare_extraction

    found = bare_extraction(
        deepcopy(tree), include_comments=False, include_tables=True, with_metadata=False, fast=True
    )
    body = getattr(found, "body", None)
    return "" if body is None else blocks_of(body)


def _is_better(held: str, found: str) -> bool:
    """Tell whether all that an element holds is text, though trafilatura found less."""
    if len(held) <= len(found) * _MOST_MORE + _LEAST_PROSE:
        return True
    known = _letters(found)
    more = [line for line in held.split("\n") if _letters(line) not in known]
    odd = sum(len(line) for line in more if len(line) < _LEAST_TEXT and not _UNIT.match(line))
    return odd <= len(held) * _MOST_ODD


def _prose(tree: "HtmlElement") -> list[str]:
    words = (one_line(node.text_content()) for node in tree.iter("p"))
    return [one for one in words if len(one) >= _LEAST_PROSE]


def _holder(tree: "HtmlElement", lines: set[str]) -> "HtmlElement | None":
    """Return the innermost element that holds all lines; None where most are not found in one."""
    places = [node for node in tree.iter(*_UNITS) if _letters(node.text_content()) in lines]
    if len(places) * 2 < len(lines) or not places:
        return None
    chains = [[*reversed(list(node.iterancestors()))] for node in places]
    shared = [level[0] for level in zip(*chains, strict=False) if all(n is level[0] for n in level)]
    return shared[-1] if shared else None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
