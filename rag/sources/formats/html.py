"""Web pages: the article's text, and what the page says of it."""

import re
from datetime import date
from typing import TYPE_CHECKING

from rag.core.details import web_address
from rag.sources.about import About, Reading, language_code, make_article, only
from rag.sources.bylines import read_byline
from rag.sources.dates import WHOLE_DAY, day_in_address, read_day, read_moment
from rag.sources.formats.fragments import blocks_of
from rag.sources.formats.page_data import read_json_ld
from rag.sources.formats.pages import parse_page, remove_around, remove_hidden
from rag.sources.frame import find_body, same_title
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
_DATED = re.compile(
    r"""(?:^|[-_\s])(?:date|dateline|time|timestamp|published?|pub|posted|byline|meta|datum|kicker)
    (?:$|[-_\s]|on|at)""",
    re.VERBOSE | re.IGNORECASE,
)
_BYLINE = re.compile(r"(?i)(?:^|[-_\s])(?:byline|author|writer|autor|credits?)(?:$|[-_\s])")
_AROUND = re.compile(r"(?i)comment|teaser|related|sidebar")
_UPDATED = re.compile(r"(?i)\b(?:updat|modif|aktualisiert|geändert|stand)")
_DAY = re.compile(rf"(?i)(?<!\w)(?:{WHOLE_DAY})")
_SUFFIX = re.compile(r"(.{8,}?)\s+[|–—·•:»-]+\s+([^|–—·•»]{2,60})")
_COPYRIGHT = re.compile(
    r"""(?:©|\(c\)|copyright)\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?\s*(?:by\s+)?
    ([^\d©.|,–]{3,60}?)\s*(?:\d{4}|[.|,–]|all\srights|alle\srechte|$)""",
    re.VERBOSE | re.IGNORECASE,
)
_SAVED = re.compile(r"(?:saved from url=\(\d+\)|\burl:\s*)(https?://\S+)", re.I)


def load_html(data: bytes, name: str) -> Reading:
    """Return the article of a web page.

    Raises:
        CorpusError: for what is no page, or one without text.
    """
    tree, warning = parse_page(data)
    about = About(warnings=[warning] if warning else [])
    text = page_text(tree, about)
    return only(make_article(text, name, about), about)


def page_text(tree: "HtmlElement", about: About) -> str:
    """Return the text of a page's article, and note what the page says of it.

    Args:
        tree: the page; it is taken apart.
        about: what is known already.
    """
    _read_head(tree, about)
    remove_hidden(tree)
    _read_shown(tree, about)
    whole = blocks_of(tree.find("body")) if tree.find("body") is not None else ""
    remove_around(tree)
    text = _article(tree) or whole
    return text[find_body(text, about)]


def _article(tree: "HtmlElement") -> str:
    from trafilatura import bare_extraction

    for node in list(tree.iter("time")):
        node.drop_tag()
    found = bare_extraction(
        tree, include_comments=False, include_tables=True, with_metadata=False, fast=True
    )
    body = getattr(found, "body", None)
    return "" if body is None else blocks_of(body)


def _read_head(tree: "HtmlElement", about: About) -> None:
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
    """Note the title, and the outlet where the page's own title ends with it."""
    shown = [" ".join(node.text_content().split()) for node in tree.iter("h1")]
    page = " ".join((tree.findtext(".//title") or "").split())
    suffix = _SUFFIX.fullmatch(page)
    title = about.title or _first(metas, "og:title") or _first(metas, "twitter:title")
    title = title or (shown[0] if len(shown) == 1 else "")
    if suffix and (not title or same_title(suffix[1], title) or about.outlet == suffix[2]):
        about.fill(outlet=suffix[2])
        title = title or suffix[1]
    title = title or page
    if about.outlet and title.endswith(about.outlet):
        title = re.sub(r"\s+[|–—·•:»-]+\s*$", "", title.removesuffix(about.outlet)) or title
    about.title = title


def _read_shown(tree: "HtmlElement", about: About) -> None:
    """Note what a reader sees of author, day and outlet."""
    for node in tree.xpath("//*[@itemprop='datePublished' or @pubdate]"):
        about.date(_moment(node), "time element")
    for node in tree.xpath("//*[@class or @itemprop or self::time or @rel]"):
        named = f"{node.get('class') or ''} {node.get('itemprop') or ''} {node.get('rel') or ''}"
        shown = " ".join(node.text_content().split())[:300]
        if (node.tag == "time" or _DATED.search(named)) and not _is_around(node):
            if _UPDATED.search(shown) or "modified" in named.lower():
                about.fill(modified=_moment(node))
            else:
                about.date(_moment(node), "time element" if node.tag == "time" else "page")
        if _BYLINE.search(named) and not about.authors and not _is_around(node):
            read_byline(shown, about)
    about.date(day_in_address(about.url), "address")
    footers = tree.xpath("//footer | //*[contains(@class, 'footer') or contains(@id, 'footer')]")
    for node in footers:
        owner = _COPYRIGHT.search(" ".join(node.text_content().split()))
        about.fill(outlet=owner[1].strip() if owner else "")


def _moment(node: "HtmlElement") -> date | None:
    machine = node.get("datetime") or node.get("content")
    if machine and (day := read_moment(machine)):
        return day
    shown = _DAY.search(" ".join(node.text_content().split())[:200])
    return read_day(shown.group()) if shown else None


def _is_around(node: "HtmlElement") -> bool:
    """Tell whether an element belongs to something beside the article."""
    around = ("aside", "nav", "footer", "li", "a")
    return any(
        parent.tag in around or _AROUND.search(parent.get("class") or "")
        for parent in node.iterancestors()
    )


def _first(metas: dict[str, list[str]], key: str) -> str:
    return next(filter(None, metas.get(key, ())), "")
