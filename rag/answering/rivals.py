"""Articles that say different things: both are quoted, newest first, and a correction leads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from rag.answering.candidates import Candidate
from rag.answering.dated import on_day
from rag.core.passage import Evidence
from rag.core.request import Kind, Request, Task, Wants
from rag.core.span import Span
from rag.core.statement import Says, Statement, statement
from rag.language.language import language
from rag.language.parsed import parse
from rag.language.quantities import Day, Quantity
from rag.search.hybrid import ScoredChunk

NEAR = 0.2
"""A sentence may score this much below the best one to be another answer to the question."""
SHARED = 0.5
"""The share of the shorter sentence's words that two have in common which date the same."""
MOST = 2
"""The most other answers that are quoted."""
_KINDS = (Kind.FACT, Kind.YES_NO, Kind.OPEN)


def with_rivals(
    chosen: Sequence[Evidence],
    pool: Sequence[Candidate],
    found: Sequence[ScoredChunk],
    request: Request,
) -> list[Evidence]:
    """Return the chosen sentences with what says something else, newest first, each with its day.

    Of those without a day, a correction comes first.

    Two things do: a sentence that corrects the number that answers, or denies it ("not 410"); and
    another article's answer to the question, with another number of the same unit or another day.
    Where nothing does, the chosen sentences come back as they are.

    Args:
        chosen: the sentences of the answer.
        pool: the candidates, best first.
        found: the chunks that were found, of which more are looked through for corrections.
        request: the question; one of several parts, an overview or a list has no rivals.
    """
    plain = request.task in (Task.ANSWER, Task.SECOND_LOOK) and request.kind in _KINDS
    if not plain or request.has_parts or request.limit or not chosen or not pool:
        return list(chosen)
    first = pool[0]
    value = _value(first.evidence, request.wants)
    if value is None or first.evidence.place not in [piece.place for piece in chosen]:
        return list(chosen)
    others = [*_denials(value, first.evidence, found), *_answers(value, first, pool, request.wants)]
    others = [piece for piece in others if piece.place not in [one.place for one in chosen]]
    if not others:
        return list(chosen)
    told = sorted([*_newest(others), first.evidence], key=_order, reverse=True)
    return [replace(piece, when=on_day(piece.article.published)) for piece in told]


def introduction(told: Sequence[Evidence]) -> Statement:
    """Return what introduces sentences that say different things."""
    dated = all(piece.article.published for piece in told)
    return statement(Says.DIFFER_NEWEST_FIRST if dated else Says.DIFFER)


def _order(piece: Evidence) -> tuple[date, bool]:
    corrects = language(piece.article.language).corrects
    return piece.article.published or date.min, corrects.search(piece.text) is not None


def correction(told: Sequence[Evidence]) -> Evidence | None:
    """Return the sentence that corrects the others, its number as its answer; None without one."""
    for piece in told:
        corrects = language(piece.article.language).corrects
        if piece.answer and corrects.search(piece.text):
            return piece
    return None


def _value(evidence: Evidence, wanted: Wants) -> Quantity | Day | None:
    """Return the one number among the words that answer, or the one day where a time is asked for.

    None where there is none or several.
    """
    if evidence.answer is None:
        return None
    words = evidence.answer.shift(-evidence.span.start)
    text = parse(evidence.text, evidence.article.language)
    values: Sequence[Quantity | Day] = text.days if wanted is Wants.TIME else text.quantities
    inside = [value for value in values if value.span.overlaps(words)]
    return inside[0] if len(inside) == 1 else None


def _answers(
    value: Quantity | Day, first: Candidate, pool: Sequence[Candidate], wanted: Wants
) -> Iterator[Evidence]:
    """Yield the answers of other articles that have another number of the same unit, or day."""
    floor = first.evidence.score - NEAR
    for candidate in pool:
        piece = candidate.evidence
        if piece.score < floor or piece.article.id == first.evidence.article.id:
            continue
        other = _value(piece, wanted)
        if isinstance(value, Quantity) and isinstance(other, Quantity):
            differ = other.unit == value.unit and other.value != value.value
        elif isinstance(value, Day) and isinstance(other, Day):
            differ = _tell_the_same(first.evidence, piece) and not _agree(
                value.near(first.evidence.article.published), other.near(piece.article.published)
            )
        else:
            differ = False
        if differ:
            yield piece


def _agree(one: Day, other: Day) -> bool:
    return one.agrees(other) or other.agrees(one)


def _tell_the_same(one: Evidence, other: Evidence) -> bool:
    """Tell whether two sentences share so many words that their days are of the same.

    Many things have a day, where a number has a unit.
    """
    mine, theirs = (parse(piece.text, piece.article.language).stems for piece in (one, other))
    return len(mine & theirs) >= SHARED * min(len(mine), len(theirs))


def _denials(
    value: Quantity | Day, first: Evidence, found: Sequence[ScoredChunk]
) -> Iterator[Evidence]:
    """Yield the sentences that correct or deny a number.

    They name the number, and share words with the sentence that it stands in. One that does not
    say what is right instead brings the one after it.
    """
    if not isinstance(value, Quantity):
        return
    about = parse(first.text, first.article.language).stems
    for scored in found:
        chunk = scored.matched.chunk
        code = chunk.article.language
        for place, span in enumerate(chunk.sentences):
            text = parse(chunk.slice(span), code)
            numbers = [one for one in text.quantities if one.value == value.value]
            if not numbers or len(about & text.stems) < 2 or not _denies(text.text, numbers, code):
                continue
            if len(text.quantities) == len(numbers):  # what is right instead is said behind it
                following = chunk.sentences[place + 1 : place + 2] or (span,)
                span = Span(span.start, following[0].end)
            words = chunk.slice(span)
            right = _right(words, value, code)
            answer = right.span.shift(span.start) if right else None
            yield Evidence(chunk.article, span, words, first.score, answer)


def _right(text: str, value: Quantity, code: str) -> Quantity | None:
    """Return the number that a correction puts in place of another; None where that is unclear."""
    if not language(code).corrects.search(text):
        return None
    parsed = parse(text, code)
    units = {value.unit, ""}
    others = [one for one in parsed.quantities if one.value != value.value and one.unit in units]
    return others[0] if len({other.value for other in others}) == 1 else None


def _denies(text: str, numbers: Iterable[Quantity], code: str) -> bool:
    rules = language(code)
    if rules.corrects.search(text):
        return True
    return any(rules.instead.search(text[: number.span.start]) for number in numbers)


def _newest(others: Sequence[Evidence]) -> list[Evidence]:
    """Return the newest of those that say the same, the newest ones first."""
    newest: dict[frozenset[float], Evidence] = {}
    for piece in sorted(others, key=lambda one: one.article.published or date.min):
        numbers = parse(piece.text, piece.article.language).quantities
        newest[frozenset(number.value for number in numbers)] = piece
    return list(newest.values())[::-1][:MOST]
