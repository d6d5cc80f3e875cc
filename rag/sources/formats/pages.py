"""A page as a tree, without what no reader of it sees: hidden parts, scripts, dialogues, menus."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rag.errors import CorpusError
from rag.sources.encodings import decode
from rag.sources.formats.fragments import beginning

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_START = 4_000
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
"""What pages put into words for their line breaks; joiners are letters of some languages."""
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
_ROLES = """dialog alertdialog navigation banner contentinfo search menu toolbar
    complementary""".split()
_AROUND = re.compile(
    r"""(?:^|[-_\s])(?:cookies?|consent|gdpr|share|sharing|social|related|teasers?|recommend\w*
    |newsletter|subscri\w+|promo\w*|advert\w*|ads?|adslot|sponsor\w*|breadcrumbs?|comments?|disqus
    |respond|outbrain|taboola|paywall|sidebar|toolbar|popup|modal|overlay|read-?more|readon|most-?read
    |more-?(?:stories|articles|news|on)|tag-?list|tags|skip-?link|login|pagination|site-?footer
    |site-?header|author-?(?:bio|box|info)|about-?author|trending|widget|feedback|rating|print|btn|button-card|recirc\w*
    |carousel|sign-?off|inline-?link|audio-?player|video-?player)
    (?:$|[-_\s])""",
    re.VERBOSE | re.IGNORECASE,
)
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
    r"""(?:\d+\s)?(?:(?:reader\s)?comments?(?:\s\(\d+\))?|(?:leser)?kommentare(?:\s\(\d+\))?
    |leave\sa\s(?:reply|comment)|read\s(?:on|more|next|also)|also\sread
    |related(?:\s(?:articles?|stories|topics|news|content))?|more\s(?:from|on|in|stories|news)\b.*
    |mehr\s(?:zum|aus|von)\b.*|lesen\ssie\sauch|weiterlesen|auch\sinteressant|das\skönnte\ssie\b.*
    |you\smay\salso\s.*|recommended(?:\sfor\syou)?|most\s(?:read|popular|viewed)|meistgelesen
    |trending(?:\snow)?|share\sthis.*|artikel\steilen|(?:sign\sup|subscribe)\b.*newsletter.*
    |diskussion|discussion|what\sdo\syou\sthink\??|about\sthe\sauthor|über\sd(?:en|ie)\sautor\w*
    |latest\snews|our\snewsletter|schlagwörter|tags):?""",
    re.VERBOSE | re.IGNORECASE,
)


def parse_page(data: bytes) -> tuple["HtmlElement", str]:
    """Return a page as a tree, and a warning where its encoding was guessed.

    Raises:
        CorpusError: for what is no page, or is nested so deep that nobody wrote it.
    """
    from lxml import etree, html

    said = _CHARSET.search(data[:_START])
    text, warning = decode(data, said[1].decode("ascii") if said else "")
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    parser = html.HTMLParser(no_network=True, huge_tree=False)
    try:
        tree = html.document_fromstring(_INVISIBLE.sub("", text), parser=parser)
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
            _drop(node)


def remove_around(tree: "HtmlElement") -> None:
    """Take out of a page what stands around its article."""
    for node in _elements(tree):
        named = _CAMEL.sub("-", f"{node.get('class') or ''} {node.get('id') or ''}")
        if node.tag in _NEVER or node.tag.startswith(_PARTS) or node.get("role") in _ROLES:
            _drop(node)
        elif node.tag not in ("html", "body", "article", "main") and _AROUND.search(named):
            if not _holds_article(node):
                _drop(node)
        elif node.tag in ("h2", "h3", "h4", "h5", "strong", "p", "div", "li", "sup"):
            _remove_note(node)


def _remove_note(node: "HtmlElement") -> None:
    """Take out an element where it is a note in the article, or begins what comes after it."""
    words = beginning(node)
    if node.tag == "sup":
        if node.find("a") is not None:
            _drop(node)
    elif _AD.fullmatch(words) or _is_link(node, words):
        _drop(node)
    elif node.tag not in ("div", "li") and len(words) < 60 and _BEYOND.fullmatch(words):
        for sibling in list(node.itersiblings()):
            _drop(sibling)
        _drop(node)


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


def _holds_article(node: "HtmlElement") -> bool:
    return node.find(".//article") is not None or node.find(".//h1") is not None


def _elements(tree: "HtmlElement") -> Iterator["HtmlElement"]:
    """Yield the elements of a tree that are in it still."""
    for node in list(tree.iter()):
        if isinstance(node.tag, str) and (node is tree or node.getparent() is not None):
            yield node


def _drop(node: "HtmlElement") -> None:
    if node.getparent() is not None and node.tag not in ("html", "body"):
        node.drop_tree()
