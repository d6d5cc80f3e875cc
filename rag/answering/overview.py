"""An overview of several articles: a summary, a comparison or a timeline, made of quoted sentences."""

from collections.abc import Sequence
from dataclasses import replace

from rag.answering.extractive import Candidate, select
from rag.answering.requests import OF_ARTICLE, Kind
from rag.language.parsed import parse
from rag.language.quantities import Day
from rag.settings import AnswerSettings
from rag.types import Answer, Evidence, Sentence


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
    dated = [[one for one in pool if parse(one.evidence.text).days] for pool in pools]
    chosen = select(dated, settings, OF_ARTICLE)
    return sorted(chosen, key=lambda evidence: _when(parse(evidence.text).days[0]))


def as_list(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences as items of a list."""
    return tuple(replace(sentence, bullet=True) for sentence in sentences)


def side_by_side(answer: Answer, compared: Sequence[str]) -> Answer:
    """Return a comparison with each sentence in the column of the one that it is about; no columns where none is about one.

    A sentence is about the one whose own words stand in it or in what it cites, or else in the titles of the articles that
    it cites; where that are several, or none, it belongs to no column.

    Args:
        answer: quoted or written.
        compared: the names of what is compared; none where the answer is no comparison.
    """
    if not compared:
        return replace(answer, columns=())
    names = [parse(name).stems for name in compared]
    own = [name.difference(*(other for other in names if other is not name)) for name in names]
    sentences = tuple(replace(one, column=_about(own, one, answer)) for one in answer.sentences)
    placed = any(one.column is not None for one in sentences)
    return replace(answer, sentences=sentences, columns=tuple(compared) if placed else ())


def _about(names: Sequence[frozenset[str]], sentence: Sentence, answer: Answer) -> int | None:
    """Return which of the names a sentence is about, by their words, or None."""
    cited = [one for one in answer.citations if one.number in sentence.citations]
    said = " ".join([sentence.text, *(one.quote for one in cited)])
    for text in (said, " ".join(one.article.title for one in cited)):
        words = parse(text).stems
        if found := [column for column, name in enumerate(names) if name & words]:
            return found[0] if len(found) == 1 else None
    return None


def _when(day: Day) -> tuple[int, int, int]:
    return day.year or 0, day.month or 0, day.day or 0
