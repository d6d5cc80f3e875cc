"""Which articles a question asks for: days of publication, outlets, authors."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

from rag.core.corpus import Filter, Names
from rag.core.span import Span
from rag.language.asking import Catalogue
from rag.language.language import DEFAULT, language
from rag.question.periods import find_period

_MOST_WORDS = 25
"""A longer question tells of several things: what it names is no limit."""
_LEAST_LETTERS = 5
"""The fewest letters of a word that stands for the whole name of an outlet."""


@dataclass(frozen=True, slots=True)
class Filtered:
    """A question's filter, and the question without the words that say it."""

    filter: Filter
    text: str


def read_filter(
    question: str, names: Names, today: date, whole: bool = False, code: str = DEFAULT
) -> Filtered:
    """Return the filter that a question speaks of.

    A time limits the days of publication only where the question speaks of publication; otherwise
    it is part of what is asked. The same holds for names of outlets and authors.

    Args:
        question: as asked.
        names: the outlets and authors of the library.
        today: from which "last month" is counted.
        whole: whether the question asks for articles, so that every time in it is of publication.
        code: the language of the question.

    >>> names = Names(("Lakeside Courier",), ())
    >>> read_filter("What was reported in the Courier since 2025?", names, date(2026, 1, 1))
    Filtered(filter=Filter(articles=(), outlets=('Lakeside Courier',), topics=(), \
since=datetime.date(2025, 1, 1), until=None, authors=()), text='What was reported?')
    """
    if len(question.split()) > _MOST_WORDS:
        return Filtered(Filter(), question)
    catalogue = language(code).asking.catalogue
    text = question
    since = until = None
    period = find_period(text, today, code)
    if period and (whole or catalogue.published.search(question)):
        since, until = period.since, period.until
        text = _joined(text[: period.span.start], text[period.span.end :])
    text, outlets = _named(text, _aliases(names.outlets), partial(_outlet, catalogue))
    text, authors = _named(
        text, {name: name for name in names.authors}, partial(_author, catalogue)
    )
    if len(outlets) > 1:  # it tells of both
        text, outlets = question, ()
    found = Filter(outlets=outlets, authors=authors, since=since, until=until)
    return Filtered(found, text) if found else Filtered(found, question)


def find_name(text: str, names: Names) -> Filter:
    """Return the filter for a text that names an outlet or an author; the empty one otherwise."""
    wanted = re.sub(r"^(?:the|der|die|das)\s+", "", text.strip(), flags=re.I).casefold()
    for alias, outlet in _aliases(names.outlets).items():
        if wanted == alias.casefold():
            return Filter(outlets=(outlet,))
    authors = [author for author in names.authors if wanted == author.casefold()]
    return Filter(authors=tuple(authors))


@lru_cache(maxsize=4)
def _aliases(outlets: tuple[str, ...]) -> Mapping[str, str]:
    """Return what outlets are called: the whole name, that before "of", its last word.

    A word is left out where it stands for two of them; longer names come first.

    >>> sorted(_aliases(("Official Gazette of Rostow", "Lakeside Courier")))
    ['Courier', 'Gazette', 'Lakeside Courier', 'Official Gazette', 'Official Gazette of Rostow']
    """
    aliases: dict[str, str] = {}
    twice: set[str] = set()
    for outlet in outlets:
        head = re.split(r"\s+(?:of|for|von|de)\s+", outlet)[0]
        last = head.split()[-1] if head.split() else head
        short = [last] if len(last) >= _LEAST_LETTERS and last[0].isupper() else []
        for alias in dict.fromkeys([outlet, head, *short]):
            twice |= {alias} & aliases.keys()
            aliases[alias] = outlet
    longest_first = sorted(aliases.items(), key=lambda item: (-len(item[0]), item[0]))
    return {alias: outlet for alias, outlet in longest_first if alias not in twice}


def _named(
    text: str, names: Mapping[str, str], limits: Callable[[str, Span], str | None]
) -> tuple[str, tuple[str, ...]]:
    """Return a text without the names that limit it, and what they stand for."""
    found: list[str] = []
    for alias, name in names.items():
        if alias not in text:  # there may be as many as articles
            continue
        if match := re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", text):
            rest = limits(text, Span(*match.span()))
            if rest is not None:
                found.append(name)
                text = rest
    return text, tuple(dict.fromkeys(found))


def _outlet(catalogue: Catalogue, text: str, place: Span) -> str | None:
    """Return a text without what it says of an outlet; None where that is no limit."""
    before, after = text[: place.start], text[place.end :]
    if found := catalogue.before_outlet.search(before):
        return _joined(before[: found.start()], after)
    if found := catalogue.possessive.match(after):
        return _joined(before, after[found.end() :])
    return text if catalogue.after_outlet.match(after) else None


def _author(catalogue: Catalogue, text: str, place: Span) -> str | None:
    """Return a text without what it says of an author; None where that is no limit."""
    before, after = text[: place.start], text[place.end :]
    if found := catalogue.before_author.search(before):
        return _joined(before[: found.start("by")], after)
    if found := catalogue.after_author.match(after):
        return _joined(before, after[found.end("own") :])
    return None


def _joined(before: str, after: str) -> str:
    """Return what is left of a text, without the comma that parted what was taken out."""
    before, after = before.rstrip(" ,"), after.lstrip(" ,")
    gap = "" if not before or re.match(r"[?!.,;:]|$", after) else " "
    return f"{before}{gap}{after}".strip()
