"""What each article says where they differ: the numbers or days of sentences that are rivals."""

from collections.abc import Sequence

from rag.answering.rivals import correction
from rag.core.answer import Citation
from rag.core.beside import Disagreement, Side
from rag.core.passage import Evidence
from rag.core.span import Span
from rag.language.language import language
from rag.language.parsed import parse

MOST_WORDS = 5
"""Words that answer are a value where they are no more."""


def disagreement(
    told: Sequence[Evidence], citations: Sequence[Citation], *, of_days: bool = False
) -> Disagreement | None:
    """Return what each of some sentences says that differ; None where one gives no single value.

    Args:
        told: the sentences, newest first, as `rag.answering.rivals.with_rivals` returns them.
        citations: those of the answer.
        of_days: whether they differ in days; otherwise in numbers.
    """
    numbers = {citation.place: citation.number for citation in citations}
    right = correction(told)
    sides = []
    for piece in sorted(told, key=lambda piece: piece is not right):
        span = _value(piece, told, of_days)
        if span is None or piece.place not in numbers:
            return None
        words = span.shift(-piece.span.start).slice(piece.text)
        sides.append(Side(words, span, numbers[piece.place]))
    return Disagreement(tuple(sides), right is not None)


def _value(piece: Evidence, told: Sequence[Evidence], of_days: bool) -> Span | None:
    """Return where a sentence has its value: the few words that answer, or its one number or day.

    "Fewer than" and the like belong to a number. One that another of the sentences gives is what
    this one denies, not what it says.
    """
    words = piece.answer.shift(-piece.span.start) if piece.answer else None
    if words is None or len(words.slice(piece.text).split()) > MOST_WORDS:
        values = _values(piece, told, of_days)
        values = [span for span in values if not words or span.overlaps(words)]
        if len(values) != 1:
            return None
        words = values[0]
    start = words.start if of_days else _with_bound(piece, words.start)
    return Span(start, words.end).shift(piece.span.start)


def _values(piece: Evidence, told: Sequence[Evidence], of_days: bool) -> list[Span]:
    """Return where a sentence has days, or numbers that no other one gives."""
    text = parse(piece.text, piece.article.language)
    if of_days:
        return [day.span for day in text.days]
    denied = {number for other in told if other is not piece for number in _answering(other)}
    return [number.span for number in text.quantities if number.value not in denied]


def _answering(piece: Evidence) -> list[float]:
    """Return the numbers among the words of a sentence that answer."""
    if piece.answer is None:
        return []
    words = piece.answer.shift(-piece.span.start)
    quantities = parse(piece.text, piece.article.language).quantities
    return [number.value for number in quantities if number.span.overlaps(words)]


def _with_bound(piece: Evidence, start: int) -> int:
    """Return where a number begins with what bounds or rounds it, right before it."""
    numbers = language(piece.article.language).numbers
    before = piece.text[:start]
    found = (bound.search(before) for bound in (numbers.below, numbers.above, numbers.roughly))
    return min((match.start() for match in found if match), default=start)
