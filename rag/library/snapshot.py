"""What one question reads: the catalog and both indexes as they were at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from rag.core.article import ArticleInfo
from rag.core.corpus import Filter
from rag.library.index.contents import check_contents
from rag.library.index.dense import DenseIndex
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
    """One state of the library, limited to the articles that pass a filter.

    Attributes:
        view: the catalog.
        indexes: the indexes that belong to it.
        where: the filter.
        articles: the ids of the articles that pass it; None where it takes all.
    """

    view: View
    indexes: Indexes
    where: Filter
    articles: tuple[str, ...] | None

    def narrowed(self, where: Filter) -> Self:
        """Return the same state, limited to those of its articles that pass another filter too."""
        if not where:
            return self
        before = None if self.articles is None else set(self.articles)
        passing = (info.id for info in self.view.infos(where))
        ids = tuple(name for name in passing if before is None or name in before)
        return replace(self, where=where, articles=ids)

    def infos(self) -> list[ArticleInfo]:
        """Return what is known of its articles besides their text, by id."""
        if self.articles is None:
            return self.view.infos()
        return self.view.infos(Filter(articles=self.articles)) if self.articles else []

    @property
    def count(self) -> int:
        """How many articles it has."""
        return self.view.facts().articles if self.articles is None else len(self.articles)

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
