"""The rows of the library's table, and what stands above and below it. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.library.records import place
from rag.library.shelf import Shelf, Shelved
from rag.ui.catalogue import Wording
from rag.ui.parts.listing import (
    NOTES,
    PAGE,
    ShelfListing,
    main_language,
    notes_of,
    page_of,
    printed_by,
)

COLUMNS = ("title", "outlet", "date", "topic", "origin")
"""The columns that the table can be sorted by."""
_NOTED = ("undated", "corrected", "suspicious")
"""Of the notes, those that no column says."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """An article in the table.

    Attributes:
        id, sha256: the article and its text.
        title: its title.
        outlet: who published it; empty where that is not known.
        day: the day it was published, in short; empty where that is not known.
        topic: its first topic.
        origin: that several outlets print it, and whose text it is.
        notes: what else is to be noted.
        file: its file's name or its address.
    """

    id: str
    sha256: str
    title: str
    outlet: str
    day: str
    topic: str
    origin: str
    notes: tuple[str, ...]
    file: str


@dataclass(frozen=True, slots=True)
class ShelfTable:
    """A page of the table.

    Attributes:
        rows: the articles of this page.
        found: how many articles there are on all pages.
        undated: how many of them have no date.
        whole: how many the library has.
        page, pages: which page this is, of how many.
        chips: the filters as they are set, by name.
        choices: what languages and notes can be chosen, each as value and label.
    """

    rows: tuple[TableRow, ...]
    found: int
    undated: int
    whole: int
    page: int
    pages: int
    chips: tuple[tuple[str, str], ...]
    choices: dict[str, list[tuple[str, str]]]


def table_of(
    shelf: Shelf, found: Sequence[Shelved], wanted: ShelfListing, t: Wording
) -> ShelfTable:
    """Return the page of the table that a listing asks for."""
    usual = main_language(shelf)
    return ShelfTable(
        tuple(_row(one, shelf, usual, t) for one in page_of(found, wanted)),
        len(found),
        sum(one.info.published is None for one in found),
        len(shelf.articles),
        wanted.page,
        max(1, -(-len(found) // PAGE)),
        tuple(_chips(wanted, t)),
        {"languages": _languages(shelf, t), "notes": [(note, t(f"note_{note}")) for note in NOTES]},
    )


def headline(shelf: Shelf, t: Wording) -> str:
    """Return what the library holds in one line: articles, outlets, other languages."""
    parts = [t("articles", n=len(shelf.articles))]
    if shelf.outlets:
        parts.append(t("outlets", n=len(shelf.outlets)))
    usual = main_language(shelf)
    counts = Counter(one.info.language for one in shelf.articles.values())
    for language, count in counts.most_common():
        if language != usual:
            parts.append(t("in_language", n=count, language=t.language_name(language)))
    return " · ".join(parts)


def short_day(when: date, t: Wording) -> str:
    """Return a day with the short name of its month."""
    month = t("months_short").split()[when.month - 1]
    return t("day", day=when.day, month=month, year=when.year)


def file_of(identity: str) -> str:
    """Return what a reader knows a source by: the name of its file, or its address.

    >>> file_of("/news/2026/heide.md"), file_of("https://example.org/a#b"), file_of("memory:a")
    ('heide.md', 'https://example.org/a', '')
    """
    where = place(identity)[0]
    if where.startswith("memory:"):
        return ""
    return where if "://" in where else where.rpartition("/")[2]


def _row(one: Shelved, shelf: Shelf, usual: str, t: Wording) -> TableRow:
    info = one.info
    notes = [t(f"noted_{note}") for note in notes_of(one, shelf) if note in _NOTED]
    if info.language != usual:
        notes.append(t.language_name(info.language))
    return TableRow(
        info.id,
        info.sha256,
        info.heading,
        one.outlet,
        short_day(info.published, t) if info.published else "",
        one.topics[0] if one.topics else "",
        _origin(one, shelf, t),
        tuple(notes),
        file_of(one.identity),
    )


def _origin(one: Shelved, shelf: Shelf, t: Wording) -> str:
    outlets = printed_by(one, shelf)
    if len(outlets) < 2:
        return ""
    origin = shelf.articles.get(one.origin)
    if one.origin == one.info.id or not origin or not origin.outlet:
        return t("outlets", n=len(outlets))
    return t("printed_by", n=len(outlets), origin=origin.outlet)


def _languages(shelf: Shelf, t: Wording) -> list[tuple[str, str]]:
    codes = {one.info.language for one in shelf.articles.values()}
    return sorted(((code, t.language_name(code)) for code in codes), key=lambda pair: pair[1])


def _chips(wanted: ShelfListing, t: Wording) -> list[tuple[str, str]]:
    """Return what stands on each filter; empty where it is not set."""
    return [
        ("dates", _days(wanted, t)),
        ("outlets", _named(wanted.outlet, "chosen_outlets", t)),
        ("topics", _named(wanted.topic, "chosen_topics", t)),
        ("languages", ", ".join(t.language_name(code) for code in wanted.language)),
        ("notes", ", ".join(t(f"note_{note}") for note in wanted.note if note in NOTES)),
    ]


def _days(wanted: ShelfListing, t: Wording) -> str:
    first = short_day(wanted.since, t) if wanted.since else ""
    last = short_day(wanted.until, t) if wanted.until else ""
    if first and last:
        return t("from_to", first=first, last=last)
    return t("since", first=first) if first else t("until", last=last) if last else ""


def _named(names: Sequence[str], key: str, t: Wording) -> str:
    return names[0] if len(names) == 1 else t(key, n=len(names)) if names else ""
