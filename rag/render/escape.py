"""Text from outside made safe for a terminal, a page, Markdown or an address."""

import html
import re
from urllib.parse import quote, urlsplit, urlunsplit

from rag.core.text import printable

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&$:])")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?", re.IGNORECASE)
_BROKEN = re.compile(r"%(?![0-9A-Fa-f]{2})")
"""A per cent sign that begins no encoded character."""


def plain(text: str) -> str:
    """Return `text` safe for a terminal: no escape sequences, no bidirectional overrides."""
    return printable(text)


def escape_markdown(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(plain(text).split()))


def safe_url(url: str) -> str:
    """Return `url` if it is plain http or https, else an empty string."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def linked(url: str) -> str:
    """Return `url` in ASCII as it may stand in a link of any format; empty where it is no link.

    One with a user name in it is none: it can look like another host's.

    >>> linked("https://a.example/b c|d>"), linked("https://a.example@b.example/")
    ('https://a.example/b%20c%7Cd%3E', '')
    """
    try:
        parts = urlsplit(safe_url(plain(url)))
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # a port that is none, a host that no name has
        return ""
    if "@" in parts.netloc or not _HOST.fullmatch(host):
        return ""
    whole = (_BROKEN.sub("%25", part) for part in (parts.path, parts.query, parts.fragment))
    ends = (quote(part, safe="/%:?!$&'()*+,;=@~") for part in whole)
    return urlunsplit((parts.scheme, host + port, *ends))


def escape(text: str) -> str:
    """Return `text` safe inside HTML, in an element or a quoted attribute."""
    return html.escape(plain(text), quote=True)
