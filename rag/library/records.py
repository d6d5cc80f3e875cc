"""What goes in and out of the catalog while articles are indexed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from rag.core.article import DEFAULT_LANGUAGE, Article
from rag.core.corpus import SyncEvent
from rag.core.details import Details
from rag.core.passage import Chunk

Progress = Callable[[int, int, str], None]
"""Called with the number of files or chunks that are done, that of all, and what is being done:
"reading" files, "embedding" chunks, "indexing" chunks."""
CATALOG_FILE = "catalog.db"
"""What the catalog is called in a state folder."""
PATH = "path"
"""The kind of what is followed on disk."""
MEMORY = "memory:"
"""How the identity of an article begins that was made in memory."""
PART, PAGE_PART = "//", "#"
"""What parts the path of a file, and the address of a page, from the name of an article in it; no
canonical path and no canonical address has it."""


def is_web(identity: str) -> bool:
    """Tell whether an article is a page of the web.

    >>> is_web("https://example.org/a"), is_web("/articles/a.md"), is_web("memory:a")
    (True, False, False)
    """
    return identity.startswith(("http://", "https://"))


def no_progress(done: int, total: int, phase: str) -> None:
    """Show nothing."""


Tell = Callable[[SyncEvent], None]
"""Called with each step of a sync that is done; an error that it raises ends the sync, which then
has changed nothing."""


def no_tell(event: SyncEvent) -> None:
    """Tell nobody."""


def telling(progress: Progress) -> Tell:
    """Return what tells the numbers of each step."""
    return lambda event: progress(event.done, event.total, event.phase)


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article comes from.

    Attributes:
        identity: the canonical path of its file, or its address on the web; where several articles
            are there, also `PART` or `PAGE_PART` and what tells the article from the others; in
            memory, `MEMORY` and its id.
        name: what a reader sees: the path below the folder that was named, or the outlet.
        sha256: the hash of what was read there.
    """

    identity: str
    name: str
    sha256: str

    @property
    def in_memory(self) -> bool:
        """Whether it is no file."""
        return self.identity.startswith(MEMORY)


@dataclass(frozen=True, slots=True)
class Known:
    """An article as a sync knows it.

    Attributes:
        id: its id.
        identity: where it came from, see `Source`.
        sha256: the hash of what was read there; in memory its digest; where it was imported, the
            hash of the file where it was exported, `PART` and which of its articles it is.
        digest: its `digest`; empty when an earlier Footnote stored it.
    """

    id: str
    identity: str
    sha256: str
    digest: str = ""

    @property
    def in_memory(self) -> bool:
        """Whether no file is known to be its."""
        return self.identity.startswith(MEMORY)

    @property
    def content(self) -> tuple[str, str]:
        """The hash of its file and which of its articles it is, by which it is known elsewhere.

        Of an article that was imported both are known, though its file is not.
        """
        if self.in_memory:
            sha256, _, part = self.sha256.partition(PART)
            return sha256, part
        return self.sha256, place(self.identity)[1]

    @property
    def path(self) -> str:
        """The path of the file that it came from, or its whole identity where it is none."""
        return place(self.identity)[0]


@dataclass(frozen=True, slots=True)
class Following:
    """What a library brings up to date by itself, again and again.

    Attributes:
        name: the canonical path of a file or folder, or an address.
        kind: "path", or "page", "feed" or "sitemap"; "gone" and "forgotten" are pages that are not
            to be fetched again.
        limit: the most pages that are taken of a list.
    """

    name: str
    kind: str = PATH
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """An article with the source that it comes from."""

    article: Article
    source: Source


@dataclass(frozen=True, slots=True)
class Entry:
    """An article to store, with its chunks and the keys of their vectors, in the same order."""

    item: Item
    chunks: Sequence[Chunk]
    vector_keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class Move:
    """An article whose source has moved.

    Attributes:
        source: the new source.
        outlet: the outlet that is shown now.
        url: the address of a page now; empty for what is no page.
    """

    source: Source
    outlet: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """An article as it was before it was replaced or removed."""

    article: Article
    replaced: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said of an answer, as JSON, and when."""

    record: str
    created: datetime


def identity(path: str, part: str) -> str:
    """Return the identity of an article in a file; `part` is empty where it is the only one.

    >>> identity("/news/feed.xml", "item-4"), identity("/news/heide.md", "")
    ('/news/feed.xml//item-4', '/news/heide.md')
    """
    return f"{path}{PAGE_PART if is_web(path) else PART}{part}" if part else path


def place(identity: str) -> tuple[str, str]:
    """Return the path of an article's file and which of its articles it is, from its identity.

    >>> place("/news/feed.xml//item-4")
    ('/news/feed.xml', 'item-4')
    >>> place("https://example.org/feed#item-4")
    ('https://example.org/feed', 'item-4')
    """
    if identity.startswith(MEMORY):
        return identity, ""
    mark = PAGE_PART if is_web(identity) else PART
    at = identity.find(mark, 1)  # a path may begin with two slashes
    return (identity, "") if at < 0 else (identity[:at], identity[at + len(mark) :])


def digest(article: Article) -> str:
    """Return the hash of all that is known of an article, its id aside."""
    fields = (
        article.title,
        article.outlet,
        article.url,
        article.published,
        article.topics,
        article.sha256,
    )
    language = () if article.language == DEFAULT_LANGUAGE else (article.language,)
    authors = (article.authors,) if article.authors else ()
    details = (article.details,) if article.details != Details() else ()
    return sha256(repr(fields + language + authors + details).encode()).hexdigest()
