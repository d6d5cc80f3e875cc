"""Which articles of the library a page lists, in which order. Pure."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from rag.library.shelf import Shelf, Shelved

PAGE = 100
"""Rows of a page."""
NOTES = ("undated", "corrected", "several", "copy", "suspicious")
"""What may be noted of an article: it has no date, it was corrected, several outlets print it, it
is a copy of an earlier one, something in it talks to a language model."""
_Name = Annotated[str, Field(max_length=1_000)]
_Names = Annotated[tuple[_Name, ...], Field(max_length=1_000)]
_Day = Annotated[date | None, BeforeValidator(lambda value: value or None)]


class ShelfListing(BaseModel):
    """How the library is listed; it stands in the address of the page.

    Attributes:
        words: each must stand in the title, the outlet, an author, a topic or the file's name.
        outlet, topic, language: one of these; empty takes all.
        note: one of `NOTES`, at least.
        since, until: the days of publication; an article without one passes neither.
        sort: "title", "outlet", "date", "topic" or "origin".
        up: whether the smallest comes first, the oldest or A.
        page: from 1.
    """

    model_config = ConfigDict(frozen=True)

    words: str = Field("", max_length=200)
    outlet: _Names = ()
    topic: _Names = ()
    language: _Names = ()
    note: _Names = ()
    since: _Day = None
    until: _Day = None
    sort: str = Field("date", pattern="^(title|outlet|date|topic|origin)$")
    up: bool = False
    page: int = Field(1, ge=1, le=1_000_000)

    @property
    def limits(self) -> bool:
        """Whether it leaves articles out."""
        kept = {"sort", "up", "page"}
        return bool(self.model_dump(exclude=kept, exclude_defaults=True))

    def address(self, **changes: Any) -> str:
        """Return the address of the page that lists so, with changes; then from its first page."""
        changed = self.model_copy(update={"page": 1, **changes})
        return f"/library?{urlencode(changed.model_dump(mode='json', exclude_defaults=True), True)}"

    def sorted_by(self, sort: str) -> str:
        """Return the address of the page that is sorted by a column, or by it the other way."""
        other = not self.up if sort == self.sort else sort != "date"
        return self.address(sort=sort, up=other)

    def of_outlet(self, name: str) -> str:
        """Return the address of the page with an outlet chosen, or not any more."""
        chosen = set(self.outlet) ^ {name}
        return self.address(outlet=tuple(sorted(chosen)))


def listed(shelf: Shelf, wanted: ShelfListing) -> list[Shelved]:
    """Return the articles that a listing takes, in its order; ties are broken by id."""
    passes = _passing(shelf, wanted)
    key = _KEYS[wanted.sort]
    taken = sorted(filter(passes, shelf.articles.values()), key=lambda one: one.info.id)
    known = [one for one in taken if key(one)]
    return [
        *sorted(known, key=key, reverse=not wanted.up),
        *(one for one in taken if not key(one)),
    ]


def page_of(articles: Sequence[Shelved], wanted: ShelfListing) -> Sequence[Shelved]:
    """Return the articles of a page, none behind the last."""
    return articles[(wanted.page - 1) * PAGE : wanted.page * PAGE]


def notes_of(one: Shelved, shelf: Shelf) -> list[str]:
    """Return what is noted of an article, of `NOTES`."""
    noted = {
        "undated": one.info.published is None,
        "corrected": bool(one.info.details.correction),
        "several": len(printed_by(one, shelf)) > 1,
        "copy": bool(one.origin) and one.origin != one.info.id,
        "suspicious": one.info.is_suspicious,
    }
    return [name for name in NOTES if noted[name]]


def printed_by(one: Shelved, shelf: Shelf) -> set[str]:
    """Return the outlets that print the text of an article."""
    ids = shelf.clusters.get(one.origin, ())
    return {shelf.articles[name].outlet for name in ids} - {""}


def main_language(shelf: Shelf) -> str:
    """Return the language of most articles; empty where there are none."""
    counts = Counter(one.info.language for one in shelf.articles.values())
    return max(sorted(counts), key=counts.__getitem__, default="")


_KEYS: Mapping[str, Callable[[Shelved], Any]] = {
    "title": lambda one: one.info.title.casefold(),
    "outlet": lambda one: one.outlet.casefold(),
    "date": lambda one: one.info.published,
    "topic": lambda one: (one.topics or ("",))[0].casefold(),
    "origin": lambda one: one.origin,
}


def _passing(shelf: Shelf, wanted: ShelfListing) -> Callable[[Shelved], bool]:
    words = wanted.words.casefold().split()
    outlets, languages = set(wanted.outlet), set(wanted.language)
    topics, notes = {topic.casefold() for topic in wanted.topic}, set(wanted.note)

    def passes(one: Shelved) -> bool:
        return (
            (not outlets or one.outlet in outlets)
            and (not languages or one.info.language in languages)
            and (not topics or not topics.isdisjoint(map(str.casefold, one.topics)))
            and _in_days(one.info.published, wanted)
            and (not words or _has(one, words))
            and (not notes or not notes.isdisjoint(notes_of(one, shelf)))
        )

    return passes


def _in_days(day: date | None, wanted: ShelfListing) -> bool:
    if wanted.since is None and wanted.until is None:
        return True
    return day is not None and (wanted.since or date.min) <= day <= (wanted.until or date.max)


def _has(one: Shelved, words: Collection[str]) -> bool:
    file = one.identity.rpartition("/")[2]
    said = " ".join((one.info.title, one.outlet, *one.info.authors, *one.topics, file)).casefold()
    return all(word in said for word in words)
