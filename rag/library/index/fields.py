"""What the indexes know of a chunk besides its words and its vector, so that a search is limited.

A filter goes to both indexes as conditions on these fields, never as a list of the articles that
pass it, unless it names articles itself.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Self

from rag.core.article import Article
from rag.core.corpus import Filter


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
    """

    filters: tuple[Filter, ...]
    passing: Callable[[Collection[str]], Collection[str]]

    @property
    def articles(self) -> frozenset[str] | None:
        """The only articles that may pass, where a filter names some."""
        named = [frozenset(where.articles) for where in self.filters if where.articles]
        return frozenset.intersection(*named) if named else None


def as_number(day: date) -> int:
    """Return a day as the number by which indexes compare days."""
    return day.toordinal()


def small(names: Collection[str]) -> tuple[str, ...]:
    """Return names as indexes compare them where capitals do not matter, without repeats."""
    return tuple(dict.fromkeys(name.casefold() for name in names))
