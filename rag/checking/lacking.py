"""What of a statement another text does not have: its numbers, days and shares. Rules."""

from rag.checking.amounts import same_value
from rag.checking.shares import parts_of, same_shares
from rag.core.article import Article
from rag.core.span import Span
from rag.language.language import language
from rag.language.parsed import Parsed
from rag.language.quantities import Day
from rag.support.values import DifferenceKind, value_differences


def points_back(text: Parsed, place: Span) -> bool:
    """Tell whether a text opens with a word, and that stands for what was said before."""
    back = language(text.code).points_back
    return place.start <= 1 and back.match(text.text, place.start) is not None


def lacking_of(claim: Parsed, text: Parsed) -> set[Span]:
    """Return the numbers and days of a statement that a text does not have."""
    same = same_shares(claim, text)
    shares = {q.value for q in text.quantities if q.unit == "%"}
    others = {q.value for q in text.quantities if q.unit != "%"}
    counts = {q.span for q in claim.quantities if not q.unit and q.value in shares - others}
    missing = counts | {place for place, _ in parts_of(claim) if place not in same}
    return missing | {
        one.claim
        for one in value_differences(claim, text)
        if one.claim not in same
        and (
            one.kind in (DifferenceKind.NUMBER, DifferenceKind.DATE)
            or one.kind is DifferenceKind.UNIT
            and not same_value(claim, one.claim, text)
        )
    }


def published_then(claim: Parsed, place: Span, article: Article) -> bool:
    """Tell whether a day of a statement is the day on which an article was published."""
    known = article.published
    if known is None:
        return False
    days = [day for day in claim.days if day.span == place]
    then = Day(place, known.year, known.month, known.day)
    return any(then.agrees(day) for day in days)
