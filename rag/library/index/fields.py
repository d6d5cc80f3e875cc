"""What limits a search of the indexes, and what the lexical one knows of a chunk for it.

No list of the articles that pass a filter is made for an index, unless the filter names them. The
lexical index has the days, outlets, topics and authors as fields. Of the dense one the chunks near
the question are looked at until enough of them pass; where few do, the vectors of just these are
compared: Chroma's own filter collects every chunk that passes, which takes a hundred times longer.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import NDArray

from rag.core.article import Article
from rag.core.corpus import Filter

_FEW = 100
"""Articles of which every chunk is compared: it takes less than looking for what is near."""
Passing = Callable[[Collection[str]], Collection[str]]
"""Returns those of some article ids that pass a filter."""
Vectored = tuple[list[str], NDArray[np.float32]]
"""The ids of chunks and their vectors, shape (n, dimension)."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What an index keeps of the article of a chunk.

    Attributes:
        article_id: the article.
        outlet: who published it.
        topics, authors: in small letters.
        day: of publication, as `as_number` counts; None where it is not known.
    """

    article_id: str
    outlet: str = ""
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    day: int | None = None

    @classmethod
    def of(cls, article: Article) -> Self:
        """Return the fields of an article's chunks."""
        day = as_number(article.published) if article.published else None
        topics, authors = small(article.topics), small(article.authors)
        return cls(article.id, article.outlet, topics, authors, day)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What bounds a search.

    Attributes:
        filters: an article must pass each of them.
        passing: returns those of some article ids that pass them.
        vectors: yields all chunks of the articles that pass them, in parts.
    """

    filters: tuple[Filter, ...]
    passing: Passing
    vectors: Callable[[], Iterator[Vectored]]

    @property
    def articles(self) -> frozenset[str] | None:
        """The only articles that may pass, where a filter names some."""
        named = [frozenset(where.articles) for where in self.filters if where.articles]
        return frozenset.intersection(*named) if named else None

    @property
    def few(self) -> bool:
        """Whether the vectors of these articles are compared without looking for what is near."""
        return self.articles is not None and len(self.articles) <= _FEW


def as_number(day: date) -> int:
    """Return a day as the number by which indexes compare days."""
    return day.toordinal()


def small(names: Collection[str]) -> tuple[str, ...]:
    """Return names as indexes compare them where capitals do not matter, without repeats."""
    return tuple(dict.fromkeys(name.casefold() for name in names))
