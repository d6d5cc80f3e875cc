"""An article as it is read around one of its sentences."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from rag.core.article import Article
from rag.core.span import Span
from rag.language.parsed import Parsed, parse

AROUND = 3
"""The sentences before and behind that are near by."""
_PREFIX = 5
"""Stems that begin with so many same letters, three quarters of one, count as the same."""


@dataclass(frozen=True)
class Around:
    """An article as it is read around its sentences.

    Attributes:
        article: the article.
    """

    article: Article

    @cached_property
    def parsed(self) -> Parsed:
        """Its text."""
        return parse(self.article.text, self.article.language)

    @cached_property
    def above(self) -> frozenset[str]:
        """The stems of its title, outlet and authors."""
        words = " ".join((self.article.title, self.article.outlet, *self.article.authors))
        return parse(words, self.article.language).stems

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all that is known of it."""
        return self.parsed.stems | self.above

    def near(self, place: Span) -> list[Span]:
        """Return the sentences around a place, those behind it after those before it."""
        spans = self.parsed.sentences
        at = [n for n, span in enumerate(spans) if span.overlaps(place)] or [0]
        before, behind = (
            range(max(0, at[0] - AROUND), at[0]),
            range(at[-1] + 1, at[-1] + 1 + AROUND),
        )
        return [spans[n] for n in (*before, *behind) if n < len(spans)]


@lru_cache(maxsize=200_000)
def has(word: str, stems: frozenset[str]) -> bool:
    """Tell whether one of some stems is a stem, or begins or ends like it.

    >>> has("subsidis", frozenset(["subsidi"])), has("plan", frozenset(["plant"]))
    (True, False)
    """
    if word in stems:
        return True
    if len(word) < _PREFIX:
        return False
    least = max(_PREFIX, len(word) * 3 // 4)
    return any(
        other.startswith(word[:least])
        and len(other) - len(word) < _PREFIX
        or len(other) > _PREFIX
        and (word.endswith(other) or other.endswith(word) or word.startswith(other))
        for other in stems
    )
