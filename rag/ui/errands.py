"""What the library page can have done: each a sync of files, of a path or of addresses."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from rag.core.corpus import SyncReport
from rag.library.places import full, inode
from rag.library.records import Progress, no_progress
from rag.settings import Settings
from rag.ui.sync_job import Errand
from rag.wiring import index
from rag.wiring_web import add, sync


def of_files(settings: Settings, leaving: Iterable[str] = ()) -> Errand:
    """Return the errand to read in the files and folders of the settings as they are now.

    Args:
        settings: the settings in force.
        leaving: the ids of articles that are wanted to leave.
    """
    return _of_paths(settings, lambda: there(settings), frozenset(leaving))


def of_path(settings: Settings, path: str) -> Errand:
    """Return the errand to read in a file or folder of this machine."""
    return _of_paths(settings, lambda: [path])


def of_address(settings: Settings, url: str, kind: str, limit: int) -> Errand:
    """Return the errand to fetch a page, or what a feed or a sitemap lists, and to follow it."""

    def run(allowed: bool, progress: Progress) -> SyncReport:
        return add(url, kind=kind, limit=limit, progress=progress, settings=settings)

    return Errand(run)


def of_web(settings: Settings) -> Errand:
    """Return the errand to look at everything that was added, on the web too."""

    def run(allowed: bool, progress: Progress) -> SyncReport:
        return sync(progress=progress, settings=settings)

    return Errand(run)


def first(errand: Errand, do: Callable[[], None]) -> Errand:
    """Return an errand before which something is done, once its plan may be carried out."""

    def run(allowed: bool, progress: Progress) -> SyncReport:
        do()
        return errand.run(allowed, progress)

    return Errand(run, errand.plan, errand.leaving)


def there(settings: Settings) -> list[str]:
    """Return the paths of the settings that are there; the articles of others stay."""
    return [path for path in settings.corpus.paths if inode(full(path))]


def _of_paths(
    settings: Settings,
    paths: Callable[[], list[str]],
    leaving: frozenset[str] = frozenset(),
) -> Errand:
    def run(dry_run: bool, allowed: bool, progress: Progress) -> SyncReport:
        items: list[str | Path] = [*paths()]
        return index(
            items, dry_run=dry_run, allow_removal=allowed, progress=progress, settings=settings
        )

    def plan(progress: Progress = no_progress) -> SyncReport:
        return run(True, False, progress)

    return Errand(partial(run, False), plan, leaving)
