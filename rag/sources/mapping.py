"""Metadata under the names that people and programs give it: front matter, JSON, CSV."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from rag.core.details import MOST_REFERENCES, Reference, web_address
from rag.core.text import one_line
from rag.sources.about import About, language_code
from rag.sources.dates import is_month, read_moment

_ABSENT = ("~", "null", "none", "n/a")
"""How it is written that there is no value."""
_NAMES = {
    "title": "title headline heading name titel überschrift schlagzeile subject betreff",
    "outlet": """outlet publisher source publication site sitename newspaper journal medium website
        publicationtitle containertitle zeitung quelle herausgeber from""",
    "url": "url link permalink canonical canonicalurl canonicallink originalurl sourceurl uri",
    "published": """published date publishdate publisheddate publishedat datepublished pubdate
        publicationdate publishedon issued dateissued datum veröffentlicht""",
    "modified": """modified lastmod updated lastmodified datemodified modifieddate updatedat
        lastupdated modifiedat geändert aktualisiert""",
    "authors": "authors author byline creator creators writer by autor autoren verfasser",
    "topics": "topics tags tag keywords keyword categories category subjects themen schlagwörter",
    "language": "language lang locale inlanguage sprache",
    "section": "section rubric ressort department rubrik",
    "agency": "agency newsagency wire credit agentur",
}
FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}
"""What the names mean, in small letters; the first of those for one thing counts."""
_LAST_DATES = ("created", "datecreated")
"""Dates that are of the text where it has no others, and of a clipping where it was clipped."""
_CLIPPED = ("clipped", "accessed", "retrieved", "dateadded", "saved", "accessdate", "fetched")
_BYLINE = re.compile(r"(?i)^\s*(?:by|von|text|author)\b:?\s+")
_AND = re.compile(r"(?i)\s*(?:;|,|\s(?:and|und|&)\s)\s*")
_INVERTED = re.compile(r"([^\W\d]+(?:[-' ][^\W\d]+)?),\s+([^\W\d]+\.?(?:[- ][^\W\d]+\.?)?)")
_LINK = re.compile(r"\[\[(?:[^|\]]*\|)?([^|\]]*)\]\]")


def read_mapping(values: Mapping[Any, Any], origin: str) -> About:
    """Return what a mapping says of an article; what can't be read is a warning.

    Args:
        values: names, in any spelling, and what stands for them.
        origin: what the mapping is, for the origin of the date.
    """
    about = About()
    inner = values.get("params")
    both = {**inner, **values} if isinstance(inner, Mapping) else values
    named = {_plain(key): value for key, value in both.items()}
    for key in filter(named.__contains__, FIELDS):
        kind, value = FIELDS[key], named[key]
        if kind == "outlet" and web_address(line(value)):
            kind = "url"
        if kind in ("title", "outlet", "url", "section", "agency"):
            about.fill(**{kind: line(value)})
        elif kind == "authors":
            about.fill(authors=names(value))
        elif kind == "topics":
            about.topics += tuple(word for word in words(value) if word not in about.topics)
        elif kind == "language":
            about.fill(language=language_code(line(value)))
        else:
            _date(about, kind, value, origin)
    if not about.published and not any(name in named for name in _CLIPPED) and not about.warnings:
        for key in _LAST_DATES:
            _date(about, "published", named.get(key), origin)
    about.references = tuple(_references(named.get("sources")))[:MOST_REFERENCES]
    if about.agency and not about.outlet:
        about.outlet = about.agency
    return about


def line(value: object) -> str:
    """Return a value as text on one line; a list's first, a mapping's name."""
    if isinstance(value, list | tuple):
        return line(value[0]) if value else ""
    if isinstance(value, Mapping):
        return line(next((value[k] for k in ("name", "title", "text", "@id") if k in value), ""))
    text = _LINK.sub(r"\1", one_line(str(value if value is not None else "")))
    return "" if text.lower() in _ABSENT else text


def words(value: object) -> Iterator[str]:
    """Yield key words: a list's, or those of a text parted by commas."""
    parts = value if isinstance(value, list | tuple) else re.split(r"[,;]", line(value))
    yield from filter(None, (line(part).lstrip("#") for part in parts))


def names(value: object) -> tuple[str, ...]:
    """Return the names of persons in a list, a list of mappings or one text.

    >>> names("By Anna Keller and Jens Hoppe"), names([{"name": "Ole Brück"}])
    (('Anna Keller', 'Jens Hoppe'), ('Ole Brück',))
    """
    if isinstance(value, list | tuple):
        return tuple(filter(None, map(_person, value)))
    if isinstance(value, Mapping):
        return tuple(filter(None, [_person(value)]))
    text = _BYLINE.sub("", line(value))
    if _INVERTED.fullmatch(text) and " " not in text.split(",")[0]:
        return (_person(text),)
    return tuple(filter(None, map(str.strip, _AND.split(text))))


def _person(value: object) -> str:
    if isinstance(value, Mapping):
        both = [line(value.get(key)) for key in ("given", "firstName", "family", "lastName")]
        return line(value) or " ".join(filter(None, both))
    text = _BYLINE.sub("", line(value))
    inverted = _INVERTED.fullmatch(text)
    return f"{inverted[2]} {inverted[1]}" if inverted else text


def _date(about: About, kind: str, value: object, origin: str) -> None:
    text = value.isoformat() if isinstance(value, date | datetime) else line(value)
    if not text or text.lower() in ("true", "false", "yes", "no", "draft"):
        return
    day = read_moment(text)
    if day and kind == "published":
        about.date(day, origin)
    elif day:
        about.fill(modified=day)
    else:
        part = "names no day" if is_month(text) else "can't be read"
        about.warnings.append(f"the date {text[:40]!r} {part}: write it as YYYY-MM-DD")


def _references(value: object) -> Iterator[Reference]:
    entries = value if isinstance(value, list | tuple) else ()
    for entry in entries:
        if isinstance(entry, Mapping):
            url = line(entry.get("url") or entry.get("link"))
            title = line(entry.get("title") or entry.get("name")) or url
        else:
            title = url = line(entry)
        if title:
            yield Reference(title, url)


def _plain(name: object) -> str:
    return re.sub(r"[\W_]+", "", str(name).lower().split(":")[-1])
