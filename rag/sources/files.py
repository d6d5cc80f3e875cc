"""Find the article files below a path and read one of them."""

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rag.core.corpus import NOT_READ, Failure
from rag.errors import CorpusError
from rag.sources.about import Reading
from rag.sources.detecting import BY_NAME, ending
from rag.sources.ignoring import Patterns, walk
from rag.sources.reading import read_articles

MAX_BYTES = 100_000_000
"""The most bytes of a file that is read."""
NOT_ARTICLES = {"readme.md"}


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file's bytes and their hash, before it is parsed.

    Attributes:
        path: the canonical path, absolute and without symlinks.
        name: what a reader sees: the path below the folder that was named.
        data: its bytes.
        sha256: their hash.
    """

    path: str
    name: str
    data: bytes
    sha256: str

    def parse(self) -> Reading:
        """Return the articles in the file.

        Raises:
            CorpusError: when nothing in it can be read.
        """
        return read_articles(self.data, self.name)


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found below some paths.

    Attributes:
        files: the canonical path and the shown name of every file that may hold articles, sorted.
        failures: what could not be looked at.
        passed_over: the files of formats that are not read, sorted.
        ignored: the files and folders that patterns pass over.
    """

    files: tuple[tuple[str, str], ...]
    failures: tuple[Failure, ...]
    passed_over: tuple[Failure, ...]
    ignored: frozenset[str] = frozenset()


def discover(paths: Iterable[str | Path], patterns: Patterns = Patterns()) -> Discovery:
    """Find the article files below `paths`, files or folders.

    Hidden files, README.md, formats without a loader, with a note, and what `patterns` and the
    `.footnoteignore` files of a folder pass over are no articles. A
    symlink that leaves its folder or closes a loop is a failure, not an article.

    Raises:
        CorpusError: for a path that does not exist, or a file of a format that has no loader.
    """
    files: dict[str, str] = {}
    failures: list[Failure] = []
    passed_over: list[Failure] = []
    ignored: set[str] = set()
    for name in paths:
        if not str(name).strip():
            raise CorpusError("a path is empty: name a file or a folder")
        path = Path(name).expanduser()
        if not _is_text(str(path)):
            raise CorpusError(f"the name {_shown(str(path))} is not UTF-8: rename it")
        if not _exists(path):
            raise CorpusError(f"no such file or folder: {path}; check the path")
        root = path.resolve()
        if root.is_dir():
            _walk(root, patterns, files, failures, passed_over, ignored)
        elif ending(root.name) in BY_NAME:
            files.setdefault(str(root), root.name)
        else:
            raise CorpusError(
                f"can't read {path.name}: formats are {', '.join(sorted(BY_NAME))}; "
                "convert it to one of them"
            )
    passed_over.sort(key=lambda file: file.path)
    return Discovery(
        tuple(sorted(files.items())),
        tuple(failures),
        tuple(passed_over),
        frozenset(ignored.difference(files)),
    )


def _walk(
    root: Path,
    patterns: Patterns,
    files: dict[str, str],
    failures: list[Failure],
    passed_over: list[Failure],
    ignored: set[str],
) -> None:
    def fail(path: str | Path, reason: str) -> None:
        failures.append(Failure(_shown(os.path.relpath(path, root)), reason))

    for folder, folders, names in walk(root, patterns, fail, ignored):
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for name in links:
            fail(os.path.join(folder, name), "symlink to a folder: not followed")
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in links
        )
        below = "" if folder == str(root) else os.path.relpath(folder, root) + os.sep
        for name in names:
            path = os.path.join(folder, name)  # canonical: no folder on the way is a symlink
            if name.startswith(".") or name.lower() in NOT_ARTICLES:
                continue
            if ending(name) not in BY_NAME:
                passed_over.append(Failure(_shown(below + name), NOT_READ))
            elif problem := _problem(path, root):
                fail(path, problem)
            elif not os.path.islink(path):
                files.setdefault(path, below + name)


def _problem(path: str, root: Path) -> str:
    """Return why a file below a folder is not read; empty where it can be."""
    try:
        kind = os.lstat(path).st_mode
        if stat.S_ISLNK(kind):
            real = Path(path).resolve(strict=True)
            if not real.is_relative_to(root):
                return "symlink that leaves the folder"
            kind = real.stat().st_mode
    except (OSError, RuntimeError):
        return "symlink that is broken or in a loop"
    if not stat.S_ISREG(kind):
        return "not a regular file"
    return "" if _is_text(path) else "its name is not UTF-8: rename it"


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that is too long or has a null character
        return False


def _is_text(path: str) -> bool:
    """Tell whether a path can be stored and shown: its bytes are UTF-8."""
    return not any("\ud800" <= letter <= "\udfff" for letter in path)


def _shown(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


def read_file(path: str, name: str) -> FileRead:
    """Read a file found by `discover`.

    Raises:
        CorpusError: for a file that can't be read or has more than a hundred million bytes.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CorpusError(f"can't be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise CorpusError(f"larger than {MAX_BYTES // 1_000_000} MB: split it")
    return FileRead(path, name, data, hashlib.sha256(data).hexdigest())
