"""Where articles come from that are to be taken out: what has to be done differs by it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.errors import CorpusError
from rag.library.places import full
from rag.library.records import MEMORY, is_web, place
from rag.library.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Places:
    """The places of some articles, each once.

    Attributes:
        files: files that stay where they are.
        dropped: files that were dropped on the page, and go.
        pages: addresses.
        made: the ids of articles that were made in memory.
    """

    files: tuple[Path, ...]
    dropped: tuple[Path, ...]
    pages: tuple[str, ...]
    made: tuple[str, ...]


def places_of(ids: Iterable[str], shelf: Shelf, dropped: Path | None) -> Places:
    """Return the places of some articles.

    Args:
        ids: theirs.
        shelf: the library.
        dropped: the folder whose files go; None where all stay.
    """
    several = dict.fromkeys(place(shelf.articles[name].identity)[0] for name in ids)
    made = [one.removeprefix(MEMORY) for one in several if one.startswith(MEMORY)]
    pages = [one for one in several if is_web(one)]
    paths = [Path(one) for one in several if not (one.startswith(MEMORY) or is_web(one))]
    go = [path for path in paths if dropped and path.is_relative_to(dropped)]
    files = [path for path in paths if path not in go]
    return Places(tuple(files), tuple(go), tuple(pages), tuple(made))


def with_siblings(chosen: Sequence[str], shelf: Shelf) -> list[str]:
    """Return articles with those that come from the same files and pages."""
    places = {place(shelf.articles[name].identity)[0] for name in chosen}
    return [name for name, one in shelf.articles.items() if place(one.identity)[0] in places]


def check_named(files: Iterable[Path], paths: Iterable[str]) -> None:
    """Check that no file is one that the settings name: no pattern keeps it out.

    Raises:
        CorpusError: naming it.
    """
    named = {full(path).resolve() for path in paths}
    for file in files:
        if file in named:
            raise CorpusError(f"{file.name} is named in corpus.paths: take it out there")
