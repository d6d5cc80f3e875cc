"""Keeps the index up to date with its files and folders while the app or `rag watch` runs."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import watchfiles

import rag
from rag.core.corpus import SyncReport
from rag.errors import IndexLocked, RagError
from rag.library.places import full, inode
from rag.progress import say
from rag.render.terminal import report_text
from rag.settings import Settings
from rag.wiring_web import followed_paths

_LOOK = 1_000
"""Milliseconds after which it is seen whether a watched folder was taken away or put back."""
_SETTLED = 400
"""Milliseconds without a change after which files count as written."""

_Inodes = dict[Path, tuple[int, int]]
Sync = Callable[[], SyncReport]
"""Brings the index up to date with the files and folders that are followed."""


@contextmanager
def watching(settings: Settings, sync: Sync | None = None) -> Iterator[None]:
    """Index what changes in the files and folders that are followed until the context ends.

    These are the ones of the settings and those that were indexed by their paths, also meanwhile. A
    change is answered from within some seconds. While a path that is watched is not there at all,
    its articles stay: a drive that is not mounted must not empty the library.

    Args:
        settings: the settings in force.
        sync: brings the index up to date; by default `rag.sync` without the web.
    """
    stop = threading.Event()
    arguments = (settings, stop, sync or (lambda: rag.sync(web=False, settings=settings)))
    thread = threading.Thread(target=_watch, args=arguments, name="watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _watch(settings: Settings, stop: threading.Event, sync: Sync) -> None:
    logging.getLogger("watchfiles").setLevel(logging.ERROR)
    watched: _Inodes = {}
    while not stop.is_set():
        there = _there(settings)
        for path in sorted(set(watched) - set(there)):
            if not inode(path):
                say(f"{path} is gone: its articles stay until it is back or `rag forget` is run")
        watched = there
        if there:
            _follow(settings, there, stop, sync)
        else:
            stop.wait(_LOOK / 1000)


def _follow(settings: Settings, roots: _Inodes, stop: threading.Event, sync: Sync) -> None:
    """Sync after each change, until what is watched is replaced, gone or more, or it is to stop."""
    state = settings.state_dir.absolute()
    changed = True  # what was changed before it was watched
    for changes in watchfiles.watch(
        *roots,
        watch_filter=lambda _, path: not Path(path).absolute().is_relative_to(state),
        step=_SETTLED,
        stop_event=stop,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        raise_interrupt=False,
        ignore_permission_denied=True,
    ):
        changed = changed or bool(changes)
        if _there(settings) != roots:
            return
        if changed:
            changed = not _sync(sync)


def _there(settings: Settings) -> _Inodes:
    """Return the inode of each file and folder that is followed and there.

    While the library can't be read, those are the ones that the settings name.
    """
    try:
        paths = followed_paths(settings)
    except RagError:
        paths = list(settings.corpus.paths)
    return _inodes(map(full, paths))


def _inodes(paths: Iterable[Path]) -> _Inodes:
    """Return the inode of each path that is there."""
    return {path: found for path in paths if (found := inode(path))}


def _sync(sync: Sync) -> bool:
    """Bring the index up to date; return whether that is done, or tried in vain."""
    try:
        report = sync()
    except IndexLocked:  # another process does it, or a page
        return False
    except RagError as error:
        say(str(error))
        return True
    if report.added or report.changed or report.moved or report.removed:
        for line in report_text(report).splitlines():
            say(line)
    return True
