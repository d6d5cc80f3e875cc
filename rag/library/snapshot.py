"""What one question reads: the catalog and both indexes as they were at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

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
            return cls(DenseIndex(copy.folder, create=False), lexical, copy)
        except BaseException:
            copy.close()
            raise

    def close(self) -> None:
        """Let go of their files."""
        self.dense.close()
        if self.copy:
            self.copy.close()


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

    @property
    def dense(self) -> DenseIndex:
        """The dense index."""
        return self.indexes.dense

    @property
    def lexical(self) -> LexicalIndex:
        """The lexical index."""
        return self.indexes.lexical
