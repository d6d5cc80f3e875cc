"""What was found too and is not cited, grouped by the article that has it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from rag.core.article import ArticleInfo
from rag.core.beside import Uncited
from rag.ui.parts.cites import few_words

_AFTER = 9
"""How many words are shown after those that fit best: these are not marked."""


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A sentence that is not cited: where it stands, and a few words of it."""

    start: int
    end: int
    page: int | None
    words: str


@dataclass(frozen=True, slots=True)
class ShownUncited:
    """An article, and what of it was found and is not cited."""

    article: ArticleInfo
    places: tuple[ShownPlace, ...]


def shown_uncited(several: Iterable[Uncited]) -> tuple[ShownUncited, ...]:
    """Return what is not cited by article, in the order in which the articles were found."""
    articles: dict[str, list[Uncited]] = {}
    for one in several:
        articles.setdefault(one.article.id, []).append(one)
    return tuple(
        ShownUncited(same[0].article, tuple(map(_place, same))) for same in articles.values()
    )


def _place(one: Uncited) -> ShownPlace:
    page = one.article.details.page(one.span.start)
    words = one.answer.shift(-one.span.start) if one.answer else None
    parts = (one.quote, "", "")
    if words:
        parts = (one.quote[: words.start], words.slice(one.quote), one.quote[words.end :])
    return ShownPlace(one.span.start, one.span.end, page, "".join(few_words(*parts, _AFTER)))
