"""Files that somebody drops on the page: kept in the corpus, below a folder of their own.

That is the folder "added" in the first folder of the settings, so that every sync, watcher and
command reads them as any other file, and they outlive the index. Names are made harmless, nothing
is ever written over, and a file appears there when it is whole.
"""

import os
import re
import secrets
import unicodedata
from collections.abc import Iterable
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Self

from rag.core.corpus import NOT_READ
from rag.errors import CorpusError, PassedOver
from rag.sources.detecting import BY_NAME, ending
from rag.sources.files import NOT_ARTICLES
from rag.sources.ignoring import NAME, FolderRules, Patterns

FOLDER = "added"
MOST_PARTS, MOST_BYTES = 8, 200
"""Folders of a name with the file itself, and the bytes of each."""
_MOST_TRIES = 1_000
_AWKWARD = re.compile(r'[<>:"|?*]')


def added_folder(paths: Iterable[str | Path]) -> Path:
    """Return where files that are dropped go: below the first path that is a folder, or can be.

    Raises:
        CorpusError: when all of them are files.
    """
    for path in paths:
        folder = Path(path).expanduser()
        if folder.is_dir() or not os.path.lexists(folder):
            return folder.resolve() / FOLDER
    raise CorpusError("there is no folder to put it into: name one in the setting corpus.paths")


def safe_name(name: str) -> PurePosixPath:
    """Return a name that some other machine gave a file, as it can be used here.

    Raises:
        PassedOver: for a file that is not read: hidden, a README, or of another format.
        CorpusError: for a name that leads elsewhere or is too deep.

    >>> str(safe_name("News/2026: May.md"))
    'News/2026_ May.md'
    """
    raw = [
        part for part in unicodedata.normalize("NFC", name).replace("\\", "/").split("/") if part
    ]
    if ".." in raw or len(raw) > MOST_PARTS or "\0" in name:
        raise CorpusError("its name leads to another folder, or too deep: drop the file itself")
    parts = [_harmless(part) for part in raw if part != "."]
    if not parts or any(not part or part.startswith(".") for part in parts):
        raise PassedOver("a hidden file: not read")
    if parts[-1].lower() in NOT_ARTICLES or ending(parts[-1]) not in BY_NAME:
        raise PassedOver(NOT_READ)
    return PurePosixPath(*parts)


def check_taken(folder: Path, name: PurePosixPath, patterns: Patterns) -> None:
    """Check that a sync will read a file with this name.

    Args:
        folder: that of `added_folder`.
        name: the file's name.
        patterns: those of the settings.

    Raises:
        PassedOver: when patterns pass it over.
        CorpusError: when the `.footnoteignore` of a folder can't be read.
    """
    rules = FolderRules(str(folder.parent), patterns)
    parts, skipped = (FOLDER, *name.parts), False
    for depth, part in enumerate(parts, 1):
        place = folder.parent.joinpath(*parts[: depth - 1])
        try:
            rules.enter(str(place))
        except (OSError, ValueError) as error:
            raise CorpusError(f"{place / NAME} can't be followed ({error}): mend it") from error
        skipped = skipped or rules.skips(str(place / part), depth < len(parts))
    if skipped:
        raise PassedOver("corpus.include, corpus.exclude or .footnoteignore pass it over")


class IncomingFile:
    """A file that is on its way into the folder; it is kept by `keep`, or else leaves no trace.

    Args:
        folder: that of `added_folder`.
        name: that of `safe_name`.
        most: the most bytes it may have.

    Raises:
        CorpusError: when the folder can't be written.
    """

    def __init__(self, folder: Path, name: PurePosixPath, most: int) -> None:
        self._folder, self._name, self._most = folder, name, most
        self._size = 0
        self._staged = folder / f".{secrets.token_hex(8)}.incoming"

    def __enter__(self) -> Self:
        try:
            self._make(self._folder)
            self._file: IO[bytes] = self._staged.open("xb")
        except OSError as error:
            raise _unwritable(self._folder, error) from error
        return self

    def write(self, data: bytes) -> None:
        """Add some bytes.

        Raises:
            CorpusError: when it gets too large, or the disk is full.
        """
        self._size += len(data)
        if self._size > self._most:
            raise CorpusError(f"larger than {self._most // 1_000_000} MB: split it")
        try:
            self._file.write(data)
        except OSError as error:
            raise _unwritable(self._folder, error) from error

    def keep(self) -> Path:
        """Put the whole file under its name, or under another where there is one with that name.

        Returns:
            Where it is; a file with the same name and bytes is left as it is.

        Raises:
            CorpusError: when it is empty, or can't be put there.
        """
        if not self._size:
            raise CorpusError("empty")
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            folder = self._folder
            for part in self._name.parent.parts:
                folder = self._make(folder / part)
            return self._placed(folder)
        except OSError as error:
            raise _unwritable(self._folder, error) from error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        self._staged.unlink(missing_ok=True)

    def _make(self, folder: Path) -> Path:
        """Return a folder, made where it is missing; never one that a link leads to."""
        folder.mkdir(parents=folder == self._folder, exist_ok=True)
        if folder.is_symlink():
            raise CorpusError(f"{folder.name} is a symlink: nothing is written there")
        return folder

    def _placed(self, folder: Path) -> Path:
        same = _hash(self._staged)
        kind = ending(self._name.name)
        stem = self._name.name[: len(self._name.name) - len(kind)]
        for number in range(1, _MOST_TRIES):
            path = folder / (f"{stem} ({number}){kind}" if number > 1 else self._name.name)
            try:
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
            except FileExistsError:
                if path.is_file() and not path.is_symlink() and _hash(path) == same:
                    return path
                continue
            self._staged.replace(path)
            return path
        raise CorpusError(f"there are {_MOST_TRIES} files with this name: rename it")


def _harmless(part: str) -> str:
    """Return a part of a name without what is invisible or awkward, and not too long."""
    shown = "".join(sign for sign in part if unicodedata.category(sign)[0] != "C")
    kept = _AWKWARD.sub("_", shown).strip().rstrip(".")
    kind = ending(kept)
    stem = kept.encode()[: len(kept.encode()) - len(kind.encode())]
    room = max(1, MOST_BYTES - len(kind.encode()))
    return stem[:room].decode("utf-8", "ignore") + kept[len(kept) - len(kind) :]


def _hash(path: Path) -> bytes:
    with path.open("rb") as file:
        return file_digest(file, "sha256").digest()


def _unwritable(folder: Path, error: OSError) -> CorpusError:
    return CorpusError(f"can't be written to {folder.name} ({error.strerror}): check the folder")
