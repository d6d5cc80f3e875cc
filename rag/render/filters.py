"""A filter in words."""

from datetime import date

from rag.core.corpus import Filter


def limits(where: Filter) -> str:
    """Return what a filter limits a search to, in words; nothing for one that takes all.

    >>> limits(Filter(outlets="Lakeside Courier", since="2025-03-01", until="2025-03-31"))
    'from Lakeside Courier, published from 1 March 2025 to 31 March 2025'
    >>> limits(Filter(authors=["Anna Keller"], until="2020-01-01"))
    'by Anna Keller, published until 1 January 2020'
    """
    parts = [
        f"from {' or '.join(where.outlets)}" if where.outlets else "",
        f"by {' or '.join(where.authors)}" if where.authors else "",
        f"on {' or '.join(where.topics)}" if where.topics else "",
        f"among {', '.join(where.articles)}" if where.articles else "",
        _days(where.since, where.until),
    ]
    return ", ".join(filter(None, parts))


def _days(since: date | None, until: date | None) -> str:
    if since and until:
        return f"published on {day(since)}" if since == until else _both(since, until)
    if since:
        return f"published since {day(since)}"
    return f"published until {day(until)}" if until else ""


def _both(since: date, until: date) -> str:
    return f"published from {day(since)} to {day(until)}"


def day(when: date) -> str:
    """Return a day in words.

    >>> day(date(2025, 3, 12))
    '12 March 2025'
    """
    return f"{when.day} {when:%B %Y}"
