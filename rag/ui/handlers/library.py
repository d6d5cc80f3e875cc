"""The library page and the parts of it that are renewed: what is there, and where it comes from."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime

from rag.errors import IndexMissing
from rag.keeping import doctor
from rag.library.checks import Finding
from rag.library.places import full, inode
from rag.library.shelf import EMPTY, Shelf
from rag.settings import Settings
from rag.sources.kept import PageStore
from rag.ui.session import Provider


@dataclass(frozen=True, slots=True)
class FollowedSource:
    """A folder, file or address whose articles are kept up to date.

    Attributes:
        name: the path as the settings have it, or the address.
        kind: "path", "page", "feed" or "sitemap".
        articles: how many articles come from there; None where that is not known.
        there: whether it is there now.
    """

    name: str
    kind: str
    articles: int | None
    there: bool = True


def shelf_of(provider: Provider) -> Shelf:
    """Return the articles of the library; none where nothing was indexed yet.

    Raises:
        RagError: when it can't be read.
    """
    try:
        return provider().library.shelf()
    except IndexMissing:
        return EMPTY


def followed(settings: Settings, shelf: Shelf) -> list[FollowedSource]:
    """Return where articles come from: the paths of the settings, then what was added."""
    sources = [_path_source(path, shelf) for path in settings.corpus.paths]
    store = PageStore(settings.state_dir)
    for one in sorted(store.followed.values(), key=lambda one: (one.kind, one.url)):
        pages = {store.address_of(url) for url in one.links or (one.url,)}
        count = sum(item.identity.partition("#")[0] in pages for item in shelf.articles.values())
        sources.append(FollowedSource(one.url, one.kind, count))
    return sources


def findings(settings: Settings) -> list[Finding]:
    """Return what is wrong with the library, or may be.

    Raises:
        RagError: when it can't be read.
    """
    return doctor(today=datetime.now(UTC).date(), settings=settings)


def _path_source(path: str, shelf: Shelf) -> FollowedSource:
    start = str(full(path).resolve()).rstrip(os.sep) + os.sep
    files = (one.identity for one in shelf.articles.values())
    count = sum((file + os.sep).startswith(start) for file in files)
    return FollowedSource(path, "path", count, bool(inode(full(path))))
