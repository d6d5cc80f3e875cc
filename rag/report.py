"""What a sync did."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: its path and the reason in one line."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did, or with `dry_run` would do: article ids by outcome, and the files that failed.

    `chunks` counts the chunks of the index after the sync, `embedded` those that had to be embedded.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    chunks: int = 0
    embedded: int = 0
    seconds: float = 0.0
    dry_run: bool = False

    def counts(self) -> Iterator[tuple[str, int]]:
        """Yield the name and size of each outcome, in a fixed order."""
        for name in ("added", "changed", "moved", "removed", "unchanged", "failed"):
            outcome: Sequence[object] = getattr(self, name)
            yield name, len(outcome)
