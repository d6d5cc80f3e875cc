"""What one question reads: the catalog and both indexes as they were at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from rag.core.article import ArticleInfo
from rag.core.corpus import Filter
from rag.library.index.contents import check_contents
from rag.library.index.dense import DenseIndex
from rag.library.index.fields import Bounds
from rag.library.index.lexical import LexicalIndex
from rag.library.index.private import PrivateCopy
from rag.library.view import View


@dataclass(frozen=True, slots=True)
class Indexes:
    """The two indexes of a generation."""

    dense: DenseIndex
    lexical: LexicalIndex
    languages: tuple[str, ...] = ()
    """Those of the articles."""
    copy: PrivateCopy | None = None
    """The folder from which they were opened."""

    @classmethod
    def open(cls, folder: Path, languages: Sequence[str]) -> Self:
        """Open the indexes of a generation's folder, which is not written.

        Raises:
            IndexBroken: when files are missing or damaged.
        """
        check_contents(folder)
        copy = PrivateCopy(folder)
        try:
            lexical = LexicalIndex(copy.folder, languages, create=False)
            return cls(DenseIndex(copy.folder, create=False), lexical, tuple(languages), copy)
        except BaseException:
            copy.close()
            raise

    def close(self) -> None:
        """Let go of their files."""
        self.dense.close()
        if self.copy:
            self.copy.close()


class Opened:
    """The indexes of a generation and how many snapshots use them."""

    def __init__(self, name: str, indexes: Indexes) -> None:
        self.name = name
        self.indexes = indexes
        self.users = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the library, limited to the articles that pass filters.

    Attributes:
        view: the catalog.
        indexes: the indexes that belong to it.
        filters: an article must pass each of them.
    """

    view: View
    indexes: Indexes
    filters: tuple[Filter, ...] = ()

    def narrowed(self, where: Filter) -> Self:
        """Return the same state, limited to those of its articles that pass another filter too."""
        return replace(self, filters=(*self.filters, where)) if where else self

    @property
    def where(self) -> Filter:
        """The filter that was set last."""
        return self.filters[-1] if self.filters else Filter()

    @property
    def bounds(self) -> Bounds | None:
        """What bounds a search of the indexes; None where nothing does."""
        if not self.filters:
            return None
        return Bounds(self.filters, lambda names: self.view.passing(names, *self.filters))

    def infos(self) -> list[ArticleInfo]:
        """Return what is known of its articles besides their text, by id."""
        return self.view.infos(*self.filters)

    @property
    def count(self) -> int:
        """How many articles it has."""
        return self.view.count(*self.filters)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of all articles of the library."""
        return self.indexes.languages

    @property
    def dense(self) -> DenseIndex:
        """The dense index."""
        return self.indexes.dense

    @property
    def lexical(self) -> LexicalIndex:
        """The lexical index."""
        return self.indexes.lexical
