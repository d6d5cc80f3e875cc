"""Which known articles an id, an address or a path means, and whether a file is gone."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rag.core.corpus import Failure
from rag.errors import CorpusError
from rag.library.records import MEMORY, Known, is_web, place


def named(name: str, known: Sequence[Known], *, empty: bool = False) -> list[str]:
    """Return the ids of the articles that have an id or address, or whose files are below a path.

    Args:
        name: the id, the address or the path.
        known: what is indexed.
        empty: whether there may be none.

    Raises:
        CorpusError: when there are none.
    """
    ids = [old.id for old in known if name in (old.id, old.identity)]
    ids = ids or [old.id for old in known if is_web(name) and old.path == name]
    ids = ids or [old.id for old in below(name, known)]
    if not (ids or empty):
        raise CorpusError(f"no article {name!r} in the index: `rag search` shows the ids")
    return ids


def below(path: str | Path, known: Sequence[Known]) -> list[Known]:
    """Return what is known of the files at or below a path."""
    root = resolved(path)
    if not root:
        return []
    files = (old for old in known if not old.identity.startswith(MEMORY))
    start = root.rstrip(os.sep) + os.sep
    return [old for old in files if (old.identity + os.sep).startswith(start)]


def with_articles(paths: Iterable[str | Path], known: Sequence[Known]) -> set[str | Path]:
    """Return those of some paths at or below which there are known files."""
    holding: set[str] = set()
    for old in known:
        path = "" if old.identity.startswith(MEMORY) else old.path
        while path and path not in holding:
            holding.add(path)
            path = "" if path == os.path.dirname(path) else os.path.dirname(path)
    return {path for path in paths if resolved(path) in holding}


def missing(absent: Iterable[str], known: Sequence[Known]) -> Iterator[Failure]:
    """Yield what is told of paths that are not there and whose articles stay."""
    for path in sorted(absent):
        if below(path, known) and not os.path.lexists(path):
            reason = "it is not there: its articles stay until it is back, or `rag forget` is run"
            yield Failure(path, reason, path)


def full(path: str | Path) -> Path:
    """Return a path with the home folder in the place of "~"."""
    return Path(path).expanduser()


def inode(path: Path) -> tuple[int, int] | None:
    """Return what tells a file or folder from one that takes its place, None where there is none.

    A symbolic link is what it leads to.
    """
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def is_gone(identity: str) -> bool:
    """Tell whether an article's file is surely gone; one that can't be looked at may be there."""
    if identity.startswith(MEMORY):
        return False
    try:
        os.lstat(place(identity)[0])
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        pass
    return False


def resolved(path: str | Path) -> str:
    """Return the canonical form of a path; empty where it can't have one."""
    try:
        return str(full(path).resolve()) if str(path).strip() else ""
    except (OSError, RuntimeError, ValueError):
        return ""
