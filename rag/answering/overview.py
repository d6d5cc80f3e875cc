"""An overview of several articles: a summary, a comparison or a timeline, made of quoted sentences."""

from collections.abc import Sequence
from dataclasses import replace

from rag.answering.extractive import Candidate, select
from rag.answering.requests import OF_ARTICLE, Kind
from rag.evidence.quantities import Day, days
from rag.settings import AnswerSettings
from rag.types import Evidence, Sentence


def choose(pools: Sequence[Sequence[Candidate]], kind: Kind, settings: AnswerSettings) -> list[Evidence]:
    """Return the sentences of an overview, at most `OF_ARTICLE` of each article.

    A timeline takes only sentences with a date, in the order of the first date in each; the others are in the order of
    `rag.answering.extractive.select`.

    Args:
        pools: for each thing that is asked for candidates, best first.
        kind: what is asked for.
        settings: the most sentences and words.
    """
    if kind is not Kind.TIMELINE:
        return select(pools, settings, OF_ARTICLE)
    dated = [[one for one in pool if days(one.evidence.text)] for pool in pools]
    return sorted(select(dated, settings, OF_ARTICLE), key=lambda evidence: _when(days(evidence.text)[0]))


def as_list(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences as items of a list."""
    return tuple(replace(sentence, bullet=True) for sentence in sentences)


def _when(day: Day) -> tuple[int, int, int]:
    return day.year or 0, day.month or 0, day.day or 0
