"""What goes in and out of the catalog while articles are indexed."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.core.article import Article
from rag.core.passage import Chunk

MEMORY = "memory:"
"""How the identity of an article begins that was made in memory."""


def is_web(identity: str) -> bool:
    """Tell whether an article is a page of the web.

    >>> is_web("https://example.org/a"), is_web("/articles/a.md"), is_web("memory:a")
    (True, False, False)
    """
    return identity.startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article comes from.

    Attributes:
        identity: the canonical path of its file, its address on the web, or `MEMORY` and its id.
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
    """An article as a sync knows it: its id, where it came from and the hash of what was read."""

    id: str
    identity: str
    sha256: str


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
