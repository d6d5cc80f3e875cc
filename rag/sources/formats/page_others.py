"""What of a page is by others than its author: comments of readers, other articles."""

import re
from typing import TYPE_CHECKING

from rag.sources.formats.fragments import beginning

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_REPLY = re.compile(r"(?i)(?:reply|report|antworten|melden|répondre|signaler)")
"""The links below a reader's comment."""
_MOST_COMMENTS = 500
_LEAST_STANDFIRST = 60


def remove_comments(tree: "HtmlElement", most: float) -> None:
    """Take out what readers wrote, as it is told by the links below it."""
    links = [link for link in tree.iter("a", "button") if _REPLY.fullmatch(beginning(link))]
    for link in links[:_MOST_COMMENTS] if len(links) > 1 else ():
        written = (node for node in link.iterancestors() if node.find(".//p") is not None)
        node = next(written, None)
        if node is not None and node.find(".//h1") is None and prose(node) < most:
            drop(node)


def remove_other_articles(tree: "HtmlElement") -> None:
    """Take out the articles beside the one that has the only headline of a page."""
    headlines = list(tree.iter("h1"))
    own = next(headlines[0].iterancestors("article"), None) if len(headlines) == 1 else None
    if own is None:
        return
    kept = {*own.iter(), *own.iterancestors()}
    for node in list(tree.iter("article")):
        if node not in kept:
            drop(node)


def is_standfirst(node: "HtmlElement") -> bool:
    """Tell whether an element is a paragraph without a link right below the headline."""
    before = node.getprevious()
    is_text = node.tag == "p" and node.find(".//a") is None
    below = before is not None and before.tag == "h1"
    return below and is_text and len(beginning(node)) >= _LEAST_STANDFIRST


def prose(node: "HtmlElement") -> int:
    """Return how many letters the paragraphs of an element have."""
    return sum(len(beginning(one, 2_000)) for one in node.iter("p"))


def drop(node: "HtmlElement") -> None:
    """Take an element out of its page."""
    if node.getparent() is not None and node.tag not in ("html", "body"):
        node.drop_tree()
