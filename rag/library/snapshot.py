"""What one question reads: the catalog and both indexes as they were at one moment."""

from dataclasses import dataclass

from rag.core.corpus import Filter
from rag.library.index.dense import DenseIndex
from rag.library.index.lexical import LexicalIndex
from rag.library.view import View


@dataclass(frozen=True, slots=True)
class Indexes:
    """The two indexes of a generation."""

    dense: DenseIndex
    lexical: LexicalIndex

    def close(self) -> None:
        """Let go of their files."""
        self.dense.close()


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
