"""Text from outside made safe for a terminal, a page, Markdown or an address."""

import html
import re
from urllib.parse import urlsplit

from rag.core.text import printable

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&$:])")


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


def escape(text: str) -> str:
    """Return `text` safe inside HTML, in an element or a quoted attribute."""
    return html.escape(plain(text), quote=True)
