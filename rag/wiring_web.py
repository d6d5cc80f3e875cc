"""Settings into what is followed, on disk and on the web, and that into an index."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rag.core.corpus import Failure, SourceInfo, SyncEvent, SyncReport
from rag.library.following import divided, following, given_paths, infos, mend
from rag.library.lock import clear_errors, writer_lock
from rag.library.records import CATALOG_FILE, Progress, Tell, no_progress, telling
from rag.settings import Settings, chosen, load_settings
from rag.sources.kept import FOLDER, PageStore
from rag.sources.parsing import ParsingWorker
from rag.sources.web import Web
from rag.wiring import index, indexed_state, made_state, opened_syncer, state_path

if TYPE_CHECKING:
    from rag.library.sync import Syncer


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
    with _web(state, settings, telling(progress)) as web:
        failed = web.add([urls] if isinstance(urls, str) else urls, kind, limit)
    return index((), state, progress=progress, settings=settings).with_failed(failed)


def sync(
    state_dir: str | Path | None = None,
    *,
    library: str | None = None,
    web: bool = True,
    dry_run: bool = False,
    allow_removal: bool = False,
    retry: bool = False,
    progress: Progress = no_progress,
    settings: Settings | None = None,
) -> SyncReport:
    """Bring everything that is followed up to date: see `followed`.

    A page that can't be fetched stays as it was and is reported; it leaves the index when its
    server says that it is gone, or does not find it on three days in a row. A file or folder that
    is not there at all keeps its articles, with a warning: a drive that is not mounted must not
    empty the library. `forget` lets them go.

    Args:
        state_dir: the folder of the index, made when missing; by default that of the settings
            (``.rag``).
        library: the name of a library beside the default one; its index lies in that folder.
        web: look at the pages and lists that were added; False asks no host.
        dry_run: report what would be done and change nothing; no host is asked.
        allow_removal: let more than half of the articles leave, where there are more than five.
        retry: try files again in which nothing could be read, though they did not change.
        progress: called with the number of pages, files or chunks done and of all, and the phase:
            "fetching", and those of `rag.index`.
        settings: the settings in force; by default those of the environment and rag.toml.

    Returns:
        What was added, changed, moved, removed and left, and what could not be fetched or read.

    Raises:
        CorpusError: for folders without articles, where nothing was fetched either.
        MassRemoval: when more than half of the articles would leave and that is not allowed.
        IndexLocked, IndexStale, IndexBroken, ModelUnavailable: see `rag.errors`.
    """
    settings, state_dir = chosen(state_dir, library, settings)
    if not settings.corpus.paths:  # else a name that is mistyped would begin a library
        indexed_state(state_dir, settings)
    state, tell = made_state(state_dir, settings), telling(progress)
    failed = look_at_web(state, settings, tell) if web and not dry_run else []
    with opened_syncer(state, settings, tell) as syncer:
        report = sync_followed(
            syncer, settings, dry_run=dry_run, allow_removal=allow_removal, retry=retry
        )
    return report.with_failed(failed)


def look_at_web(state: Path, settings: Settings, tell: Tell) -> list[Failure]:
    """Fetch what is new of all that was added; return what could not be fetched.

    Raises:
        IndexLocked, IndexBroken: see `rag.errors`.
    """
    with _web(state, settings, tell) as web:
        return web.sync()


def sync_followed(
    syncer: "Syncer",
    settings: Settings,
    *,
    dry_run: bool = False,
    allow_removal: bool = False,
    retry: bool = False,
) -> SyncReport:
    """Bring the files and folders that are followed up to date, and the pages that were fetched.

    The arguments and errors are those of `sync`.
    """
    with syncer.catalog.view() as view:
        there, absent = divided([*settings.corpus.paths, *given_paths(view)])
        is_new = not view.generation and not PageStore(syncer.state).followed
    return syncer.sync(
        there or (settings.corpus.paths if is_new else ()),
        dry_run=dry_run,
        allow_removal=allow_removal,
        retry=retry,
        absent=absent,
    )


def followed(
    state_dir: str | Path | None = None, *, settings: Settings | None = None
) -> list[SourceInfo]:
    """Return what `sync` brings up to date.

    These are the files and folders of the settings, those that were indexed by their paths, and
    the pages, feeds and sitemaps that were added.

    Args:
        state_dir: the folder of the index; by default that of the settings (``.rag``).
        settings: the settings in force; by default those of the environment and rag.toml.

    Returns:
        Each once, those of the settings first; `forget` drops any other.

    Raises:
        IndexBroken: when the state folder can't be read.

    >>> import tempfile, pathlib, rag
    >>> state, folder = tempfile.mkdtemp(), tempfile.mkdtemp()
    >>> _ = (pathlib.Path(folder) / "heide.md").write_text("Cells are made in Heide.")
    >>> _ = rag.index(folder, state)
    >>> [(one.name == folder, one.kind, one.articles) for one in rag.followed(state)][-1]
    (True, 'path', 1)
    """
    settings = settings or load_settings(state_dir=state_dir)
    state = state_path(state_dir, settings)
    if not (state / CATALOG_FILE).exists():
        return list(infos(settings.corpus.paths, (), (), PageStore(state)))
    with opened_syncer(state, settings) as syncer, syncer.catalog.view() as view:
        return list(infos(settings.corpus.paths, following(view), view.known(), PageStore(state)))


def followed_paths(settings: Settings) -> list[str]:
    """Return the files and folders that are followed, whether they are there or not.

    Raises:
        IndexMissing, IndexBroken: see `rag.errors`.
    """
    state = settings.state_dir
    if not (state / CATALOG_FILE).exists():
        return list(settings.corpus.paths)
    with opened_syncer(state, settings) as syncer, syncer.catalog.view() as view:
        return list(dict.fromkeys([*settings.corpus.paths, *given_paths(view)]))


@contextmanager
def _web(state: Path, settings: Settings, tell: Tell) -> Iterator[Web]:
    """Open the pages kept in a state folder to fetch some; what their list has lost is put back.

    Raises:
        IndexLocked: when another process does.
    """
    folder = state / FOLDER
    folder.mkdir(exist_ok=True)
    lock = writer_lock(folder, doing="fetching into")
    with lock, clear_errors(state), ParsingWorker(settings.parsing) as worker:
        store = PageStore(state)
        with opened_syncer(state, settings) as syncer, syncer.catalog.view() as view:
            mend(store, view.known(), following(view))
        yield Web(
            store,
            settings.web,
            worker,
            lambda done, total: tell(SyncEvent("fetching", done, total)),
        )
