"""A filter in words."""

from collections.abc import Iterator
from datetime import date

from rag.core.corpus import Filter
from rag.render.wording import ENGLISH, Wording


def limits(where: Filter, t: Wording = ENGLISH) -> str:
    """Return what a filter limits a search to, in words; nothing for one that takes all.

    >>> limits(Filter(outlets="Lakeside Courier", since="2025-03-01", until="2025-03-31"))
    'from Lakeside Courier, published from 1 March 2025 to 31 March 2025'
    >>> limits(Filter(authors=["Anna Keller"], until="2020-01-01"))
    'by Anna Keller, published until 1 January 2020'
    """
    return ", ".join(_limits(where, t))


def _limits(where: Filter, t: Wording) -> Iterator[str]:
    one_of = t.texts["or"].join
    if where.outlets:
        yield t("limit_outlets", names=one_of(where.outlets))
    if where.authors:
        yield t("limit_authors", names=one_of(where.authors))
    if where.topics:
        yield t("limit_topics", names=one_of(where.topics))
    if where.articles:
        yield t("limit_articles", names=", ".join(where.articles))
    if where.dated:
        yield _days(where.since, where.until, t)


def _days(since: date | None, until: date | None, t: Wording) -> str:
    first, last = (t.day(day) if day else "" for day in (since, until))
    if since and until:
        return t("limit_on" if since == until else "limit_between", first=first, last=last)
    return t("limit_since" if since else "limit_until", first=first, last=last)


def day(when: date) -> str:
    """Return a day in words.

    >>> day(date(2025, 3, 12))
    '12 March 2025'
    """
    return ENGLISH.day(when)
