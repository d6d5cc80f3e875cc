"""Folders as a sync that is killed finds them, and as they were before."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TRIALS = 12
ARTICLES = 40
TOPICS = ("cells", "lithium", "recycling", "charging", "prices", "Žilina 🔋")


def write(folder: Path, numbers: range, edition: int) -> None:
    for number in numbers:
        topic = TOPICS[number % len(TOPICS)]
        lines = [
            f"Article {number} reports on {topic} in part {part}, edition {edition}."
            for part in range(12)
        ]
        (folder / f"article-{number:02d}.md").write_text("\n\n".join(lines))


@dataclass(frozen=True)
class Before:
    """What is indexed before the sync that is killed, and what that sync finds changed.

    Attributes:
        syncs: brings a folder from one sync to the next, once a sync.
        edit: changes it for the one that is killed.
        trials: how many are killed.
        layered: whether the new index has a delta beside its base.
    """

    syncs: tuple[Callable[[Path], None], ...]
    edit: Callable[[Path], None]
    trials: int = TRIALS
    layered: bool = False


def begin(folder: Path) -> None:
    write(folder, range(ARTICLES), edition=1)


def edit(folder: Path) -> None:
    """Add ten articles, edit twenty, remove one and move one."""
    write(folder, range(ARTICLES + 10), edition=1)
    write(folder, range(20), edition=2)
    (folder / "article-30.md").unlink()
    (folder / "article-31.md").rename(folder / "moved.md")


def begin_large(folder: Path) -> None:
    write(folder, range(3 * ARTICLES), edition=1)


def edit_two(folder: Path) -> None:
    """Edit one article and move one."""
    write(folder, range(1), edition=2)
    (folder / "article-31.md").rename(folder / "moved.md")


def edit_few(folder: Path) -> None:
    """Edit two articles again, remove one, add one, move one back and one for the first time."""
    write(folder, range(2), edition=3)
    (folder / "article-30.md").unlink()
    write(folder, range(3 * ARTICLES, 3 * ARTICLES + 1), edition=1)
    (folder / "moved.md").rename(folder / "article-31.md")
    (folder / "article-32.md").rename(folder / "other.md")


KILLED = {
    "first index": Before((), edit),
    "new base": Before((begin,), edit),
    "delta of a delta": Before((begin_large, edit_two), edit_few, trials=20, layered=True),
}
