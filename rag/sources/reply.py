"""An article as it crosses from the process that parsed it: plain fields, checked on arrival."""

from typing import Any

from rag.core.article import Article
from rag.errors import CorpusError
from rag.sources.files import FileRead
from rag.sources.parsing import ParsingWorker

READ = "rag.sources.reply:read"
"""The function that a `ParsingWorker` calls."""
SMALL_TEXT = 200_000
"""Bytes up to which plain text and Markdown are parsed here: no machine code of a parser sees them,
they take linear time, and a process of its own would add a millisecond or more to each."""
_PLAIN = (".md", ".txt")
_TEXTS = ("text", "title", "id", "outlet", "url", "language")
_LISTS = ("topics", "authors")


def parse_safely(worker: ParsingWorker, file: FileRead) -> Article:
    """Return the article in a file of which nothing is known.

    Raises:
        CorpusError: for a file that is no article, or that needs too much time or memory.
    """
    if file.name.lower().endswith(_PLAIN) and len(file.data) <= SMALL_TEXT:
        return file.parse()
    return checked_article(worker.call(READ, file.data, file.name))


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the article in a file, as fields. Called in the process that parses.

    Raises:
        CorpusError: for a file that is no article.
    """
    article = FileRead(name, name, data, "").parse()
    fields = {field: getattr(article, field) for field in (*_TEXTS, *_LISTS)}
    return fields | {"published": article.published and article.published.isoformat()}


def checked_article(fields: object) -> Article:
    """Return the article that fields say, whoever wrote them.

    Raises:
        CorpusError: when they are not those of an article.
    """
    try:
        if not isinstance(fields, dict) or set(fields) != {*_TEXTS, *_LISTS, "published"}:
            raise ValueError("not the fields of an article")
        texts = [fields[name] for name in _TEXTS]
        texts += [item for name in _LISTS for item in (*fields[name],)]
        texts += [fields["published"]] if fields["published"] is not None else []
        if not all(isinstance(text, str) for text in texts):
            raise ValueError("not text")
        return Article(**fields)
    except (ValueError, TypeError) as error:
        raise CorpusError("its parser gave no proper reply: leave it out") from error
