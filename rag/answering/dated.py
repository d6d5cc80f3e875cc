"""When something happened: the date in a sentence, or else that of its article."""

from collections.abc import Iterator, Sequence
from datetime import date

from rag.core.article import ArticleInfo
from rag.core.passage import Evidence
from rag.core.request import Period
from rag.core.when import NEVER, When
from rag.language.language import language
from rag.language.parsed import parse
from rag.language.quantities import Day
from rag.question.periods import days_of


def when(evidence: Evidence) -> When:
    """Return the date of what a sentence tells.

    The first date in it that it does not count from ("since", "than in"); a day or month without a
    year is the one nearest to its article's publication. A sentence without a date tells what was
    so when its article was published.
    """
    published = evidence.article.published
    days = _told(evidence)
    for day in days:
        if day.year:
            return day.year, day.month or 0, day.day or 0
    for day in days:
        if published and day.month:
            return day.near(published).year or 0, day.month, day.day or 0
    return on_day(published)


def is_dated(evidence: Evidence) -> bool:
    """Tell whether a sentence names the date of what it tells."""
    return any(day.year or day.month for day in _told(evidence))


def _told(evidence: Evidence) -> list[Day]:
    """Return the dates in a sentence but those that it only counts or compares from."""
    code = evidence.article.language
    counted = language(code).counted_from
    days = parse(evidence.text, code).days
    return [day for day in days if not counted.search(evidence.text[: day.span.start])]


def fits(periods: Sequence[Period], text: str, article: ArticleInfo) -> float:
    """Tell whether a sentence speaks of a time that is asked about: 1, or -1 where of another one.

    It does where it names such a time, or names none while its article's title does or it was
    published then; -0.5 where it was published at another time, 0 where nothing is known.

    Args:
        periods: the times that are asked about; none: 0.
        text: the sentence, a row of a table with its header.
        article: where it stands.
    """
    if not periods:
        return 0
    if named := list(_periods(text, article)):
        return 1 if _meet(named, periods) else -1
    told = list(_periods(article.title, article))
    if article.published:
        told.append(Period(article.published, article.published))
    if _meet(told, periods):
        return 1
    return -0.5 if article.published else 0


def _meet(some: Sequence[Period], others: Sequence[Period]) -> bool:
    return any(one.meets(other) for one in some for other in others)


def _periods(text: str, article: ArticleInfo) -> Iterator[Period]:
    for day in parse(text, article.language).days:
        if day.year:
            try:
                yield Period(*days_of(day, date.max, text))
            except ValueError:  # 31 February
                continue


def on_day(day: date | None) -> When:
    """Return a day as the date of what happened on it; `NEVER` where it is not known."""
    return (day.year, day.month, day.day) if day else NEVER
