"""Articles that somebody takes out of the library on the page, and how they come back.

A file of somebody's own is never touched: a line in the `.footnoteignore` of its folder keeps it
out, also of later syncs. Forgetting a file that was dropped on the page moves it away from there; a
page of the web is not fetched again; of what was made in memory nothing is left but what citations
need. Until the app ends, each of these can be undone.
"""

import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from rag.core.article import Article
from rag.errors import CorpusError
from rag.library.leaving import HANDFUL
from rag.library.shelf import Shelf
from rag.settings import Settings
from rag.sources.added import added_folder
from rag.sources.excluding import exclude, include
from rag.ui import errands
from rag.ui.catalogue import Wording
from rag.ui.handlers.places import Places, check_named, places_of, with_siblings
from rag.ui.library_job import Errand, JobBusy, LibraryJob
from rag.ui.session import LibraryProvider
from rag.wiring import forget, index
from rag.wiring_web import add

FORGOTTEN = "forgotten"
"""The folder, in the state folder, of dropped files that were forgotten while the app runs."""
_MOST_UNDONE = 20


class RemoveRequest(BaseModel):
    """What the page sends to take articles out.

    Attributes:
        articles: their ids.
        forget: whether files that were dropped on the page go too.
        sure: whether the reader was told what else leaves.
    """

    model_config = ConfigDict(extra="forbid")

    articles: list[Annotated[str, Field(max_length=1_000)]] = Field(min_length=1, max_length=10_000)
    forget: bool = False
    sure: bool = False


class UndoRequest(BaseModel):
    """What the page sends to bring articles back: what `Removals.remove` returned."""

    model_config = ConfigDict(extra="forbid")

    undo: str = Field(max_length=100)


@dataclass(frozen=True, slots=True)
class Removed:
    """What the page is told.

    Attributes:
        ask: what to ask the reader first; then nothing was done.
        undo: what brings the articles back.
        said: what was done, in words.
    """

    ask: str = ""
    undo: str = ""
    said: str = ""


class Removals:
    """Takes articles out of the library of an app, and back in.

    Args:
        library: returns the library.
        settings: the settings in force.
        job: what syncs.
    """

    def __init__(self, library: LibraryProvider, settings: Settings, job: LibraryJob) -> None:
        self._library = library
        self._settings = settings
        self._job = job
        self._undone: dict[str, Callable[[], Errand]] = {}
        self._trash = settings.state_dir / FORGOTTEN
        shutil.rmtree(self._trash, ignore_errors=True)  # what an earlier run of the app forgot

    def remove(self, wanted: RemoveRequest, t: Wording) -> Removed:
        """Take articles out; ask first where others would leave with them, or most of them.

        Raises:
            CorpusError: when none of them is there, or a file can't be kept out.
            JobBusy: while a sync is running.
        """
        library = self._library()
        shelf = library.shelf()
        chosen = [name for name in dict.fromkeys(wanted.articles) if name in shelf.articles]
        if not chosen:
            raise CorpusError(t("missing_article"))
        leaving = with_siblings(chosen, shelf)
        if not wanted.sure and (question := _question(len(chosen), len(leaving), shelf, t)):
            return Removed(ask=question)
        paths = self._settings.corpus.paths
        places = places_of(leaving, shelf, _dropped(paths) if wanted.forget else None)
        check_named(places.files, paths)
        made = [article for name in places.made if (article := library.article(name))]
        undo = self._take_out(places, leaving, made)
        token = secrets.token_urlsafe(8)
        self._undone[token] = undo
        for old in list(self._undone)[:-_MOST_UNDONE]:
            del self._undone[old]
        key = "forgotten" if wanted.forget else "excluded"
        return Removed("", token, t(key, n=len(leaving)))

    def undo(self, wanted: UndoRequest, t: Wording) -> None:
        """Bring articles back.

        Raises:
            CorpusError: when that is not known any more.
            JobBusy: while a sync is running.
        """
        undo = self._undone.get(wanted.undo)
        if undo is None:
            raise CorpusError(t("not_undone"))
        if self._job.running:
            raise JobBusy
        self._job.start(undo())
        del self._undone[wanted.undo]

    def _take_out(
        self, places: Places, leaving: Sequence[str], made: Sequence[Article]
    ) -> Callable[[], Errand]:
        """Do it; return what brings it back."""
        errand = errands.of_files(self._settings, leaving)
        moves = [(path, self._trash / secrets.token_hex(8) / path.name) for path in places.dropped]
        exclude(places.files)
        try:
            for path, away in moves:
                _move(path, away)
            names = [*places.pages, *places.made]
            self._job.start(errands.first(errand, partial(self._forget, names)))
        except BaseException:
            self._put_back(places.files, moves)
            raise
        return partial(self._back, places, moves, tuple(made))

    def _forget(self, names: Iterable[str]) -> None:
        for name in names:
            forget(name, allow_removal=True, settings=self._settings)

    def _put_back(self, files: Iterable[Path], moves: Iterable[tuple[Path, Path]]) -> None:
        include(files)
        for path, away in moves:
            if away.exists() and not path.exists():
                _move(away, path)

    def _back(
        self, places: Places, moves: Sequence[tuple[Path, Path]], made: Sequence[Article]
    ) -> Errand:
        """Return the errand that brings articles back."""
        self._put_back(places.files, moves)

        def again() -> None:
            if places.pages:
                add(places.pages, settings=self._settings)
            if made:
                index(made, settings=self._settings)

        return errands.first(errands.of_files(self._settings), again)


def _question(chosen: int, leaving: int, shelf: Shelf, t: Wording) -> str:
    """Return what a reader is asked before articles leave; empty where nothing need be."""
    if leaving > chosen:
        return t("also_leaving", n=leaving - chosen)
    articles = len(shelf.articles)
    if articles > HANDFUL and 2 * leaving > articles:
        return t("most_leaving", n=leaving, articles=t.number(articles))
    return ""


def _dropped(paths: Iterable[str]) -> Path | None:
    """Return the folder of files that were dropped on the page, where there can be one."""
    with suppress(CorpusError):
        return added_folder(paths)
    return None


def _move(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, to)
