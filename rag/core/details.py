"""What is known of an article beyond what every citation shows."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self
from urllib.parse import urlsplit

from rag.core.text import one_line

MOST_REFERENCES = 1_000
"""The most references that are kept of one article."""
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that an article names as where it has its facts from.

    Attributes:
        title: what the work is called.
        url: where it is; empty when unknown. Only http and https are kept.
    """

    title: str
    url: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", one_line(self.title)[:_LONGEST])
        object.__setattr__(self, "url", web_address(self.url))


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of an article beyond what every citation shows; each may be missing.

    Attributes:
        section: the part of the paper or page in which it appeared ("Local").
        modified: the day it was last changed by its publisher.
        date_origin: how `published` was known ("JSON-LD", "front matter", "dateline"); never the
            time at which a file was made or fetched.
        agency: the news agency that it credits ("Reuters").
        correction: the words of its correction note.
        pages: the offset into the article's text, in code points, at which each page begins;
            empty for what has no pages.
        references: the works that it names as its sources.
    """

    section: str = ""
    modified: date | None = None
    date_origin: str = ""
    agency: str = ""
    correction: str = ""
    pages: tuple[int, ...] = ()
    references: tuple[Reference, ...] = ()

    def page(self, offset: int) -> int | None:
        """Return the number of the page, from 1, that an offset is on; None without pages.

        >>> Details(pages=(0, 120)).page(130), Details().page(130)
        (2, None)
        """
        return max(1, bisect_right(self.pages, offset)) if self.pages else None

    def as_json(self) -> dict[str, Any]:
        """Return what is known as values of JSON, without what is missing."""
        values = {key: value for key, value in asdict(self).items() if value}
        if self.modified:
            values["modified"] = self.modified.isoformat()
        return values

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Return what `as_json` gave.

        Raises:
            TypeError, ValueError: for values that it did not give.
        """
        made = dict(values)
        if "modified" in made:
            made["modified"] = date.fromisoformat(made["modified"])
        made["pages"] = tuple(map(int, made.get("pages", ())))
        made["references"] = tuple(Reference(**entry) for entry in made.get("references", ()))
        return cls(**made)


def web_address(url: str) -> str:
    """Return an address on one line; empty where it is none of the web (http, https).

    >>> web_address("https://a.example/b"), web_address("javascript:alert(1)")
    ('https://a.example/b', '')
    """
    url = one_line(url)[:_LONGEST]
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""
