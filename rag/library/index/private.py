"""A folder of a reader's own, from which it opens an index that it may not write into.

Chroma and tantivy write when they open an index: Chroma into all its files, tantivy a lock file. A
reader therefore opens a copy of Chroma's files, and links to tantivy's, in a temporary folder.
"""

import os
import shutil
import tempfile
import time
import weakref
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import IndexBroken
from rag.library.index.dense import FOLDER as CHROMA
from rag.library.index.layers import DELTA

_TRIES = 3
"""How often a folder is removed: a thread of Chroma's may write into it meanwhile."""
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  (mkdtemp makes a folder of our own in it)
"""Where there may be room when the disk with the temporary folders is full."""
_PREFIX = "footnote-index-"
_LOCK = "in-use.lock"
_WRITTEN = (CHROMA, DELTA)
"""The folders into which Chroma writes when it opens them."""
_NEW = 60.0
"""For so many seconds a folder may be there without its lock."""


class PrivateCopy:
    """The files of a generation in a temporary folder, which is removed when it is closed.

    Args:
        source: the generation's folder.
        names: the folders in it that are brought, those that are there.

    Raises:
        IndexBroken: when there is no room for it.
    """

    def __init__(self, source: Path, names: Iterable[str]) -> None:
        errors = []
        for parent in (None, *filter(Path.is_dir, [_SHARED_MEMORY])):
            try:
                self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
            except OSError as error:
                errors.append(error)
                continue
            lock = FileLock(self.folder / _LOCK, thread_local=False)
            self.close = weakref.finalize(self, _remove, self.folder, lock, os.getpid())
            try:
                lock.acquire()
                _sweep(self.folder.parent)
                for name in names:
                    _fill(source.absolute() / name, self.folder / name)
                return
            except OSError as error:
                errors.append(error)
                self.close()
        raise IndexBroken(
            f"can't copy {source} to a temporary folder ({errors[0].strerror}): "
            "free some space or set TMPDIR; where files are missing, run `rag index --rebuild`"
        ) from errors[0]


def _fill(source: Path, target: Path) -> None:
    if not source.is_dir():
        return
    target.mkdir()
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.is_dir():
            copy.mkdir()
        elif source.name in _WRITTEN:
            shutil.copyfile(path, copy)
        elif path.suffix != ".lock":
            copy.symlink_to(path)


def _remove(folder: Path, lock: FileLock, process: int) -> None:
    if os.getpid() == process:  # a forked process must not take it from its parent
        lock.release()
        for _ in range(_TRIES):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break


def _sweep(parent: Path) -> None:
    """Remove what processes left that were killed: no lock is held on it any more."""
    for folder in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError, Timeout):
            if time.time() - folder.stat().st_mtime > _NEW:
                with FileLock(folder / _LOCK, timeout=0):
                    shutil.rmtree(folder)
