"""Files that somebody takes out of the library: a line in the `.footnoteignore` of their folder.

The file stays as it is; every sync passes it over until the line is gone.
"""

import os
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from rag.errors import CorpusError
from rag.sources.ignoring import NAME

_SIGNS = frozenset("\\[]!# ")
"""What has a meaning in a pattern, and is meant as it stands after a backslash."""


def exclude(files: Iterable[Path]) -> None:
    """Have files passed over from now on.

    Raises:
        CorpusError: when the `.footnoteignore` of a folder can't be read or written.
    """
    for folder, lines in _by_folder(files).items():
        _rewrite(folder, partial(_with, lines=lines))


def include(files: Iterable[Path]) -> None:
    """Have files that were excluded read again.

    Raises:
        CorpusError: when the `.footnoteignore` of a folder can't be read or written.
    """
    for folder, lines in _by_folder(files).items():
        _rewrite(folder, partial(_without, lines=lines))


def pattern(name: str) -> str:
    r"""Return the pattern of exactly this file in the folder of the patterns.

    A star stands as a question mark: patterns may have only a few stars, however they are meant.

    >>> pattern("[draft] a*.md")
    '/\\[draft\\]\\ a?.md'
    """
    signs = [f"\\{sign}" if sign in _SIGNS else sign for sign in name]
    return "/" + "".join("?" if sign in "*?\n\r" else sign for sign in signs)


def _with(before: list[str], lines: list[str]) -> list[str]:
    return [*before, *(line for line in dict.fromkeys(lines) if line not in before)]


def _without(before: list[str], lines: list[str]) -> list[str]:
    return [line for line in before if line not in lines]


def _by_folder(files: Iterable[Path]) -> dict[Path, list[str]]:
    lines: dict[Path, list[str]] = defaultdict(list)
    for file in files:
        lines[file.parent].append(pattern(file.name))
    return lines


def _rewrite(folder: Path, change: Callable[[list[str]], list[str]]) -> None:
    """Change the lines of a folder's patterns; the file is there as a whole or not at all."""
    path = folder / NAME
    staged = folder / f".{secrets.token_hex(8)}.incoming"
    try:
        if path.is_symlink():
            raise CorpusError(f"{path} is a symlink: write the lines yourself")
        before = path.read_text("utf-8-sig").splitlines() if path.exists() else []
        after = change(before)
        if not after:
            path.unlink(missing_ok=True)
            return
        with staged.open("x", encoding="utf-8") as file:
            file.write("\n".join(after) + "\n")
            file.flush()
            os.fsync(file.fileno())
        staged.replace(path)
    except (OSError, UnicodeError) as error:
        staged.unlink(missing_ok=True)
        raise CorpusError(f"{path} can't be changed ({error}): check its permissions") from error
