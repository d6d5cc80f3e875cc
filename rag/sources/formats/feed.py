"""Feeds as files: RSS, Atom, RDF; each entry is an article."""

import re
from calendar import timegm
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from rag.core.details import web_address
from rag.core.text import one_line
from rag.errors import CorpusError, PassedOver
from rag.sources.about import About, Reading, language_code
from rag.sources.credits import OUTLET_WORD
from rag.sources.dates import read_moment
from rag.sources.formats.fragments import is_html, words_of
from rag.sources.frame import find_body
from rag.sources.mapping import names
from rag.sources.parts import Parts

_START = 100_000
_FEED_WORDS = re.compile(
    r"(?i)\b(?:rss|atom|feeds?|newsfeed|latest|all (?:news|articles)|aktuell)\b"
)


def load_feed(data: bytes, name: str) -> Reading:
    """Return the entries of a feed, each under the id that the feed gives it.

    Raises:
        PassedOver: for what is no feed.
        CorpusError: for what declares entities.
    """
    import feedparser

    if b"<!ENTITY" in data[:_START]:
        raise CorpusError("its XML declares entities: refused, as they can do harm")
    feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        raise PassedOver("XML, but no feed")
    outlet = _outlet(feed.feed)
    language = language_code(feed.feed.get("language", ""))
    parts = Parts(name)
    for number, entry in enumerate(feed.entries, start=1):
        with parts.guard(f"entry {number}"):
            _add(parts, entry, About(outlet=outlet, language=language))
    return parts.reading()


def _add(parts: Parts, entry: Any, about: About) -> None:
    """Add an entry; `about` has what the feed says of all."""
    about.title = _words(entry.get("title", ""))
    about.outlet = _words(entry.get("source", {}).get("title", "")) or about.outlet
    about.url = web_address(entry.get("link", ""))
    about.modified = _day(entry, "updated")
    about.authors = names([author.get("name", "") for author in entry.get("authors", ())])
    topics = (one_line(tag.term or "") for tag in entry.get("tags", ()))
    about.topics = tuple(filter(None, topics))
    about.date(_day(entry, "published") or about.modified, "feed")
    contents = [content.value for content in entry.get("content", ())]
    text = max((*contents, entry.get("summary", "")), key=len)
    text = words_of(text) if is_html(text) else text
    body = text[find_body(text, about, headline=False)]
    parts.add(entry.get("id") or entry.get("link") or about.slug, body or about.title, about)


def _outlet(feed: Any) -> str:
    """Return who publishes a feed: the first of its names that sounds like it, else its title."""
    title = _words(feed.get("title", ""))
    described = re.split(r"[,.;:|]|\s[-–—]\s", _words(feed.get("subtitle", "")))[0].strip()
    publisher = _words(feed.get("publisher", "")) or _words(feed.get("author", ""))
    told = re.split(r"\s[-–—|:]\s|:\s", title)
    for candidate in (publisher, *told, described):
        if OUTLET_WORD.search(candidate) and not _FEED_WORDS.search(candidate):
            return candidate.strip()
    return publisher or _FEED_WORDS.sub("", title).strip(" -–|:") or title


def _day(entry: Any, kind: str) -> Any:
    """Return the day of an entry, as its own clock tells it."""
    day = read_moment(str(dict.get(entry, kind) or ""))
    moment = dict.get(entry, f"{kind}_parsed")
    if day or not moment:
        return day
    return datetime.fromtimestamp(timegm(moment), UTC).date()


def _words(text: str) -> str:
    return one_line(words_of(text) if is_html(text) else text)
