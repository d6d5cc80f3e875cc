"""An overview of several articles: a summary, a comparison or a timeline, in quoted sentences."""

from collections.abc import Sequence
from dataclasses import replace

from rag.answering.candidates import Candidate
from rag.answering.selection import select
from rag.core.answer import Answer, Sentence
from rag.core.passage import Evidence
from rag.language.parsed import parse
from rag.language.quantities import Day
from rag.question.request import OF_ARTICLE, Task
from rag.settings import AnswerSettings


def choose(
    pools: Sequence[Sequence[Candidate]], task: Task, settings: AnswerSettings
) -> list[Evidence]:
    """Return the sentences of an overview, at most `OF_ARTICLE` of each article.

    A timeline takes only sentences with a date, in the order of the first date in each; the others
    are in the order of `rag.answering.selection.select`.

    Args:
        pools: candidates for each thing that is asked for, best first.
        task: what is asked for.
        settings: the most sentences and words.
    """
    if task is not Task.TIMELINE:
        return select(pools, settings, OF_ARTICLE)
    dated = [
        [candidate for candidate in pool if parse(candidate.evidence.text).days] for pool in pools
    ]
    chosen = select(dated, settings, OF_ARTICLE)
    return sorted(chosen, key=lambda evidence: _when(parse(evidence.text).days[0]))


def as_list(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences as items of a list."""
    return tuple(replace(sentence, bullet=True) for sentence in sentences)


def side_by_side(answer: Answer, compared: Sequence[str]) -> Answer:
    """Return a comparison with each sentence in the column of what it is about.

    A sentence is about the thing whose own words stand in it or in what it cites, or else in the
    titles of the articles that it cites; where that are several things, or none, it belongs to no
    column. There are no columns where no sentence belongs to one.

    Args:
        answer: quoted or written.
        compared: the names of what is compared; none where the answer is no comparison.
    """
    if not compared:
        return replace(answer, columns=())
    stems = [parse(name).stems for name in compared]
    telling = [name.difference(*(other for other in stems if other is not name)) for name in stems]
    sentences = tuple(
        replace(sentence, column=_column(telling, sentence, answer))
        for sentence in answer.sentences
    )
    is_placed = any(sentence.column is not None for sentence in sentences)
    return replace(answer, sentences=sentences, columns=tuple(compared) if is_placed else ())


def _column(names: Sequence[frozenset[str]], sentence: Sentence, answer: Answer) -> int | None:
    """Return which of the names, told by their stems, a sentence is about, or None."""
    cited = [citation for citation in answer.citations if citation.number in sentence.citations]
    words = " ".join([sentence.text, *(citation.quote for citation in cited)])
    titles = " ".join(citation.article.title for citation in cited)
    for text in (words, titles):
        stems = parse(text).stems
        if columns := [column for column, name in enumerate(names) if name & stems]:
            return columns[0] if len(columns) == 1 else None
    return None


def _when(day: Day) -> tuple[int, int, int]:
    return day.year or 0, day.month or 0, day.day or 0
