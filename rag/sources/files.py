"""Find the article files below a path and read one of them."""

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from rag.core.article import Article
from rag.core.corpus import Failure
from rag.core.text import slug
from rag.errors import CorpusError
from rag.sources.formats.text import load_text
from rag.sources.ignoring import Patterns, walk

LOADERS: dict[str, Callable[[str, str, str], Article]] = {".md": load_text, ".txt": load_text}
MAX_BYTES = 10_000_000
_NOT_ARTICLES = {"readme.md"}


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

    def parse(self) -> Article:
        """Return the article in the file.

        Raises:
            CorpusError: for a file that is binary, not UTF-8, empty or has broken front matter.
        """
        if b"\0" in self.data:
            raise CorpusError("binary file: only text is read")
        try:
            text = self.data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise CorpusError(f"not UTF-8 (byte {error.start}): save it as UTF-8") from error
        if not text.strip("\ufeff \t\r\n"):
            raise CorpusError("empty file")
        return LOADERS[Path(self.name).suffix.lower()](text, self.name, slug(Path(self.name).stem))


def discover(
    paths: Iterable[str | Path], patterns: Patterns = Patterns()
) -> tuple[list[tuple[str, str]], set[str], list[Failure]]:
    """Find the article files below `paths`, files or folders.

    Hidden files, README.md, formats without a loader and, below a folder, what `patterns` and its
    `.footnoteignore` files pass over are no articles. A symlink that leaves its
    folder or closes a loop is a failure, not an article.

    Returns:
        (canonical path, shown name) of every file, sorted; the files and folders that patterns
        pass over; what could not be read.

    Raises:
        CorpusError: for a path that does not exist, or a file of a format that has no loader.
    """
    files: dict[str, str] = {}
    ignored: set[str] = set()
    failures: list[Failure] = []
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
            _walk(root, patterns, files, ignored, failures)
        elif root.suffix.lower() in LOADERS:
            files.setdefault(str(root), root.name)
        else:
            raise CorpusError(
                f"can't read {path.name}: formats are {', '.join(sorted(LOADERS))}; "
                "convert it to one of them"
            )
    return sorted(files.items()), ignored - set(files), failures


def _walk(
    root: Path,
    patterns: Patterns,
    files: dict[str, str],
    ignored: set[str],
    failures: list[Failure],
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
        for name in names:
            path = Path(folder, name)
            if (
                name.startswith(".")
                or name.lower() in _NOT_ARTICLES
                or path.suffix.lower() not in LOADERS
            ):
                continue
            if problem := _problem(path, root):
                fail(path, problem)
            elif not path.is_symlink():
                files.setdefault(str(path.resolve()), str(path.relative_to(root)))


def _problem(path: Path, root: Path) -> str:
    """Return why a file below a folder is not read; empty where it can be."""
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "symlink that is broken or in a loop"
    if not real.is_relative_to(root):
        return "symlink that leaves the folder"
    if not real.is_file():
        return "not a regular file"
    return "" if _is_text(str(real)) else "its name is not UTF-8: rename it"


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
        CorpusError: for a file that can't be read or has more than ten million bytes.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CorpusError(f"can't be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise CorpusError(f"larger than {MAX_BYTES // 1_000_000} MB: split it")
    return FileRead(path, name, data, hashlib.sha256(data).hexdigest())
