"""Articles as they cross from the process that parsed them: plain fields, checked on arrival."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rag.core.article import Article
from rag.core.details import Details
from rag.errors import CorpusError
from rag.sources.about import Reading
from rag.sources.addresses import host_of
from rag.sources.detecting import format_of
from rag.sources.files import FileRead
from rag.sources.kept import KeptPage, PageStore
from rag.sources.parsing import ParsingWorker
from rag.sources.reading import read_articles
from rag.sources.revisions import OWN

Parse = Callable[[FileRead], Reading]
READ = "rag.sources.reply:read"
"""The function that a `ParsingWorker` calls."""
SMALL_TEXT = 50_000
"""Bytes up to which plain text and Markdown are parsed here: no machine code of a parser sees them,
they take linear time, and a process of its own would add a millisecond or more to each."""
_ENDINGS = (".md", ".txt")
_REPLY = {"articles", "warnings", "format"}
_TEXTS = ("text", "title", "id", "outlet", "url", "language")
_LISTS = ("topics", "authors")
_DETAILS = ("section", "date_origin", "agency", "correction")


def parse_safely(worker: ParsingWorker, file: FileRead) -> Reading:
    """Return the articles in a file of which nothing is known.

    Raises:
        CorpusError: when nothing in it can be read, or it needs too much time or memory.
    """
    if _is_small_text(file):
        return file.parse()
    return checked_reading(worker.call(READ, file.data, file.name))


def parsed_page(store: PageStore, page: KeptPage, parse: Parse) -> Reading:
    """Return the articles of a page; its address is where it came from, whatever it says itself.

    Raises:
        CorpusError: when nothing in it can be read.
    """
    reading = parse(store.read(page))
    articles = {
        part: replace(
            article,
            url=article.url if part and article.url else page.url,
            outlet=host_of(page.url) if article.outlet == page.name else article.outlet,
        )
        for part, article in reading.articles.items()
    }
    return replace(reading, articles=articles)


def _is_small_text(file: FileRead) -> bool:
    """Tell whether a file is surely UTF-8 that no parser of another format sees."""
    data = file.data
    if len(data) > SMALL_TEXT or not file.name.lower().endswith(_ENDINGS):
        return False
    try:
        start = data.decode("utf-8").lstrip("\ufeff \t\r\n")[:1]
    except UnicodeDecodeError:
        return False
    if start == "<" or b"\0" in data or data.startswith(b"PK") or b"%PDF-" in data[:1024]:
        return False
    return format_of(data, file.name) in ("text", "markdown")


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the articles in a file, as fields. Called in the process that parses.

    Raises:
        CorpusError: when nothing in it can be read.
    """
    reading = read_articles(data, name)
    articles = {part: _fields(article) for part, article in reading.articles.items()}
    return {"articles": articles, "warnings": reading.warnings, "format": reading.format}


def _fields(article: Article) -> dict[str, Any]:
    fields = {field: getattr(article, field) for field in (*_TEXTS, *_LISTS)}
    fields["published"] = article.published and article.published.isoformat()
    fields["details"] = article.details.as_json()
    return fields


def checked_reading(reply: object) -> Reading:
    """Return the reading that a reply says, whoever wrote it.

    Raises:
        CorpusError: when it is none.
    """
    try:
        if not isinstance(reply, dict) or set(reply) != _REPLY:
            raise ValueError("not a reading")
        articles = {part: _checked(fields) for part, fields in reply["articles"].items()}
        if not articles:
            raise ValueError("no article")
        return Reading(articles, tuple(map(_text, reply["warnings"])), _format(reply["format"]))
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError) as error:
        raise CorpusError("its parser gave no proper reply: leave it out") from error


def _checked(fields: object) -> Article:
    """Return the article that fields say.

    Raises:
        ValueError, TypeError, AttributeError, KeyError, OverflowError: when they say none.
    """
    if not isinstance(fields, dict):
        raise ValueError("not fields")
    known = dict(fields)
    made: dict[str, Any] = {name: _text(known.pop(name)) for name in _TEXTS}
    made |= {name: tuple(map(_text, known.pop(name))) for name in _LISTS}
    published, details = known.pop("published"), Details.from_json(known.pop("details"))
    for name in _DETAILS:
        _text(getattr(details, name))
    if known or any(page < 0 for page in details.pages):
        raise ValueError("more than an article has")
    return Article(
        **made, published=None if published is None else _text(published), details=details
    )


def _format(value: object) -> str:
    """Return what is a format.

    Raises:
        ValueError, TypeError: for what is none.
    """
    if value not in OWN:
        raise ValueError("not a format")
    return _text(value)


def _text(value: object) -> str:
    """Return what is text.

    Raises:
        TypeError: for what is none.
    """
    if not isinstance(value, str):
        raise TypeError("not text")
    return value
