"""What the head of a page says of its article: JSON-LD, OpenGraph, other data, titles."""

import re
from typing import TYPE_CHECKING

from rag.core.details import web_address
from rag.core.text import one_line
from rag.sources.about import About, language_code
from rag.sources.credits import OUTLET_WORD
from rag.sources.dates import read_moment
from rag.sources.formats.page_data import read_json_ld
from rag.sources.frame import same_title
from rag.sources.mapping import names, words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = """article:published_time og:published_time og:article:published_time datepublished
    date dc.date dc.date.issued dcterms.date dcterms.issued publishdate pubdate publish-date
    publication_date publication-date citation_publication_date citation_date parsely-pub-date
    sailthru.date article.published article_date_original originalpublicationdate""".split()
_MODIFIED = """article:modified_time og:updated_time dcterms.modified last-modified
    datemodified""".split()
_SITE = """og:site_name dc.publisher dcterms.publisher citation_journal_title publisher
    application-name""".split()
_AUTHOR = """author dc.creator dcterms.creator article:author parsely-author citation_author
    sailthru.author""".split()
_SECTION = "article:section parsely-section section".split()
_TOPICS = "article:tag news_keywords keywords parsely-tags".split()
_SAVED = re.compile(r"(?:saved from url=\(\d+\)|\burl:\s*)(https?://\S+)", re.I)
_SIGNS = r"[|–—·•:»/-]+"
_PARTS = re.compile(r"\s+(?:[|–—·•»-]|::?)\s+|:\s+|\s+[|»]|[|»]\s+")
_STRONG = re.compile(r"[|»•]|::")
_ONLINE = re.compile(r"(?i)\s+online$|\s+-?\s*home(?:page)?$")
_MOST_OUTLET = 6
"""The most words of an outlet in a title."""


def read_head(tree: "HtmlElement", about: About) -> None:
    """Note what stands in a page's head and in its data."""
    blocks = [node.text or "" for node in tree.iter("script") if "ld+json" in node.get("type", "")]
    read_json_ld(blocks, about)
    metas: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        key = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        metas.setdefault(key, []).append((node.get("content") or "").strip())
    for key in _PUBLISHED:
        origin = "OpenGraph" if key.startswith(("og:", "article:")) else "meta"
        about.date(read_moment(_first(metas, key)), origin)
    for key in _MODIFIED:
        about.fill(modified=read_moment(_first(metas, key)))
    for key in _SITE:
        about.fill(outlet=_first(metas, key))
    for key in _AUTHOR:
        found = [one for one in metas.get(key, ()) if not web_address(one)]
        about.fill(authors=names(found[0] if len(found) == 1 else found))
    for key in _SECTION:
        about.fill(section=_first(metas, key))
    for key in _TOPICS:
        about.fill(topics=tuple(word for value in metas.get(key, ()) for word in words(value)))
    for link in tree.xpath("//link[@rel='canonical']/@href"):
        about.fill(url=web_address(link))
    about.fill(url=web_address(_first(metas, "og:url")))
    for comment in tree.xpath("//comment()")[:3]:
        saved = _SAVED.search(comment.text or "")
        about.fill(url=web_address(saved[1]) if saved else "")
    about.fill(language=language_code(tree.get("lang") or _first(metas, "og:locale")))
    _read_title(tree, metas, about)


def _read_title(tree: "HtmlElement", metas: dict[str, list[str]], about: About) -> None:
    """Note the title, and the outlet where the page's own title begins or ends with it."""
    page = one_line(tree.findtext(".//title") or "")
    title = about.title or _first(metas, "og:title") or _first(metas, "twitter:title")
    for kind in ("h1", "h2", "h3"):
        nodes = (node for node in tree.iter(kind) if not _is_site_name(node))
        shown = [one_line(node.text_content()) for node in nodes]
        if not title and kind == "h1" and len(shown) == 1:
            title = shown[0]
        title = title or next((one for one in shown if len(one) > 8 and one in page), "")
    parts = [part.strip() for part in _PARTS.split(page) if part.strip()]
    others = [part for part in parts if not same_title(part, title or parts[0])]
    strong = _STRONG.search(page) is not None
    if len(parts) > 1 and (len(others) < len(parts) or strong):
        named = next((part for part in others if OUTLET_WORD.search(part)), "")
        outlet = named or (others[-1] if parts[-1] in others else others[0])
        about.fill(outlet=_outlet(outlet, title))
        title = title or next((part for part in parts if part != outlet), page)
    title = title or page
    if about.outlet and title.endswith(about.outlet):
        title = re.sub(rf"\s+{_SIGNS}\s*$", "", title.removesuffix(about.outlet)) or title
    about.title = title


def _is_site_name(node: "HtmlElement") -> bool:
    """Tell whether a heading is no more than a link to the first page of its site."""
    link = node.find(".//a")
    if link is None or one_line(link.text_content()) != one_line(node.text_content()):
        return False
    return (link.get("href") or "").strip() == "/"


def _outlet(name: str, title: str) -> str:
    """Return the outlet in a part of a page's title; empty for what is too long for one."""
    name = _ONLINE.sub("", name)
    return "" if len(name.split()) > _MOST_OUTLET or name in title else name


def _first(metas: dict[str, list[str]], key: str) -> str:
    return next(filter(None, metas.get(key, ())), "")
