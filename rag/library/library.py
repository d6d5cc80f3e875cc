"""The library: the one handle on what is indexed."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.core.answer import Citation
from rag.core.article import Article, ArticleInfo
from rag.core.citations import holds
from rag.core.cluster import Cluster
from rag.core.corpus import Facts, Filter, Names
from rag.core.text import whole_letters
from rag.errors import IndexBroken, IndexMissing
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.generations import generation_folder
from rag.library.index.manifest import Manifest
from rag.library.index.opened import Indexes, Opened
from rag.library.notes import Notes
from rag.library.shelf import EMPTY, Shelf, shelf
from rag.library.snapshot import Snapshot
from rag.library.view import View

_TRIES = 5
"""How often a snapshot is opened anew because a sync swept its indexes away."""


class Library(Notes):
    """What is indexed in a state folder: articles, versions, feedback, snapshots to search.

    Follows the syncs of other processes. Safe to use from several threads.

    Args:
        state: the state folder.
        manifest: the settings in force.

    Attributes:
        state: the state folder.
        catalog: where everything is kept.

    Raises:
        IndexMissing: when nothing was ever indexed there.
    """

    def __init__(self, state: Path, manifest: Manifest) -> None:
        if not (state / FILE_NAME).exists():
            raise IndexMissing(f"no index in {state}: run `rag index PATH` first")
        self.state = state
        self._manifest = manifest
        super().__init__(Catalog(state / FILE_NAME))
        self._lock = threading.Lock()
        self._current: Opened | None = None
        self._names = ("", Names())
        self._shelf = ("", EMPTY)

    @property
    def generation(self) -> int:
        """The number of the current index; each sync that changes something makes a new one."""
        with self.catalog.view() as view:
            return view.generation

    def check(self) -> None:
        """Check that the library can be searched with the settings in force.

        Raises:
            IndexMissing: when nothing was indexed yet.
            IndexStale: when the index was made with other settings.
            IndexBroken: when it can't be read.
        """
        with self.catalog.view() as view:
            self._check(view)

    @contextmanager
    def snapshot(self, where: Filter = Filter()) -> Iterator[Snapshot]:
        """Open the current state; it stays as it is until the context ends, whatever is synced.

        Args:
            where: limits it to some articles.

        Raises:
            IndexMissing, IndexStale, IndexBroken: see `check`.
        """
        where = where or Filter()
        with self._current_state() as (view, opened):
            try:
                yield Snapshot(view, opened.indexes).narrowed(where)
            finally:
                self._release(opened)

    def articles(
        self, where: Filter = Filter(), after: str = "", limit: int | None = None
    ) -> list[ArticleInfo]:
        """Return what is known of the articles that pass a filter besides their text, by id.

        Args:
            where: the filter.
            after: only those behind this id.
            limit: the first so many of them; no others are read. None for all.
        """
        with self.catalog.view() as view:
            return view.page(where, after, limit)

    def names(self) -> Names:
        """Return the outlets and the authors of the articles; looked up once a generation."""
        with self.catalog.view() as view:
            if self._names[0] != view.index:
                self._names = (view.index, view.names())
            return self._names[1]

    def shelf(self) -> Shelf:
        """Return every article with where it comes from; looked up once a generation."""
        with self.catalog.view() as view:
            if self._shelf[0] != view.index:
                self._shelf = (view.index, shelf(view))
            return self._shelf[1]

    def texts(self, holding: Iterable[str] = ()) -> Iterator[Article]:
        """Yield every article whose text has each of these strings in it, sorted by id."""
        with self.catalog.view() as view:
            yield from (article for article, _ in view.articles(holding))

    def identities(self) -> dict[str, str]:
        """Return where each article comes from, by its id: a file's path, or "memory:..."."""
        with self.catalog.view() as view:
            return {known.id: known.identity for known in view.known()}

    def clusters(self, article_ids: Iterable[str]) -> dict[str, Cluster]:
        """Return the cluster of each of these articles that is in one, by the article's id."""
        with self.catalog.view() as view:
            return view.clusters(article_ids)

    def article(self, article_id: str) -> Article | None:
        """Return an article with its text, or None."""
        with self.catalog.view() as view:
            return view.article(whole_letters(article_id))

    def version(self, article_id: str, sha256: str) -> Article | None:
        """Return an article as it was when its text had this hash; None where that is not kept."""
        with self.catalog.view() as view:
            return view.version(whole_letters(article_id), whole_letters(sha256))

    def recheck(self, citation: Citation) -> bool:
        """Tell whether the text that a citation quotes is kept and has its exact words.

        The text may be the article's current one or one that was replaced or removed since.
        """
        quoted = citation.article
        return bool((kept := self.version(quoted.id, quoted.sha256)) and holds(citation, kept.text))

    def facts(self) -> Facts:
        """Return what the library holds: articles, chunks, first and last day, last sync."""
        with self.catalog.view() as view:
            return view.facts()

    def close(self) -> None:
        """Let go of all files; the library can't be used after it."""
        with self._lock:
            current, self._current = self._current, None
        if current:
            current.indexes.close()
        self.catalog.close()

    def _check(self, view: View) -> None:
        if view.generation == 0:
            raise IndexMissing(f"no index in {self.state}: run `rag index PATH` first")
        Manifest.read(generation_folder(self.state, view.index)).check(self._manifest)

    @contextmanager
    def _current_state(self) -> Iterator[tuple[View, Opened]]:
        """Read the catalog and count its indexes as in use; anew where a sync was faster."""
        for tries_left in reversed(range(_TRIES)):
            with self.catalog.view() as view:
                try:
                    opened = self._acquire(view)
                except IndexBroken:
                    if not tries_left or self._is_newest(view.index):
                        raise
                    continue
                yield view, opened
                return

    def _is_newest(self, index: str) -> bool:
        with self.catalog.view() as view:
            return view.index == index

    def _acquire(self, view: View) -> Opened:
        """Return the indexes of a generation, counted as in use."""
        name = view.index
        with self._lock:
            if self._current is None or self._current.name != name:
                self._check(view)
                before = self._current
                shared = before.indexes if before else None
                folder = generation_folder(self.state, name)
                indexes = Indexes.open(folder, view.languages(), shared)
                self._current = Opened(name, indexes)
                if before and not before.users:
                    before.indexes.close()
            self._current.users += 1
            return self._current

    def _release(self, opened: Opened) -> None:
        """Count the indexes as used once less; close them when they are old and unused."""
        with self._lock:
            opened.users -= 1
            unused = not opened.users and opened is not self._current
        if unused:
            opened.indexes.close()
