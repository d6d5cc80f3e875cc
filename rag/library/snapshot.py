"""What one question reads: the catalog and both indexes as they were at one moment."""

from dataclasses import dataclass, replace
from typing import Self

from rag.core.article import ArticleInfo
from rag.core.corpus import Filter
from rag.library.index.fields import Bounds
from rag.library.index.layers import LayeredIndex
from rag.library.index.lexical import LexicalIndex
from rag.library.index.opened import Indexes
from rag.library.view import View


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
        return Bounds(
            self.filters,
            lambda names: self.view.passing(names, *self.filters),
            lambda: self.view.dense(*self.filters),
        )

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
    def dense(self) -> LayeredIndex:
        """The dense index."""
        return self.indexes.dense

    @property
    def lexical(self) -> LexicalIndex:
        """The lexical index."""
        return self.indexes.lexical
