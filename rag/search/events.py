"""Events that a question limits publication to: "before the opening of the tram" as a day.

The day is the one that the articles say right beside the event: "the tram opened on 6 September
2026".
"""

import re
from collections import Counter
from collections.abc import Iterator, Set

from rag.core.passage import Chunk
from rag.language.guess import guess_language
from rag.language.language import DEFAULT, language
from rag.language.parsed import Parsed, parse
from rag.language.quantities import Day
from rag.language.words import stem
from rag.library.snapshot import Snapshot

LOOKED_AT = 100
"""Chunks in which the day of an event is looked for."""
_BESIDE = 3
"""The most words between an event and its day."""

When = tuple[int, int, int]
"""Year, month and day; the day is 0 where only the month is said."""


def with_day(question: str, snapshot: Snapshot) -> str:
    """Return a question that limits publication to before or after an event, with the event's day.

    A question that names no such event, or one of which the articles say no day or several equally
    often, comes back as it is.
    """
    code = guess_language(question) or DEFAULT
    asking = language(code).asking
    match = asking.times.event.search(question)
    if not match or not asking.catalogue.published.search(question):
        return question
    moment = _most_said(match["event"], code, snapshot)
    if not moment:
        return question
    year, month, day = moment
    name = language(code).numbers.months[month - 1].capitalize()
    told = f"{year}-{month:02}-{day:02}" if day else f"{name} {year}"
    return question[: match.start("event")] + told + question[match.end("event") :]


def _most_said(event: str, code: str, snapshot: Snapshot) -> When | None:
    """Return when an event was as most articles say; None where none does or several are as many.

    A month that an article says is no vote against a day in it.
    """
    found = snapshot.lexical.search(event, LOOKED_AT)
    chunks = snapshot.view.chunks([name for name, _ in found]).values()
    said = {(chunk.article.id, when) for chunk, _ in chunks for when in _said(chunk, event, code)}
    whole = {when[:2] for _, when in said if when[2]}
    counts = Counter(when for _, when in said if when[2] or when[:2] not in whole).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]


def _said(chunk: Chunk, event: str, code: str) -> Iterator[When]:
    """Yield when an event was as the sentences of a chunk say beside its noun."""
    noun, *rest = language(code).asking.times.of.split(event, maxsplit=1)
    head = stem(noun.split()[-1], code)
    others = parse(" ".join([*noun.split()[:-1], *rest]), code).stems
    title = parse(chunk.article.title, chunk.article.language)
    for span in chunk.sentences:
        text = parse(chunk.slice(span), chunk.article.language)
        if not others <= text.stems | title.stems:
            continue
        for day in text.days:
            dated = day.near(chunk.article.published)
            if dated.year and dated.month and _is_beside(text, day, {head}):
                yield dated.year, dated.month, dated.day or 0


def _is_beside(text: Parsed, day: Day, stems: Set[str]) -> bool:
    """Tell whether a word stands so near to a date that the date is of it.

    Between them stand only words without content, the day of the week, a comma.
    """
    stop_words = language(text.code).stop_words
    for word in text.words:
        if stem(word.lower, text.code) not in stems:
            continue
        start, end = sorted((word.span, day.span))
        between = text.text[start.end : end.start]
        few = between.replace(",", " ").split()
        light = (one.lower() in stop_words or one[0].isupper() for one in few)
        if len(few) <= _BESIDE and not re.search(r"[^\w\s,]", between) and all(light):
            return True
    return False
