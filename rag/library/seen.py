"""What is known of a file after it was looked at, so that one that did not change is not read."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rag.library.records import is_web
from rag.sections import ParsingSettings
from rag.sources.revisions import revision

COARSE = 2_000_000_000
"""Nanoseconds within which a file system may give two changes one time."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file system says of a file's content without reading it.

    Attributes:
        size: its bytes.
        modified: when its content was last written, in nanoseconds; programs can set it.
        changed: when anything of it was last changed, in nanoseconds; no program can set it.
    """

    size: int
    modified: int
    changed: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as a sync found it.

    Attributes:
        stamp: its stamp; None where that does not tell whether it has changed since.
        sha256: the hash of its bytes.
        problem: why no article could be read in these bytes; empty where some could.
        format: what it was read as; empty where nothing could be read.
        revision: that of the parsers that read it, see `rag.sources.revisions`; 0 where an earlier
            Footnote did.
        limit: which limit of the settings it ran into, as "seconds=60", if it did.
    """

    stamp: Stamp | None
    sha256: str
    problem: str = ""
    format: str = ""
    revision: int = 0
    limit: str = ""

    @property
    def outdated(self) -> bool:
        """Whether today's parsers read such a file otherwise than those that have read it."""
        return self.revision < revision(self.format)

    def may_be_read(self, limits: ParsingSettings) -> bool:
        """Tell whether a file that ran into a limit may be read within those of today."""
        name, _, value = self.limit.partition("=")
        return bool(name) and float(getattr(limits, name, 0)) > float(value)


def stamp_of(path: str) -> Stamp | None:
    """Return the stamp of a file, None where it can't be looked at."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def settled(stamp: Stamp | None, began: int) -> Stamp | None:
    """Return a stamp, or None where the file may change without changing its stamp.

    A file that was written just before it was read can be written once more within the same tick
    of the file system's clock. Its stamp would be the same.

    Args:
        stamp: that of a file that is read now.
        began: when the sync began, in nanoseconds.

    >>> settled(Stamp(5, 100, 100), 100 + COARSE), settled(Stamp(5, 101, 100), 100 + COARSE)
    (Stamp(size=5, modified=100, changed=100), None)
    """
    if stamp is None or max(stamp.modified, stamp.changed) > began - COARSE:
        return None
    return stamp


@dataclass(frozen=True, slots=True)
class Looks:
    """What a sync found out about files that was not known before.

    Attributes:
        seen: files that are new or have changed, by path.
        gone: the paths of files that were seen before and are gone.
    """

    seen: Mapping[str, Seen] = field(default_factory=dict)
    gone: Sequence[str] = ()


def compare_looks(before: Mapping[str, Seen], now: Mapping[str, Seen]) -> Looks:
    """Return what differs between what was seen before and what is seen now, by path."""
    changed = {path: seen for path, seen in now.items() if before.get(path) != seen}
    unseen = [path for path in before.keys() - now.keys() if not is_web(path)]
    gone = tuple(path for path in unseen if not os.path.lexists(path))
    return Looks(changed, gone)
