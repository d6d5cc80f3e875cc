"""What a library follows: files and folders, and pages and lists of pages of the web.

It stands in the catalog. The pages that were fetched have a list of their own beside them; where
that is lost, it is made anew from the catalog, so that no page leaves the library with it.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from rag.core.corpus import Failure, SourceInfo
from rag.library.lock import writer_lock
from rag.library.places import below, full, inode, resolved
from rag.library.records import PATH, Following, Known, is_web
from rag.library.schema import sources_table
from rag.library.view import View
from rag.sources.ignoring import is_below
from rag.sources.kept import FOLDER, Followed, KeptPage, PageStore

WEB_KINDS = ("page", "feed", "sitemap")
"""The kinds of what is followed on the web."""


def following(view: View) -> list[Following]:
    """Return what is followed, by name."""
    query = sa.select(sources_table).order_by(sources_table.c.name)
    return list(view.made(query, lambda row: Following(row.name, row.kind, row.limit)))


def keep_following(connection: sa.Connection, sources: Iterable[Following]) -> None:
    """Keep what is followed from now on, in the place of what was."""
    rows = [{"name": one.name, "kind": one.kind, "limit": one.limit} for one in sources]
    connection.execute(sa.delete(sources_table))
    if rows:
        connection.execute(sa.insert(sources_table), rows)


def given_paths(view: View) -> list[str]:
    """Return the files and folders that were indexed because somebody named them, sorted."""
    return [one.name for one in following(view) if one.kind == PATH]


def infos(
    settings: Iterable[str], sources: Iterable[Following], known: Sequence[Known], store: PageStore
) -> Iterator[SourceInfo]:
    """Yield what is said of each thing that is followed.

    Args:
        settings: the paths that the settings name.
        sources: what the catalog says of others.
        known: what is indexed.
        store: the pages that were fetched.
    """
    per_page = Counter(old.path for old in known if is_web(old.identity))
    others = [one.name for one in sources if one.kind == PATH]
    done: set[str] = set()
    for path, origin in [*((p, "settings") for p in settings), *((p, "given") for p in others)]:
        if resolved(path) not in done:
            there = bool(inode(full(path)))
            yield SourceInfo(str(path), PATH, len(below(path, known)), there, origin)
        done.add(resolved(path))
    for one in sorted(store.followed.values(), key=lambda one: (one.kind, one.url)):
        pages = {store.address_of(url) for url in one.links or (one.url,)}
        count = sum(per_page[url] for url in pages)
        yield SourceInfo(one.url, one.kind, count, limit=one.limit)


def named_path(path: str | Path) -> str:
    """Return how a path is remembered: absolute, and a symbolic link as such."""
    return os.path.abspath(full(path))


def divided(paths: Iterable[str | Path]) -> tuple[list[str | Path], set[str]]:
    """Return those of some paths that are there, each once, and the others in canonical form."""
    ways = {resolved(path): path for path in paths}
    there = {canonical: path for canonical, path in ways.items() if inode(full(path))}
    return list(there.values()), set(ways) - set(there)


def remembered(
    before: Iterable[Following],
    named: Iterable[str | Path],
    known: Iterable[Known],
    store: PageStore,
) -> list[Following]:
    """Return what is followed from now on.

    Args:
        before: what was followed.
        named: paths that are to be followed as well; one that is gone is not followed any more.
        known: the articles before the sync; a path that is gone is followed while it has some.
        store: what is followed on the web.
    """
    names = {named_path(path) for path in named}
    files = {old.path for old in known if not (old.in_memory or is_web(old.path))}
    paths = {one.name for one in before if one.kind == PATH} - names
    stay = {path for path in paths if _has(path, files)} | {n for n in names if inode(Path(n))}
    return [*map(Following, sorted(stay)), *on_the_web(store)]


def _has(path: str, files: Iterable[str]) -> bool:
    """Tell whether a path is there, or any of some files was at or below it."""
    start = resolved(path).rstrip(os.sep) + os.sep
    return bool(inode(Path(path))) or any((file + os.sep).startswith(start) for file in files)


def on_the_web(store: PageStore) -> Iterator[Following]:
    """Yield what is followed on the web, and the pages that are not to be fetched again."""
    for one in store.followed.values():
        yield Following(one.url, one.kind, one.limit)
    for page in store.pages.values():
        if page.left and page.url not in store.followed:
            yield Following(page.url, page.left)


def opened_pages(
    state: Path, known: Sequence[Known], sources: Sequence[Following], dry_run: bool = False
) -> PageStore:
    """Return the pages kept in a state folder; what their list has lost is put back.

    Args:
        state: the state folder.
        known: what is indexed.
        sources: what is followed.
        dry_run: write nothing.

    Raises:
        IndexLocked: when the list has to be written while another process fetches.
    """
    store = PageStore(state)
    if mend(store, known, sources) and not dry_run:
        folder = state / FOLDER
        folder.mkdir(exist_ok=True)
        with writer_lock(folder, doing="fetching into"):
            store = PageStore(state)
            if mend(store, known, sources):
                store.save()
    return store


def mend(store: PageStore, known: Iterable[Known], sources: Iterable[Following]) -> bool:
    """Put into a list of pages what it has lost; return whether that was anything.

    Args:
        store: the pages; it is not saved.
        known: what is indexed: each of its pages was fetched.
        sources: what is followed.
    """
    have = {url for page in store.pages.values() for url in (page.url, *page.was)}
    lost = {
        old.path: KeptPage(old.path, old.sha256)
        for old in known
        if is_web(old.identity) and old.path not in have
    }
    for one in sources if store.lost else ():
        if one.kind in WEB_KINDS:
            store.followed[one.name] = Followed(one.name, one.kind, one.limit)
        elif one.kind != PATH:
            lost[one.name] = KeptPage(one.name, left=one.kind)
    store.pages |= lost
    return bool(lost) or store.lost and bool(store.followed)


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """What becomes of the paths that are followed when one is forgotten.

    Attributes:
        dropped: the paths that are not followed any more.
        paths: those that still are.
        warnings: that something comes back because it is below one of these.
    """

    dropped: tuple[str, ...]
    paths: tuple[Following, ...]
    warnings: tuple[Failure, ...]


def unfollow(name: str, sources: Iterable[Following], known: Iterable[Known]) -> Unfollowed:
    """Tell which paths are not followed any more when an article, file or folder is forgotten."""
    paths = [one for one in sources if one.kind == PATH]
    is_id = not name or any(name == old.id for old in known)
    place = "" if is_id or is_web(name) else resolved(name)
    dropped = {one.name for one in paths if place and is_below(resolved(one.name), {place})}
    stay = tuple(one for one in paths if one.name not in dropped)
    above = [one.name for one in stay if place and is_below(place, {resolved(one.name)})]
    warnings = []
    if above and os.path.lexists(place):
        reason = f"it comes back with the next sync of {above[0]}: move it, or let it be ignored"
        warnings.append(Failure(name, reason, place))
    return Unfollowed(tuple(sorted(dropped)), stay, tuple(warnings))
