"""What a file says of its article, gathered from wherever it stands, and the article made of it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rag.core.article import DEFAULT_LANGUAGE, Article
from rag.core.details import Details, Reference, web_address
from rag.core.text import one_line, slug
from rag.errors import CorpusError
from rag.language.guess import guess_language
from rag.sources.dates import day_in_name
from rag.sources.encodings import without_breaks

MOST_TEXT = 10_000_000
"""The most characters of one article."""
_NOT_LATIN = re.compile(r"[^\W\d_\u0000-\u024f]")
_LEAST_GUESSED, _MOST_GUESSED = 40, 40
"""The fewest letters of a paragraph whose language is guessed, and how many are looked at."""


@dataclass(slots=True)
class About:
    """What is known of an article while its file is read; what is empty is not known.

    Attributes:
        title, outlet, url, published, language, authors, topics: see `Article`.
        date_origin, section, modified, agency, correction, references: see `Details`.
        warnings: what of it could not be read.
    """

    title: str = ""
    outlet: str = ""
    url: str = ""
    published: date | None = None
    date_origin: str = ""
    modified: date | None = None
    language: str = ""
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    section: str = ""
    agency: str = ""
    correction: str = ""
    references: tuple[Reference, ...] = ()
    warnings: list[str] = field(default_factory=list)

    def date(self, day: date | None, origin: str) -> None:
        """Note the day of publication, unless a better origin has told it."""
        if day and not self.published:
            self.published, self.date_origin = day, origin

    @property
    def slug(self) -> str:
        """An id made from the title; empty without one."""
        return slug(self.title) if self.title else ""

    def fill(self, **values: object) -> None:
        """Note values by their names, each unless something better has told it."""
        for name, value in values.items():
            if value and not getattr(self, name):
                setattr(self, name, value)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one file.

    Attributes:
        articles: its articles; the only one of a file under "", several under names that stay the
            same when others come and go.
        warnings: what could not be read, in one line each.
        format: what the file is, by which `revision` tells when to read it again.
    """

    articles: dict[str, Article]
    warnings: tuple[str, ...] = ()
    format: str = ""


def only(article: Article, about: About) -> Reading:
    """Return the reading of a file with one article."""
    return Reading({"": article}, tuple(about.warnings))


def make_article(
    text: str, name: str, about: About, pages: Iterable[int] = (), article_id: str = ""
) -> Article:
    """Return the article that a text and what is known of it make.

    Args:
        text: its words in blocks, see `rag.language.blocks`.
        name: the file's name, which stands in where no outlet is known.
        about: what is known.
        pages: the offsets at which its pages begin.
        article_id: its id; by default made from the file's name.

    Raises:
        CorpusError: when there is nothing to read in it, or too much.
    """
    if len(text) > MOST_TEXT:
        raise CorpusError(f"more than {MOST_TEXT // 1_000_000} million letters: split it")
    published, origin = about.published, about.date_origin
    if not published and (published := day_in_name(Path(name).name)):
        origin = "file name"
    details = Details(
        section=one_line(about.section),
        modified=about.modified,
        date_origin=origin if published else "",
        agency=one_line(about.agency),
        correction=one_line(about.correction),
        pages=tuple(pages),
        references=about.references,
    )
    try:
        return Article(
            text=without_breaks(text),
            title=about.title,
            id=article_id or slug(Path(name).stem),
            outlet=about.outlet or name,
            url=web_address(about.url),
            published=published,
            topics=about.topics,
            language=about.language or text_language(text) or DEFAULT_LANGUAGE,
            authors=about.authors,
            details=details,
        )
    except ValueError as error:
        raise CorpusError(str(error)) from error


def text_language(text: str) -> str:
    """Return the language of most paragraphs of a text; empty where that can't be told.

    >>> text_language("Die Fähre ist in den Hafen gefahren, und niemand wurde dabei verletzt.")
    'de'
    """
    found: Counter[str] = Counter()
    looked = 0
    for line in text.splitlines():
        if len(line) < _LEAST_GUESSED:
            continue
        if guess := guess_language(_main_letters(line)):
            found[guess] += len(line)
        looked += 1
        if looked == _MOST_GUESSED:
            break
    return found.most_common(1)[0][0] if found else guess_language(_main_letters(text[:1_000]))


def _main_letters(text: str) -> str:
    """Return a text without the few Greek or Chinese letters that stand among Latin ones."""
    other = () if text.isascii() else _NOT_LATIN.findall(text)
    if not other or len(other) * 2 >= sum(map(str.isalpha, text)):
        return text
    return _NOT_LATIN.sub(" ", text)


def language_code(value: str) -> str:
    """Return the two-letter code in the name of a language; empty where there is none.

    >>> language_code("en-US"), language_code("de_DE.UTF-8"), language_code("Klingon")
    ('en', 'de', '')
    """
    code = value.strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""
