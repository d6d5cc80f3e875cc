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
from itertools import count
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from rag.core.article import Article
from rag.errors import CorpusError
from rag.library.leaving import HANDFUL
from rag.library.places import full
from rag.library.records import MEMORY, is_web, place
from rag.library.shelf import Shelf
from rag.settings import Settings
from rag.sources.added import added_folder
from rag.sources.excluding import exclude, include
from rag.ui import errands
from rag.ui.catalogue import Catalogue
from rag.ui.library_job import Errand, JobBusy, LibraryJob
from rag.ui.session import Provider
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


@dataclass(frozen=True, slots=True)
class _Places:
    """Where articles to take out come from: files, dropped files, addresses, made in memory."""

    files: tuple[Path, ...]
    dropped: tuple[Path, ...]
    pages: tuple[str, ...]
    made: tuple[str, ...]


class Removals:
    """Takes articles out of the library of an app, and back in.

    Args:
        provider: returns the chatbot.
        settings: the settings in force.
        job: what syncs.
    """

    def __init__(self, provider: Provider, settings: Settings, job: LibraryJob) -> None:
        self._provider = provider
        self._settings = settings
        self._job = job
        self._undone: dict[str, Callable[[], Errand]] = {}
        self._trash = settings.state_dir / FORGOTTEN
        self._numbers = count(1)

    def remove(self, wanted: RemoveRequest, t: Catalogue) -> Removed:
        """Take articles out; ask first where others would leave with them, or most of them.

        Raises:
            CorpusError: when none of them is there, or a file can't be kept out.
            JobBusy: while a sync is running.
        """
        library = self._provider().library
        shelf = library.shelf()
        chosen = [name for name in dict.fromkeys(wanted.articles) if name in shelf.articles]
        if not chosen:
            raise CorpusError(t("missing_article"))
        leaving = _with_siblings(chosen, shelf)
        if not wanted.sure and (question := _question(len(chosen), len(leaving), shelf, t)):
            return Removed(ask=question)
        places = self._places(leaving, shelf, wanted.forget)
        made = [article for name in places.made if (article := library.article(name))]
        self._check_named(places.files)
        undo = self._take_out(places, leaving, made)
        token = secrets.token_urlsafe(8)
        self._undone[token] = undo
        for old in list(self._undone)[:-_MOST_UNDONE]:
            del self._undone[old]
        key = "forgotten" if wanted.forget else "excluded"
        return Removed("", token, t(key, n=len(leaving)))

    def undo(self, wanted: UndoRequest, t: Catalogue) -> None:
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

    def _places(self, ids: Iterable[str], shelf: Shelf, forget_files: bool) -> _Places:
        """Sort where articles come from; dropped files count as such only if they go."""
        own = [identity for name in ids if (identity := shelf.articles[name].identity)]
        made = tuple(one.removeprefix(MEMORY) for one in own if one.startswith(MEMORY))
        pages = tuple(dict.fromkeys(place(one)[0] for one in own if is_web(one)))
        paths = [Path(place(one)[0]) for one in own if not (one.startswith(MEMORY) or is_web(one))]
        dropped: list[Path] = []
        if forget_files:
            with suppress(CorpusError):
                folder = added_folder(self._settings.corpus.paths)
                dropped = [path for path in paths if path.is_relative_to(folder)]
        files = [path for path in paths if path not in dropped]
        return _Places(tuple(dict.fromkeys(files)), tuple(dict.fromkeys(dropped)), pages, made)

    def _check_named(self, files: Iterable[Path]) -> None:
        """Check that no file is one that the settings name: no pattern keeps it out.

        Raises:
            CorpusError: naming it.
        """
        named = {full(path).resolve() for path in self._settings.corpus.paths}
        for file in files:
            if file in named:
                raise CorpusError(f"{file.name} is named in corpus.paths: take it out there")

    def _take_out(
        self, places: _Places, leaving: Sequence[str], made: Sequence[Article]
    ) -> Callable[[], Errand]:
        """Do it; return what brings it back."""
        errand = errands.of_files(self._settings, leaving)
        moves = [
            (path, self._trash / str(next(self._numbers)) / path.name) for path in places.dropped
        ]
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
        self, places: _Places, moves: Sequence[tuple[Path, Path]], made: Sequence[Article]
    ) -> Errand:
        """Return the errand that brings articles back."""
        self._put_back(places.files, moves)

        def again() -> None:
            if places.pages:
                add(places.pages, settings=self._settings)
            if made:
                index(made, settings=self._settings)

        return errands.first(errands.of_files(self._settings), again)


def _with_siblings(chosen: Sequence[str], shelf: Shelf) -> list[str]:
    """Return articles with those that come from the same files and pages."""
    places = {place(shelf.articles[name].identity)[0] for name in chosen}
    return [name for name, one in shelf.articles.items() if place(one.identity)[0] in places]


def _question(chosen: int, leaving: int, shelf: Shelf, t: Catalogue) -> str:
    """Return what a reader is asked before articles leave; empty where nothing need be."""
    if leaving > chosen:
        return t("also_leaving", n=leaving - chosen)
    articles = len(shelf.articles)
    if articles > HANDFUL and 2 * leaving > articles:
        return t("most_leaving", n=leaving, articles=t.number(articles))
    return ""


def _move(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, to)
