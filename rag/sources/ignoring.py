"""Which files of a folder are articles: patterns of the settings and of `.footnoteignore` files.

Patterns are those of .gitignore. A `.footnoteignore` counts for its folder and those below it; a
deeper one wins, and the settings win over all of them.
"""

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NAME = ".footnoteignore"
MOST_STARS = 3
"""Stars in a pattern, each more takes a hundred times as long where a name almost matches."""
_STARS = re.compile(r"\*+")


@dataclass(frozen=True)
class Patterns:
    """The patterns of the settings, relative to a folder that is named.

    Attributes:
        include: of a folder only files that match one are read; empty takes all.
        exclude: files and folders that are passed over.

    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def check(self) -> None:
        """Check that all are patterns.

        Raises:
            ValueError: naming one that is none, or that could take for ever to match.
        """
        _spec((*self.include, *self.exclude))

    @cached_property
    def included(self) -> "GitIgnoreSpec | None":
        """What matches the files that are read; None for all."""
        return _spec(self.include) if self.include else None

    @cached_property
    def excluded(self) -> "GitIgnoreSpec | None":
        """What matches the files and folders that are passed over; None for none."""
        return _spec(self.exclude) if self.exclude else None


class FolderRules:
    """What is passed over below one folder, as it is walked from the top.

    Args:
        root: the folder that was named.
        patterns: those of the settings.
    """

    def __init__(self, root: str, patterns: Patterns) -> None:
        self._root = root
        self._patterns = patterns
        self._below: dict[str, tuple[tuple[str, GitIgnoreSpec], ...]] = {}

    def enter(self, folder: str) -> None:
        """Read the rules of a folder; its parent was entered before, unless it is the root.

        Raises:
            OSError, ValueError: when its `.footnoteignore` can't be read; then it has none.
        """
        rules = self._below.get(os.path.dirname(folder), ())
        self._below[folder] = rules
        path = os.path.join(folder, NAME)
        if os.path.lexists(path):
            with open(path, encoding="utf-8-sig") as file:
                self._below[folder] = (*rules, (folder, _spec(file.read().splitlines())))

    def skips(self, path: str, is_folder: bool = False) -> bool:
        """Tell whether a file or folder, of a folder that was entered, is passed over."""
        shown = _relative(path, self._root, is_folder)
        excluded, included = self._patterns.excluded, self._patterns.included
        if excluded and (found := excluded.check_file(shown).include) is not None:
            if found:
                return True
        elif self._is_ignored(path, is_folder):
            return True
        return included is not None and not is_folder and not included.match_file(shown)

    def _is_ignored(self, path: str, is_folder: bool) -> bool:
        for folder, spec in reversed(self._below.get(os.path.dirname(path), ())):
            found = spec.check_file(_relative(path, folder, is_folder)).include
            if found is not None:
                return found
        return False


def walk(
    root: Path, patterns: Patterns, fail: Callable[[str, str], None], ignored: set[str]
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder with its folders and files, as `os.walk` does, without what is ignored.

    A folder whose rules can't be read is left alone with all below it: they may be there to keep
    something back.

    Args:
        root: the folder that was named.
        patterns: those of the settings.
        fail: is told of a folder or file that can't be read, and why.
        ignored: gets the files and folders that are passed over.
    """
    rules = FolderRules(str(root), patterns)
    for folder, folders, names in os.walk(
        root, onerror=lambda error: fail(error.filename, "folder can't be read")
    ):
        try:
            rules.enter(folder)
        except (OSError, ValueError) as error:
            fail(os.path.join(folder, NAME), f"can't be followed ({error}): mend it")
            folders.clear()
            continue
        skipped = {name for name in folders if rules.skips(os.path.join(folder, name), True)}
        skipped |= {name for name in names if rules.skips(os.path.join(folder, name))}
        ignored.update(os.path.join(folder, name) for name in skipped)
        folders[:] = [name for name in folders if name not in skipped]
        yield folder, folders, [name for name in names if name not in skipped]


def _relative(path: str, folder: str, is_folder: bool) -> str:
    """Return a path below a folder as patterns see it; that of a folder ends with a slash."""
    start = folder.rstrip(os.sep) + os.sep
    below = path[len(start) :] if path.startswith(start) else os.path.relpath(path, folder)
    return below.replace(os.sep, "/") + ("/" if is_folder else "")


def is_below(path: str, places: Collection[str]) -> bool:
    """Tell whether a path is one of some files or folders, or below one.

    >>> is_below("/a/b/c.md", {"/a/b"}), is_below("/a/bc.md", {"/a/b"})
    (True, False)
    """
    while path not in places:
        above = os.path.dirname(path)
        if above == path:
            return False
        path = above
    return True


def _spec(patterns: Iterable[str]) -> "GitIgnoreSpec":
    """Return what matches some patterns.

    Raises:
        ValueError: for what is no pattern, or one that could take for ever to match.
    """
    from pathspec import GitIgnoreSpec

    patterns = list(patterns)
    for pattern in patterns:
        parts = pattern.split("/")
        stars = sum(len(_STARS.findall(part)) for part in parts if part != "**")
        if not pattern.startswith("#") and max(stars, parts.count("**")) > MOST_STARS:
            raise ValueError(f"{pattern[:60]!r} has more than {MOST_STARS} stars")
    return GitIgnoreSpec.from_lines(patterns)
