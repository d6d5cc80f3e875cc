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
        return LOADERS[Path(self.path).suffix.lower()](text, self.name, slug(Path(self.name).stem))


def discover(
    paths: Iterable[str | Path],
) -> tuple[list[tuple[str, str]], list[Path], list[Failure]]:
    """Find the article files below `paths`, files or folders.

    Hidden files, README.md and formats without a loader are passed over. A symlink that leaves its
    folder or closes a loop is a failure, not an article.

    Returns:
        (canonical path, shown name) of every file, sorted; the canonical roots; what could not be
        read.

    Raises:
        CorpusError: for a path that does not exist, or a file of a format that has no loader.
    """
    files: dict[str, str] = {}
    roots: list[Path] = []
    failures: list[Failure] = []
    for path in map(Path, paths):
        if not path.exists():
            raise CorpusError(f"no such file or folder: {path}; check the path")
        root = path.resolve()
        roots.append(root)
        if root.is_dir():
            _walk(root, files, failures)
        elif root.suffix.lower() in LOADERS:
            files.setdefault(str(root), root.name)
        else:
            raise CorpusError(
                f"can't read {path.name}: formats are {', '.join(sorted(LOADERS))}; "
                "convert it to one of them"
            )
    return sorted(files.items()), roots, failures


def _walk(root: Path, files: dict[str, str], failures: list[Failure]) -> None:
    def fail(path: str | Path, reason: str) -> None:
        failures.append(Failure(os.path.relpath(path, root), reason))

    for folder, folders, names in os.walk(
        root, onerror=lambda error: fail(error.filename, "folder can't be read")
    ):
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
            try:
                real = path.resolve(strict=True)
            except (OSError, RuntimeError):
                fail(path, "symlink that is broken or in a loop")
                continue
            if not real.is_relative_to(root):
                fail(path, "symlink that leaves the folder")
            elif not real.is_file():
                fail(path, "not a regular file")
            elif not path.is_symlink():
                files.setdefault(str(real), str(path.relative_to(root)))


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
