"""An article, and what a citation must say about it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from textwrap import shorten
from warnings import warn

from rag.core.convert import as_day, as_words
from rag.core.details import Details
from rag.core.span import Span
from rag.core.text import first_words, normalise, one_line, slug

DEFAULT_LANGUAGE = "en"
MOST_TITLE, MOST_URL = 500, 2_000
"""The most characters of a title or an outlet, and of an address; what is longer is cut."""
_SHOWN = 120


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What is known of an article besides its text.

    Attributes:
        id: the name that citations use.
        title: its title.
        outlet: who published it, or the name of its file where that is not known.
        url: where it was published; empty when unknown.
        published: the day it was published; None when unknown.
        sha256: the hash of its normalised text in UTF-8.
        language: the code of its language, ISO 639-1.
        authors: who wrote it; empty when unknown.
        details: what else is known.
        suspicions: the sentences of its text that talk to a language model, in their order.
        suspicious_title: whether its title does.
    """

    id: str
    title: str
    outlet: str
    url: str
    published: date | None
    sha256: str
    language: str = DEFAULT_LANGUAGE
    authors: tuple[str, ...] = ()
    details: Details = Details()
    suspicions: tuple[Span, ...] = ()
    suspicious_title: bool = False

    @property
    def is_suspicious(self) -> bool:
        """Whether something of it talks to a language model."""
        return self.suspicious_title or bool(self.suspicions)

    def suspects(self, place: Span) -> bool:
        """Tell whether words at a place of the text talk to a language model."""
        return any(place.overlaps(suspicion) for suspicion in self.suspicions)

    @property
    def heading(self) -> str:
        """The title on at most 120 characters."""
        if len(self.title) <= _SHOWN:
            return self.title
        return shorten(self.title, _SHOWN, placeholder="...")

    @property
    def source(self) -> str:
        """The old name of `outlet`."""
        return self.outlet


@dataclass(frozen=True, slots=True, init=False)
class Article:
    r"""One article: its text, normalised once, here, and what a citation must say about it.

    Args:
        text: the whole text, with at least one letter or digit; it is stored in NFC, with "\n"
            line ends and without control characters.
        title: shown and searched, at most 500 characters; when empty, the first sentence of the
            text (at most 300 characters).
        id: the name citations use, without ":" or white space; when empty, a slug of the title,
            and the index adds a suffix where another article has it.
        outlet: who published it, shown beside the title.
        url: where the article was published; empty when unknown.
        published: the day it was published, a date or text that begins YYYY-MM-DD; None when
            unknown.
        topics: free key words, one by one or in one text with commas.
        language: the code of its language, ISO 639-1.
        authors: who wrote it, one by one or in one text with commas.
        details: what else is known.
        suspicions: the sentences of the text that talk to a language model, as spans in their
            order. The index judges every article it takes, whatever is given here; articles that
            come from it have them.
        suspicious_title: whether the title talks to a language model; see `suspicions`.
        source: the old name of `outlet`.

    Attributes:
        sha256: the hash of the normalised text in UTF-8.
        named: whether the id was given rather than made from the title.

    Raises:
        ValueError: when the text holds nothing readable, the id has characters that an id can't
            have, `published` is not a day, or a suspicion lies behind the end of the text.

    >>> article = Article("The plant opened in 2021.\r\nIt makes cells.", title="A plant")
    >>> article.id, article.text[26:]
    ('a-plant', 'It makes cells.')
    """

    text: str
    title: str
    id: str
    outlet: str
    url: str
    published: date | None
    topics: tuple[str, ...]
    language: str
    authors: tuple[str, ...]
    details: Details
    suspicions: tuple[Span, ...] = field(compare=False, repr=False)
    suspicious_title: bool = field(compare=False, repr=False)
    sha256: str = field(init=False)
    named: bool = field(init=False, compare=False, repr=False)

    def __init__(
        self,
        text: str,
        title: str | None = "",
        id: str | None = "",  # noqa: A002 - the name that citations use
        outlet: str | None = "",
        url: str | None = "",
        published: date | str | None = None,
        topics: Iterable[str] | str | None = (),
        language: str | None = DEFAULT_LANGUAGE,
        authors: Iterable[str] | str | None = (),
        details: Details = Details(),
        *,
        suspicions: Iterable[Span] = (),
        suspicious_title: bool = False,
        source: str | None = "",
    ) -> None:
        if source:
            warn("Article(source=) is called outlet= now", DeprecationWarning, stacklevel=2)
        text = normalise(text)
        if not any(map(str.isalnum, text)):
            raise ValueError("an article needs text: nothing readable was found")
        title = one_line(title or "") or first_words(text)
        if len(title) > MOST_TITLE:
            title = title[: MOST_TITLE - 3].rstrip() + "..."
        name = one_line(id or "") or slug(title)
        if re.search(r"[\s:\x00-\x1f]", name):
            raise ValueError(f"an article id has no white space and no colon, got {name!r}")
        suspicions = tuple(suspicions)
        if any(place.end > len(text) for place in suspicions):
            raise ValueError(f"a suspicion lies behind the end of article {name!r}")
        values = {
            "text": text,
            "title": title,
            "id": name,
            "outlet": one_line(outlet or source or "")[:MOST_TITLE],
            "url": one_line(url or "")[:MOST_URL],
            "published": as_day(published, "published"),
            "topics": as_words(topics),
            "language": one_line(language or "") or DEFAULT_LANGUAGE,
            "authors": as_words(authors),
            "details": details,
            "suspicions": suspicions,
            "suspicious_title": suspicious_title,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "named": bool(id),
        }
        for key, value in values.items():
            object.__setattr__(self, key, value)

    @property
    def info(self) -> ArticleInfo:
        """The article without its text."""
        return ArticleInfo(
            self.id,
            self.title,
            self.outlet,
            self.url,
            self.published,
            self.sha256,
            self.language,
            self.authors,
            self.details,
            self.suspicions,
            self.suspicious_title,
        )

    @property
    def source(self) -> str:
        """The old name of `outlet`."""
        return self.outlet
