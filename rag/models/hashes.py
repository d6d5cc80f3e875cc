"""The hash of a file; of a large one it is remembered until the file changes.

The record lies in the user's cache folder. It is believed only where nobody else can have written
it, and only of a file with the size and the times that it had when it was read.
"""

import hashlib
import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

FOLDER, RECORD = "footnote", "hashes.json"
LARGE = 2**20
"""Bytes from which on a hash is remembered; less is hashed in a millisecond."""
SETTLED = 2_000_000_000
"""Nanoseconds since its last change after which a file is remembered.

A clock is coarse: what is written twice within a tick has the same times.
"""
_OTHERS_WRITE = 0o022


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file.

    Raises:
        OSError: when it can't be read.
    """
    stat = path.stat()
    if stat.st_size < LARGE:
        return _hashed(path)
    name, stamp = str(path.resolve()), [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns]
    record = cache_folder() / RECORD
    known = _read(record)
    match known.get(name):
        case [*seen, str(digest)] if seen == stamp:
            return digest
    digest = _hashed(path)
    if time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) > SETTLED:
        with suppress(OSError):  # without a record the file is hashed again the next time
            _write(record, known | {name: [*stamp, digest]})
    return digest


def cache_folder() -> Path:
    """Return the folder for what can be made again, which may not exist.

    It is that of the XDG Base Directory Specification.
    """
    name = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(name) if os.path.isabs(name) else Path(os.path.expanduser("~/.cache"))) / FOLDER


def _hashed(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(record: Path) -> dict[str, Any]:
    """Return what is remembered; nothing where it can't be read or others could have written it."""
    try:
        for place in (record.parent, record):
            stat = place.stat()
            if hasattr(os, "geteuid") and (
                stat.st_uid != os.geteuid() or stat.st_mode & _OTHERS_WRITE
            ):
                return {}
        known = json.loads(record.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(record: Path, known: dict[str, Any]) -> None:
    record.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = record.with_name(f"{record.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(known, file)
        os.replace(part, record)
    finally:
        part.unlink(missing_ok=True)
