"""An article as it is read around one of its sentences."""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from rag.core.article import Article
from rag.core.span import Span
from rag.language.language import known_languages, language
from rag.language.parsed import Parsed, parse
from rag.language.words import stem

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


@cache
def _kin() -> dict[str, frozenset[str]]:
    """Return the stems of the forms of a verb, by the stem of each, of all languages."""
    found: dict[str, frozenset[str]] = {}
    for code in known_languages():
        for forms in language(code).claiming.forms:
            stems = frozenset(stem(word, code) for word in forms)
            found |= {one: found.get(one, frozenset()) | stems for one in stems}
    return found


@lru_cache(maxsize=200_000)
def has(word: str, stems: frozenset[str]) -> bool:
    """Tell whether one of some stems is a stem, begins or ends like it, or is a form of its verb.

    >>> has("subsidis", frozenset(["subsidi"])), has("plan", frozenset(["plant"]))
    (True, False)
    """
    if word in stems or not stems.isdisjoint(_kin().get(word, ())):
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
