"""What articles state in a set form: what is short for what, how old somebody is, what was when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.answering.dated import on_day
from rag.answering.lead import StandsOut, exactly
from rag.core.passage import Evidence
from rag.core.request import Period, Request
from rag.language.abbreviations import BRACKETED, long_form
from rag.language.guess import guess_language
from rag.language.language import DEFAULT, language
from rag.language.parsed import parse
from rag.language.quantities import Day
from rag.question.expected import asks_what_is_short
from rag.question.periods import days_of
from rag.search.hybrid import ScoredChunk

MOST = 4
"""The most sentences that tell what happened at a time."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Sentences, and the words of one of them that are what is asked for; None without such."""

    pieces: Sequence[Evidence]
    words: StandsOut | None = None


def find_stated(request: Request, found: Sequence[ScoredChunk]) -> Stated | None:
    """Return what answers a question by its form; None where its form or the articles' is another.

    Args:
        request: the question; one of several parts has none.
        found: the chunks that were found.
    """
    if request.has_parts:
        return None
    asked = request.sought().text
    if asks_what_is_short(request.question):
        return next(_written_out(asked, found), None)
    if request.otherwise and (pieces := _at_the_time(request, found)):
        return Stated(pieces)
    code = guess_language(asked) or DEFAULT
    if language(code).asking.of_age.search(asked):
        newest = sorted(_ages(asked, found), key=_published, reverse=True)
        return newest[0] if newest else None
    return None


def _at_the_time(request: Request, found: Sequence[ScoredChunk]) -> list[Evidence]:
    """Return the sentences that date what they tell within the time that is asked about."""
    told = []
    for piece in _sentences(found):
        days = parse(piece.text, piece.article.language).days
        dated = [day.near(piece.article.published) for day in days if day.month]
        if any(_is_within(day, request.sought().periods) for day in dated):
            told.append(piece)
    return told[:MOST]


def _is_within(day: Day, periods: Sequence[Period]) -> bool:
    if not day.year:
        return False
    try:
        first, last = days_of(day, date.max, "")
    except ValueError:  # 31 February
        return False
    begin, end = date.min, date.max
    return any((one.since or begin) <= first and last <= (one.until or end) for one in periods)


def _written_out(asked: str, found: Sequence[ScoredChunk]) -> Iterator[Stated]:
    """Yield the sentences that write out an abbreviation in a question."""
    for short in BRACKETED.findall(asked):
        for piece in _sentences(found):
            if long := long_form(piece.text, short):
                yield Stated([piece], exactly(piece.place, long))


def _ages(asked: str, found: Sequence[ScoredChunk]) -> Iterator[Stated]:
    """Yield the sentences that say how old somebody is, between commas behind the full name."""
    for name in parse(asked).full_names:
        aged = re.compile(rf"\b{re.escape(name)}, (?P<age>\d{{1,3}})(?=[,.;])")
        for piece in _sentences(found):
            if match := aged.search(piece.text):
                told = replace(piece, when=on_day(piece.article.published))
                yield Stated([told], exactly(piece.place, match["age"]))


def _published(stated: Stated) -> date:
    return stated.pieces[0].article.published or date.min


def _sentences(found: Sequence[ScoredChunk]) -> Iterator[Evidence]:
    for scored in found:
        chunk = scored.matched.chunk
        for span in chunk.sentences:
            yield Evidence(chunk.article, span, chunk.slice(span), scored.score)
