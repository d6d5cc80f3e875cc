"""A library in one portable file: written whole or not at all, and read as if an enemy made it.

The file is a zip archive with one JSON object a line for each article, each earlier version and
each thing that was said of answers, and a head that says how many and with which checksum. There
are no vectors in it: they are made again by the model that is in force where it is read. No path
is taken from it: its articles count as made in memory.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from rag.core.article import Article
from rag.core.details import Details
from rag.errors import DataError
from rag.library.records import KeptVersion, Remark
from rag.library.rows import stored_version
from rag.library.schema import feedback_table, versions_table
from rag.library.view import View

T = TypeVar("T")
FORMAT, VERSION = "footnote library", 1
HEAD, PARTS = "head.json", ("articles", "versions", "feedback")
MOST_BYTES = 1_000_000_000
"""The most bytes that are read from a file, unpacked."""
_LONGEST = 50_000_000
"""The most bytes of a line."""
_LONGEST_HEAD = 10_000
_WANTED = "take a file that `rag export` wrote"


@dataclass(frozen=True, slots=True)
class Portable:
    """What a portable file holds; every text is that of its hash."""

    articles: tuple[Article, ...]
    versions: tuple[KeptVersion, ...]
    feedback: tuple[Remark, ...]


def write_library(view: View, path: Path) -> dict[str, int]:
    """Write articles, earlier versions and feedback into a file, which appears when it is whole.

    Returns:
        How many of each were written.

    Raises:
        DataError: when there is something with this name already, or too much to be read again.
    """
    if os.path.lexists(path):
        raise DataError(f"{path} is there already: choose another name")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            counts = _write(view, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
    return counts


def _write(view: View, file: Any) -> dict[str, int]:
    records: dict[str, Iterable[dict[str, Any]]] = {
        "articles": (_article_record(article) for article, _ in view.articles()),
        "versions": view.made(
            sa.select(versions_table).order_by(*versions_table.primary_key),
            lambda row: (
                _article_record(stored_version(row)) | {"replaced": row.replaced_at.isoformat()}
            ),
        ),
        "feedback": view.made(
            sa.select(feedback_table).order_by(feedback_table.c.id),
            lambda row: {"record": row.record, "created": row.created.isoformat()},
        ),
    }
    counts, checksums, size = {}, {}, 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, objects in records.items():
            checksum, counts[part] = hashlib.sha256(), 0
            with archive.open(f"{part}.jsonl", "w", force_zip64=True) as lines:
                for record in objects:
                    line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
                    size += len(line)
                    if size > MOST_BYTES or len(line) > _LONGEST:
                        raise DataError("the library is too large for one file: copy its folder")
                    lines.write(line)
                    checksum.update(line)
                    counts[part] += 1
            checksums[part] = checksum.hexdigest()
        head = {"format": FORMAT, "version": VERSION, "counts": counts, "sha256": checksums}
        archive.writestr(HEAD, json.dumps(head, indent=2))
    return counts


def read_library(path: Path) -> Portable:
    """Return what a portable file holds, when all of it is as it was written.

    Raises:
        DataError: when anything in it is not.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                raise DataError(f"{path} holds more than {MOST_BYTES // 1_000_000} MB: {_WANTED}")
            names = [f"{part}.jsonl" for part in PARTS]
            if sorted(archive.namelist()) != sorted([HEAD, *names]):
                raise ValueError("other parts")
            if any(info.compress_type != zipfile.ZIP_DEFLATED for info in archive.infolist()):
                raise ValueError("another compression")
            head = _head(archive)
            articles = tuple(_read(archive, head, "articles", _article))
            versions = tuple(_read(archive, head, "versions", _version))
            feedback = tuple(_read(archive, head, "feedback", _remark))
    except DataError:
        raise
    except OSError as error:
        raise DataError(f"{path}: {error.strerror or error}: {_WANTED}") from error
    except Exception as error:  # whatever a hostile archive makes a reader do
        raise DataError(f"{path} is no library ({type(error).__name__}): {_WANTED}") from error
    if len({article.id for article in articles}) < len(articles):
        raise DataError(f"{path} has two articles of one id: {_WANTED}")
    return Portable(articles, versions, feedback)


def _head(archive: zipfile.ZipFile) -> dict[str, Any]:
    with archive.open(HEAD) as file:
        head: dict[str, Any] = json.loads(file.read(_LONGEST_HEAD))
    if head["format"] != FORMAT:
        raise ValueError("another format")
    if head["version"] != VERSION:
        raise DataError(
            f"the file has version {str(head['version'])[:20]}, this Footnote reads {VERSION}: "
            "use a Footnote that reads it"
        )
    return head


def _read(
    archive: zipfile.ZipFile, head: dict[str, Any], part: str, make: Callable[[Any], T]
) -> Iterator[T]:
    """Yield what is made of each line of a part, then compare its number and checksum."""
    checksum, count = hashlib.sha256(), 0
    with archive.open(f"{part}.jsonl") as lines:
        while line := lines.readline(_LONGEST):
            checksum.update(line)
            count += 1
            values = json.loads(line)
            json.dumps(values, ensure_ascii=False).encode()  # half a letter can't be stored
            yield make(values)
    if (count, checksum.hexdigest()) != (head["counts"][part], head["sha256"][part]):
        raise ValueError("not what was written")


def _article_record(article: Article) -> dict[str, Any]:
    names = ("id", "title", "outlet", "url", "language", "text", "sha256")
    return {name: getattr(article, name) for name in names} | {
        "published": article.published.isoformat() if article.published else None,
        "topics": list(article.topics),
        "authors": list(article.authors),
        "details": article.details.as_json(),
    }


def _article(values: dict[str, Any]) -> Article:
    """Return the article of a record.

    Raises:
        ValueError: when it is not exactly what was written.
    """
    given = dict(values)
    sha256 = given.pop("sha256")
    details = Details.from_json(given.pop("details"))
    article = Article(details=details, **given)
    written = json.loads(json.dumps(_article_record(article)))
    if article.sha256 != sha256 or written != values:
        raise ValueError("not what was written")
    return article


def _version(values: dict[str, Any]) -> KeptVersion:
    replaced = datetime.fromisoformat(values.pop("replaced"))
    return KeptVersion(_article(values), replaced)


def _remark(values: dict[str, Any]) -> Remark:
    record = values["record"]
    if not isinstance(json.loads(record), dict):
        raise ValueError("not what was written")
    return Remark(record, datetime.fromisoformat(values["created"]))
