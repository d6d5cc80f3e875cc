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
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from rag.errors import DataError
from rag.library.portable_records import (
    Exported,
    article_record,
    content_record,
    kept_article,
    kept_remark,
    kept_version,
)
from rag.library.records import KeptVersion, Remark
from rag.library.rows import stored_version
from rag.library.schema import feedback_table, versions_table
from rag.library.view import View

T = TypeVar("T")
FORMAT, VERSION = "footnote library", 2
_READ = "1 and 2"
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

    articles: tuple[Exported, ...]
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
        "articles": (
            article_record(article) | content_record(known) for article, known in view.articles()
        ),
        "versions": view.made(
            sa.select(versions_table).order_by(*versions_table.primary_key),
            lambda row: (
                article_record(stored_version(row)) | {"replaced": row.replaced_at.isoformat()}
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
            articles = tuple(_read(archive, head, "articles", kept_article))
            versions = tuple(_read(archive, head, "versions", kept_version))
            feedback = tuple(_read(archive, head, "feedback", kept_remark))
    except DataError:
        raise
    except OSError as error:
        raise DataError(f"{path}: {error.strerror or error}: {_WANTED}") from error
    except Exception as error:  # whatever a hostile archive makes a reader do
        raise DataError(f"{path} is no library ({type(error).__name__}): {_WANTED}") from error
    if len({one.article.id for one in articles}) < len(articles):
        raise DataError(f"{path} has two articles of one id: {_WANTED}")
    return Portable(articles, versions, feedback)


def _head(archive: zipfile.ZipFile) -> dict[str, Any]:
    with archive.open(HEAD) as file:
        head: dict[str, Any] = json.loads(file.read(_LONGEST_HEAD))
    if head["format"] != FORMAT:
        raise ValueError("another format")
    if head["version"] not in (1, VERSION):
        raise DataError(
            f"the file has version {str(head['version'])[:20]}, this Footnote reads {_READ}: "
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
