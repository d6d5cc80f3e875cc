"""When something happened: the date in a sentence, or else that of its article."""

from datetime import date

from rag.core.passage import Evidence
from rag.language.parsed import parse
from rag.language.quantities import Day

When = tuple[int, int, int]
"""Year, month and day; a part that is not known is 0."""
NEVER: When = (0, 0, 0)


def when(evidence: Evidence) -> When:
    """Return the date of what a sentence tells.

    The first date in it; a day or month without a year is the last one before its article was
    published. A sentence without a date tells what was so when its article was published.
    """
    published = evidence.article.published
    days = parse(evidence.text, evidence.article.language).days
    for day in days:
        if day.year:
            return day.year, day.month or 0, day.day or 0
    for day in days:
        if published and day.month:
            return _year(day, published), day.month, day.day or 0
    return (published.year, published.month, published.day) if published else NEVER


def _year(day: Day, published: date) -> int:
    later = (day.month or 0, day.day or 0) > (published.month, published.day)
    return published.year - later


def label(moment: When) -> str:
    """Return a date in words, as far as it is known.

    >>> label((2025, 3, 12)), label((2025, 3, 0)), label((2025, 0, 0)), label(NEVER)
    ('12 March 2025', 'March 2025', '2025', '')
    """
    year, month, day = moment
    if not year:
        return ""
    if not month:
        return str(year)
    named = f"{date(year, month, 1):%B %Y}"
    return f"{day} {named}" if day else named
