"""A page as a tree, without what no reader of it sees: hidden parts, scripts, dialogues, menus."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rag.errors import CorpusError
from rag.sources.encodings import decode, without_breaks
from rag.sources.formats.fragments import beginning
from rag.sources.formats.page_others import (
    drop,
    is_standfirst,
    prose,
    remove_comments,
    remove_other_articles,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_START = 4_000
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff]|&#(?:x0*[01]?[0-9a-f]|0*(?:[12]?\d|3[01]))(?:;|(?!\w))",
    re.IGNORECASE,
)
"""Letters that are none, and spaces: no tree of XML can be given them."""
_HIDING = re.compile(
    r"""display:none|visibility:(?:hidden|collapse)|font-size:0(?:px|pt|em|rem|%)?(?:;|$|!)|opacity:0(?:\.0+)?(?:;|$|!)
    |(?:^|;)color:(?:\#fff(?:fff)?|white|transparent|rgba?\((?:255,255,255|0,0,0,0)[^)]*\))(?:;|$|!)
    |text-indent:-\d{3,}|(?:left|top|right|margin-left):-\d{4,}|clip:rect\(0|clip-path:inset\(100%
    |(?:^|;)(?:max-)?(?:height|width):0(?:px)?(?:;|$|!)""",
    re.VERBOSE,
)
_BACKGROUND = re.compile(r"background(?:-color|-image)?:")
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_MEDIA = re.compile(r"@[\w-]+[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_SIMPLE = re.compile(r"[.#][\w-]+")
_NAMED_HIDDEN = "sr-only visually-hidden visuallyhidden screen-reader-text hidden d-none".split()
_NEVER = """script style template noscript nav form button dialog iframe object embed svg canvas
    input select textarea menu audio video map""".split()
_WHOLE = ("html", "body", "article", "main")
_ROLES = """dialog alertdialog navigation banner contentinfo search menu toolbar
    complementary""".split()
_NAMED = r"(?:^|[-_\s])(?:{})(?:$|[-_\s])"
_AROUND = re.compile(
    _NAMED.format(
        r"""cookies?|consent|gdpr|comments?|disqus|respond|related|teasers?|breadcrumbs?|ads?|adslot
        |advert\w*|outbrain|taboola|sidebar|site-?footer|site-?header|pagination|login|skip-?link
        |recirc\w*|widget-?area|preheader|author-?(?:bio|box|info)|about-?author|most-?read|trending"""
    ),
    re.VERBOSE | re.IGNORECASE,
)
"""Names of what is never an article."""
_BESIDE = re.compile(
    _NAMED.format(
        r"""share|sharing|social|recommend\w*|newsletter|subscri\w+|promo\w*|sponsor\w*|paywall
        |toolbar|popup|modal|overlay|read-?more|readon|more-?(?:stories|articles|news|on)|tag-?list
        |tags|widgets?|feedback|rating|print-?(?:button|link)|btn|button-card|carousel|sign-?off
        |inline-?link|audio-?player|video-?player|footer"""
    ),
    re.VERBOSE | re.IGNORECASE,
)
"""Names of what is beside an article, if it is small."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTS = ("amp-ad", "amp-social", "amp-sidebar", "amp-consent", "amp-embed")
_AD = re.compile(
    r"""(?:(?:ads?|(?:skip\s)?advertisement|anzeige|werbung|sponsored)\s*){1,3}
    |listen\sto\sthis\s(?:story|article).{0,8}|your\sbrowser\sdoes\snot.{0,60}|e-?mail|share
    |\d+\s(?:shares?|comments?|views)|\d+\smin(?:ute)?s?(?:\sread)?|(?:seite\s)?drucken.{0,20}
    |our\sstandards:.{0,60}|print\s(?:this\s)?page|nach\soben""",
    re.VERBOSE | re.IGNORECASE,
)
_ALSO = re.compile(r"(?i)(?:read|see) also:|related:|lesen sie auch:|mehr dazu:|more:")
_BEYOND = re.compile(
    r"""(?:\d+\s)?(?:(?:reader\s)?comments?(?:\s\(?\d+\)?)?|(?:leser)?kommentare(?:\s\(?\d+\)?)?
    |leave\sa\s(?:reply|comment)|read\s(?:on|next|also)|also\sread|share\sthis.*|artikel\steilen
    |related(?:\s(?:articles?|stories|topics|news|content))?|lesen\ssie\sauch|auch\sinteressant
    |you\s(?:may|might)\salso\s.*|das\skönnte\ssie\sauch\b.*|about\sthe\sauthor
    |über\sd(?:en|ie)\sautor\w*|most\s(?:read|popular|viewed)|meistgelesen):?""",
    re.VERBOSE | re.IGNORECASE,
)
"""Headings of what comes after an article."""
_MAYBE = re.compile(
    r"""(?:more\s(?:from|on|in|stories|news|interviews)?\b.*|read\smore|mehr\s(?:zum|aus|von)\b.*
    |weiterlesen|recommended(?:\sfor\syou)?|trending(?:\snow)?|latest\snews|diskussion|discussion
    |(?:sign\sup|subscribe)\b.*newsletter.*|our\snewsletter|schlagwörter|tags
    |what\sdo\syou\sthink\??):?""",
    re.VERBOSE | re.IGNORECASE,
)
"""Headings that are such only where links follow."""
_LINKED = 0.5
"""The part of words that are links from which on an element is a list of links."""
_MOST_AROUND = 0.4
"""The part of a page's paragraphs from which on an element is the article, whatever its name."""


def parse_page(data: bytes) -> tuple["HtmlElement", str]:
    """Return a page as a tree, and a warning where its encoding was guessed.

    Raises:
        CorpusError: for what is no page, or is nested so deep that nobody wrote it.
    """
    from lxml import etree, html

    said = _CHARSET.search(data[:_START])
    text, warning = decode(data, said[1].decode("ascii") if said else "")
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)
    text = _CONTROL.sub(lambda found: " " if len(found.group()) > 1 else "", text)
    parser = html.HTMLParser(no_network=True, huge_tree=False)
    try:
        tree = html.document_fromstring(without_breaks(text), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise CorpusError("no page: nothing in it can be read") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise CorpusError("nested too deep: save the page anew")
    return tree, warning


def remove_hidden(tree: "HtmlElement") -> None:
    """Take out of a page what a reader does not see."""
    hidden = _hidden_names(tree)
    for node in _elements(tree):
        style = re.sub(r"\s+", "", node.get("style") or "").lower()
        names = {f".{name}" for name in (node.get("class") or "").split()}
        names.add(f"#{node.get('id')}")
        if (
            node.tag in ("script", "style", "template", "noscript")
            or node.get("hidden") is not None
            or node.get("aria-hidden") == "true"
            or _is_hiding(style)
            or names & hidden
        ):
            drop(node)


def remove_around(tree: "HtmlElement") -> None:
    """Take out of a page what stands around its article."""
    most = prose(tree) * _MOST_AROUND
    remove_comments(tree, most)
    remove_other_articles(tree)
    for node in _elements(tree):
        named = _CAMEL.sub("-", f"{node.get('class') or ''} {node.get('id') or ''}")
        if (
            node.tag in _NEVER
            or node.tag.startswith(_PARTS)
            or node.get("role") in _ROLES
            or node.tag not in _WHOLE
            and _is_named_around(node, named, most)
        ):
            drop(node)
        elif node.tag in ("h2", "h3", "h4", "h5", "strong", "p", "div", "li", "sup"):
            _remove_note(node)


def _is_named_around(node: "HtmlElement", named: str, most: float) -> bool:
    """Tell whether an element is around the article by its name; large ones need a sure one."""
    if node.find(".//article") is not None or node.find(".//h1") is not None:
        return False
    if is_standfirst(node):
        return False
    if _AROUND.search(named):
        return True
    return _BESIDE.search(named) is not None and (not most or prose(node) < most)


def _remove_note(node: "HtmlElement") -> None:
    """Take out an element where it is a note in the article, or begins what comes after it."""
    words = beginning(node)
    if node.tag == "sup":
        if node.find("a") is not None:
            drop(node)
    elif _AD.fullmatch(words) or _is_link(node, words):
        drop(node)
    elif node.tag not in ("div", "li") and len(words) < 60 and _ends_article(node, words):
        for sibling in list(node.itersiblings()):
            drop(sibling)
        drop(node)


def _ends_article(node: "HtmlElement", words: str) -> bool:
    """Tell whether what follows an element is no part of the article."""
    if _BEYOND.fullmatch(words) and node.tag.startswith("h"):
        return True
    if not _BEYOND.fullmatch(words) and not _MAYBE.fullmatch(words):
        return False
    after = list(node.itersiblings())
    linked = sum(len(beginning(link)) for one in after for link in one.iter("a"))
    return linked >= _LINKED * max(1, sum(len(beginning(one, 5_000)) for one in after))


def _is_link(node: "HtmlElement", words: str) -> bool:
    """Tell whether an element is no more than a hint at another page."""
    links = [beginning(link) for link in node.iter("a")]
    if not links or node.tag == "li":
        return False
    inner = any(child.tag in ("p", "div", "h2", "h3", "table", "ul") for child in node)
    return _ALSO.match(words) is not None or (not inner and "".join(links) == words)


def _is_hiding(style: str) -> bool:
    found = _HIDING.search(style) if style else None
    if found is None:
        return False
    return not ("color" in found.group() and _BACKGROUND.search(style))


def _hidden_names(tree: "HtmlElement") -> set[str]:
    """Return the classes and ids that the page's own style sheets hide."""
    names = {f".{name}" for name in _NAMED_HIDDEN}
    for sheet in tree.iter("style"):
        rules = _MEDIA.sub("", (sheet.text or "")[:100_000])
        for selectors, body in _RULE.findall(rules):
            if _is_hiding(re.sub(r"\s+", "", body).lower()):
                hidden = map(str.strip, selectors.split(","))
                names.update(filter(_SIMPLE.fullmatch, hidden))
    return names


def _elements(tree: "HtmlElement") -> Iterator["HtmlElement"]:
    """Yield the elements of a tree that are in it still."""
    for node in list(tree.iter()):
        if isinstance(node.tag, str) and (node is tree or node.getparent() is not None):
            yield node
