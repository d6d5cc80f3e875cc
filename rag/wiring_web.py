"""Settings into what fetches pages, and what was fetched into an index."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.core.corpus import SyncReport
from rag.library.lock import clear_errors, writer_lock
from rag.library.places import full, inode
from rag.library.records import Progress, no_progress
from rag.settings import Settings, load_settings
from rag.sources.kept import FOLDER, PageStore
from rag.sources.parsing import ParsingWorker
from rag.sources.web import Web
from rag.wiring import index, made_state


def add(
    urls: Iterable[str] | str,
    state_dir: str | Path | None = None,
    *,
    kind: str = "page",
    limit: int = 100,
    progress: Progress = no_progress,
    settings: Settings | None = None,
) -> SyncReport:
    """Fetch pages from the web and index them; `sync` looks at them again.

    Args:
        urls: the addresses of pages, or of lists of pages.
        state_dir: the folder of the index, made when missing; by default that of the settings
            (``.rag``).
        kind: what the addresses are of: "page", "feed" (RSS, Atom, JSON) or "sitemap".
        limit: the most pages that are taken of a list, the newest.
        progress: called with the number of pages, files or chunks done and of all, and the phase:
            "fetching", and those of `rag.index`.
        settings: the settings in force; by default those of the environment and rag.toml.

    Returns:
        What was added, changed, moved, removed and left, and what could not be fetched or read.

    Raises:
        FetchError: for an address that is none.
        ValueError: for another kind.
        IndexLocked, IndexStale, IndexBroken, ModelUnavailable: see `rag.errors`.
    """
    settings = settings or load_settings(state_dir=state_dir)
    state = made_state(state_dir, settings)
    with _web(state, settings, progress) as web:
        failed = web.add([urls] if isinstance(urls, str) else urls, kind, limit)
    return index((), state, progress=progress, settings=settings).with_failed(failed)


def sync(
    state_dir: str | Path | None = None,
    *,
    progress: Progress = no_progress,
    settings: Settings | None = None,
) -> SyncReport:
    """Bring everything up to date: what was added from the web, and the folders of the settings.

    A page that can't be fetched stays as it was and is reported; it leaves the index when its
    server says that it is gone, or does not find it on three days in a row. A folder that is not
    there is passed over: its articles stay.

    Args:
        state_dir: the folder of the index, made when missing; by default that of the settings
            (``.rag``).
        progress: called with the number of pages, files or chunks done and of all, and the phase:
            "fetching", and those of `rag.index`.
        settings: the settings in force; by default those of the environment and rag.toml.

    Returns:
        What was added, changed, moved, removed and left, and what could not be fetched or read.

    Raises:
        CorpusError: for folders without articles, where nothing was fetched either.
        IndexLocked, IndexStale, IndexBroken, ModelUnavailable: see `rag.errors`.
    """
    settings = settings or load_settings(state_dir=state_dir)
    state = made_state(state_dir, settings)
    with _web(state, settings, progress) as web:
        failed = web.sync()
    there = [path for path in settings.corpus.paths if inode(full(path))]
    return index(there, state, progress=progress, settings=settings).with_failed(failed)


@contextmanager
def _web(state: Path, settings: Settings, progress: Progress) -> Iterator[Web]:
    """Open the pages kept in a state folder to fetch some.

    Raises:
        IndexLocked: when another process does.
    """
    folder = state / FOLDER
    folder.mkdir(exist_ok=True)
    lock = writer_lock(folder, doing="fetching into")
    with lock, clear_errors(state), ParsingWorker(settings.parsing) as worker:
        yield Web(
            PageStore(state),
            settings.web,
            worker,
            lambda done, total: progress(done, total, "fetching"),
        )
