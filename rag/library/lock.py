"""The lock of the process that writes into a state folder, and what writing errors mean."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import IndexBroken, IndexLocked

LOCK_NAME = "lock"


@contextmanager
def writer_lock(state: Path, doing: str = "indexing into") -> Iterator[None]:
    """Hold the lock of a folder; another process is told what this one is doing there.

    Raises:
        IndexLocked: when another process holds it.
        IndexBroken: when the folder can't be written.
    """
    lock = FileLock(state / LOCK_NAME, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise IndexLocked(f"another process is {doing} {state}: wait until it is done") from error
    except OSError as error:
        raise IndexBroken(
            f"can't write to {state} ({error.strerror}): choose a folder you may write with --state"
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def clear_errors(state: Path) -> Iterator[None]:
    """Turn errors of writing into IndexBroken."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise IndexBroken(
            f"can't write the index in {state} ({error}): check its permissions and free space"
        ) from error
