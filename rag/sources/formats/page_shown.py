"""What a reader of a page sees of its author, its day and its outlet."""

import re
from datetime import date
from typing import TYPE_CHECKING

from rag.core.text import one_line
from rag.sources.about import About
from rag.sources.bylines import read_byline
from rag.sources.dates import WHOLE_DAY, day_in_address, read_day, read_moment
from rag.sources.formats.fragments import beginning
from rag.sources.frame import published_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DATED = re.compile(
    r"""(?:^|[-_\s])(?:date|dateline|time|timestamp|published?|pub|posted|by|byline|meta|datum|info
    |docinfo|kicker|author-line)(?:$|[-_\s]|on|at|line)""",
    re.VERBOSE | re.IGNORECASE,
)
_BYLINE = re.compile(r"(?i)(?:^|[-_\s])(?:by|byline|author|writer|autor|credits?)(?:$|[-_\s]|line)")
_AROUND = re.compile(r"(?i)comment|teaser|related|sidebar")
_UPDATED = re.compile(r"(?i)\b(?:updat|modif|aktualisiert|geändert|stand)")
_DAY = re.compile(rf"(?i)(?<!\w)(?:{WHOLE_DAY})")
_COPYRIGHT = re.compile(
    r"""(?:©|\(c\)|copyright)\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?\s*(?:by\s+)?
    ([^\d©.|,–]{3,60}?)\s*(?:\d{4}|[.|,–]|all\srights|alle\srechte|$)""",
    re.VERBOSE | re.IGNORECASE,
)
_ISSUE = re.compile(r"(?i)\b(?:no|nr|issue|ausgabe|vol)\b[.:]?\s*\d")
_LONGEST = 120
"""The most letters of a line that only says who and when."""


def read_shown(tree: "HtmlElement", about: About) -> None:
    """Note what a reader sees, and take lines that say nothing else out of the page."""
    for node in tree.xpath("//*[@itemprop='datePublished' or @pubdate]"):
        about.date(_moment(node), "time element")
    for node in tree.xpath("//*[@itemprop='publisher']//*[@itemprop='name']"):
        about.fill(outlet=one_line(node.get("content") or node.text_content()))
    for node in tree.xpath("//*[@class or @itemprop or self::time or @rel]"):
        if node.getparent() is not None and not _is_around(node) and _note(node, about):
            node.drop_tree()
    about.date(day_in_address(about.url), "address")
    if not about.published:
        _note_line(tree, about)
    for node in tree.xpath(
        "//footer | //*[contains(@class, 'foot') or contains(@id, 'foot') or contains(@id, 'Foot')]"
    ):
        owner = _COPYRIGHT.search(beginning(node, 2_000))
        about.fill(outlet=owner[1].strip() if owner else "")


def _note_line(tree: "HtmlElement", about: About) -> None:
    """Note the day in a line beside the headline, or in one with the number of an issue.

    Any other line may be of today, or of something else.
    """
    beside = {headline.getparent() for headline in tree.iter("h1")}
    for node in tree.iter("p", "div", "span", "td"):
        line = beginning(node, _LONGEST)
        if (node.getparent() in beside or _ISSUE.search(line)) and not _is_around(node):
            about.date(published_line(line), "page")


def _note(node: "HtmlElement", about: About) -> bool:
    """Note what an element says of author and day; tell whether it says nothing else."""
    named = f"{node.get('class') or ''} {node.get('itemprop') or ''} {node.get('rel') or ''}"
    shown = beginning(node)
    is_byline, is_dated = _BYLINE.search(named) is not None, _DATED.search(named) is not None
    if node.tag == "time" or is_dated:
        _note_day(node, named, shown[:300], about)
    if is_byline and not about.authors:
        read_byline(shown, about)
    if node.tag == "time" or len(shown) > _LONGEST or any(c.tag == "h1" for c in node.iter()):
        return False
    return is_byline or (is_dated and _DAY.search(shown) is not None)


def _note_day(node: "HtmlElement", named: str, shown: str, about: About) -> None:
    if _UPDATED.search(shown) or _UPDATED.search(named):
        about.fill(modified=_moment(node))
    else:
        about.date(_moment(node), "time element" if node.tag == "time" else "page")


def _moment(node: "HtmlElement") -> date | None:
    machine = node.get("datetime") or node.get("content")
    if machine and (day := read_moment(machine)):
        return day
    shown = _DAY.search(beginning(node, 200))
    return read_day(shown.group()) if shown else None


def _is_around(node: "HtmlElement") -> bool:
    """Tell whether an element belongs to something beside the article."""
    return any(
        parent.tag in ("aside", "nav", "footer", "li") or _AROUND.search(parent.get("class") or "")
        for parent in node.iterancestors()
    )
