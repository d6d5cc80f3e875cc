"""A newsletter that tells several stories, each below a headline that links to it."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.core.details import web_address
from rag.core.text import one_line
from rag.sources.formats.fragments import beginning, blocks_of
from rag.sources.formats.pages import parse_page, remove_hidden

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAST_STORIES = 3
_LEAST_WORDS, _MOST_WORDS = 3, 40
"""Of a headline; "Read more" and "View in browser" have fewer, a linked paragraph has more."""
_LEAST_PARAGRAPH = 60
"""The fewest letters of a line that is a paragraph of a story and not another headline."""
_MARGIN = 200
"""Letters beyond a link's words that are looked at to tell whether it stands alone."""
_HEADINGS = ("h1", "h2", "h3", "h4")
_HOLDERS = (*_HEADINGS, "p", "td", "div", "li")
_SIGN = "\ue000"
"""A letter of nobody's: with a number between two of it the place of a headline is marked."""
_MARK = re.compile(rf"{_SIGN}(\d+){_SIGN}")


@dataclass(frozen=True, slots=True)
class Story:
    """One of the stories of a newsletter; what stands above the first has no title.

    Attributes:
        title: its headline.
        url: where the headline leads.
        text: its words in blocks.
    """

    title: str
    url: str
    text: str


def stories(page: str) -> list[Story]:
    """Return the stories of a newsletter's page; none where it is not surely several.

    It is, where three headlines or more, each a link and nothing else, have a paragraph of text
    below them. A headline without one belongs to the story above it.

    Raises:
        CorpusError: for what is no page.
    """
    tree, _ = parse_page(f"<body>{page}</body>".encode())
    remove_hidden(tree)
    heads = _mark_headlines(tree)
    above, *pieces = _MARK.split(blocks_of(tree))
    told = [Story("", "", above.strip())]
    for number, piece in zip(pieces[::2], pieces[1::2], strict=True):
        (title, url), text = heads[int(number)], piece.strip()
        if _has_paragraph(text):
            told.append(Story(title, url, text))
        else:
            last = told[-1]
            told[-1] = Story(last.title, last.url, f"{last.text}\n\n{title}\n\n{text}".strip())
    if len(told) <= _LEAST_STORIES:
        return []
    return told if _has_paragraph(told[0].text) else told[1:]


def _has_paragraph(text: str) -> bool:
    return any(len(line) >= _LEAST_PARAGRAPH for line in text.split("\n"))


def _mark_headlines(tree: "HtmlElement") -> list[tuple[str, str]]:
    """Put a mark in the place of each linked headline, and return these with their addresses.

    Short links that stand alone, such as "Read more", are taken out.
    """
    for node in tree.iter():
        if _SIGN in (node.text or ""):
            node.text = node.text.replace(_SIGN, "")
        if _SIGN in (node.tail or ""):
            node.tail = node.tail.replace(_SIGN, "")
    heads: list[tuple[str, str]] = []
    for link in list(tree.iter("a")):
        words = one_line(link.text_content())
        holder = _holder(link)
        if holder is None or not words or beginning(holder, len(words) + _MARGIN) != words:
            continue
        count = len(words.split())
        url = web_address(link.get("href") or "")
        if url and _LEAST_WORDS <= count <= _MOST_WORDS:
            mark = f"{_SIGN}{len(heads)}{_SIGN}"
            heads.append((words, url))
        elif count < _LEAST_WORDS:
            mark = ""
        else:
            continue
        for child in list(holder):
            holder.remove(child)
        holder.text = mark
    return heads


def _holder(link: "HtmlElement") -> "HtmlElement | None":
    """Return the heading or the paragraph that a link stands in, or the heading in it."""
    inner = next(iter(link.iter(*_HEADINGS)), None)
    if inner is not None:
        return inner
    return next((node for node in link.iterancestors() if node.tag in _HOLDERS), None)
