"""The records of a portable file, written and read back: each is exactly what was written."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rag.core.article import Article
from rag.core.details import Details
from rag.library.records import PART, KeptVersion, Known, Remark

_HASH = 64
"""The digits of a hash."""


@dataclass(frozen=True, slots=True)
class Exported:
    """An article as it was exported.

    Attributes:
        article: the article.
        content: the hash of its file, `PART` and which of its articles it is; empty where it came
            from no file.
    """

    article: Article
    content: str = ""


def content_record(known: Known) -> dict[str, str]:
    """Return what tells the file of an article wherever it lies: no path, only its hash."""
    made = known.in_memory and known.sha256 == known.digest
    return {"content": "" if made or not known.sha256 else PART.join(known.content)}


def article_record(article: Article) -> dict[str, Any]:
    """Return all that is known of an article, as JSON has it."""
    names = ("id", "title", "outlet", "url", "language", "text", "sha256")
    return {name: getattr(article, name) for name in names} | {
        "published": article.published.isoformat() if article.published else None,
        "topics": list(article.topics),
        "authors": list(article.authors),
        "details": article.details.as_json(),
    }


def kept_article(values: dict[str, Any]) -> Exported:
    """Return the article of a record, with what tells its file.

    Raises:
        ValueError: when it is not exactly what was written.
    """
    given = dict(values)
    content = given.pop("content", "")
    sha256, _, _ = content.partition(PART)
    if content and (len(sha256) != _HASH or set(sha256) - set("0123456789abcdef")):
        raise ValueError("not a hash")
    return Exported(_article(given), content)


def _article(values: dict[str, Any]) -> Article:
    """Return the article of a record.

    Raises:
        ValueError: when it is not exactly what was written.
    """
    given = dict(values)
    sha256 = given.pop("sha256")
    details = Details.from_json(given.pop("details"))
    article = Article(details=details, **given)
    written = json.loads(json.dumps(article_record(article)))
    if article.sha256 != sha256 or written != values:
        raise ValueError("not what was written")
    return article


def kept_version(values: dict[str, Any]) -> KeptVersion:
    """Return the earlier version of a record.

    Raises:
        ValueError: when it is not exactly what was written.
    """
    replaced = datetime.fromisoformat(values.pop("replaced"))
    return KeptVersion(_article(values), replaced)


def kept_remark(values: dict[str, Any]) -> Remark:
    """Return what was said of an answer, of a record.

    Raises:
        ValueError: when it is not exactly what was written.
    """
    record = values["record"]
    if not isinstance(json.loads(record), dict):
        raise ValueError("not what was written")
    return Remark(record, datetime.fromisoformat(values["created"]))
