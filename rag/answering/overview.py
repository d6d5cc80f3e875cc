"""An overview of several articles: a summary, a comparison or a timeline, in quoted sentences."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from rag.answering.budget import Budget
from rag.answering.candidates import Candidate
from rag.answering.dated import is_dated, when
from rag.answering.selection import repeats, select
from rag.core.answer import Answer, Sentence
from rag.core.passage import Evidence
from rag.core.request import Task
from rag.core.when import NEVER, When
from rag.language.blocks import is_row
from rag.language.parsed import parse

PAIRED = 15
"""Candidates for each compared thing of which two may tell the same."""
LEAST_SHARED = 2
"""The fewest words that two sentences share which do."""
UNDATED = 2
"""The most sentences of a timeline that tell what was so on the day of their publication."""


def choose(pools: Sequence[Sequence[Candidate]], task: Task, budget: Budget) -> list[Evidence]:
    """Return the sentences of a timeline or a summary, within a budget.

    A timeline is in the order of the dates of what its sentences tell, a summary in that of its
    articles' publication.

    Args:
        pools: candidates for each thing that is asked for, best first.
        task: what is asked for.
        budget: how long the answer may be.
    """
    if task is Task.TIMELINE:
        told = timeline(max(pools, key=len, default=()), budget)
        return [dated(piece) for piece in sorted(told, key=when)]
    chosen = select(pools, budget)
    return sorted(chosen, key=lambda evidence: evidence.article.published or date.min)


def timeline(pool: Sequence[Candidate], budget: Budget) -> list[Evidence]:
    """Return the best sentence of each time that is named, within a budget.

    Of those that name none, as many as `UNDATED` of each day of publication.

    Args:
        pool: candidates, best first; those without a date are left out.
        budget: how long the answer may be.
    """
    chosen: list[Candidate] = []
    told: Counter[When] = Counter()
    words = budget.words
    for candidate in pool:
        piece = candidate.evidence
        moment = when(piece)
        if piece.score < pool[0].evidence.score - budget.margin or len(chosen) == budget.sentences:
            break
        most = 1 if is_dated(piece) else UNDATED
        is_told = moment == NEVER or told[moment] >= most
        if is_told or candidate.length > words or repeats(candidate, chosen):
            continue
        chosen.append(candidate)
        told[moment] += 1
        words -= candidate.length
    return [candidate.evidence for candidate in chosen]


def dated(evidence: Evidence) -> Evidence:
    """Return a sentence of a timeline as an item of a list, with its date before it."""
    return replace(evidence, bullet=True, when=when(evidence))


def of_each(
    pools: Sequence[Sequence[Candidate]], compared: Sequence[str]
) -> list[Sequence[Candidate]]:
    """Return of the candidates for each compared thing those that are about it.

    Where none is about any of them, all are returned.

    Args:
        pools: candidates for each thing, best first.
        compared: the names of the things, in the same order; those that are times are kept.
    """
    kept: list[Sequence[Candidate]] = []
    for pool, name in zip(pools, compared, strict=False):
        stems = parse(name).stems
        is_time = bool(parse(name).days)
        kept.append([one for one in pool if is_time or _names(stems, _told(one))])
    return kept if any(kept) else list(pools)


def _told(candidate: Candidate) -> frozenset[str]:
    """Return the stems of a sentence and of the title of its article."""
    piece = candidate.evidence
    return parse(piece.text).stems | parse(piece.article.title).stems


def _names(name: frozenset[str], stems: frozenset[str]) -> bool:
    """Tell whether stems have half of a name's or more."""
    return bool(name) and 2 * len(name & stems) >= len(name)


def side_by_side(answer: Answer, compared: Sequence[str]) -> Answer:
    """Return a comparison with each sentence in the column of what it is about.

    A sentence is about the thing whose own words stand in it or in what it cites, or else in the
    titles of the articles that it cites; where that are several things, or none, it belongs to no
    column, and neither does a row of a table. There are no columns where no sentence belongs to
    one.

    Args:
        answer: quoted or written.
        compared: the names of what is compared; none where the answer is no comparison.
    """
    if not compared:
        return replace(answer, columns=())
    telling = _telling(compared)
    sentences = tuple(
        replace(sentence, column=_column(telling, sentence, answer))
        for sentence in answer.sentences
    )
    is_placed = any(sentence.column is not None for sentence in sentences)
    return replace(answer, sentences=sentences, columns=tuple(compared) if is_placed else ())


def _telling(compared: Sequence[str]) -> list[frozenset[str]]:
    """Return the stems of each name that the others don't have."""
    stems = [parse(name).stems for name in compared]
    return [name.difference(*(other for other in stems if other is not name)) for name in stems]


def _column(names: Sequence[frozenset[str]], sentence: Sentence, answer: Answer) -> int | None:
    """Return which of the names, told by their stems, a sentence is about, or None."""
    if is_row(sentence.text):
        return None
    cited = [citation for citation in answer.citations if citation.number in sentence.citations]
    words = " ".join([sentence.text, *(citation.quote for citation in cited)])
    return _about(names, (words, " ".join(citation.article.title for citation in cited)))


def _about(names: Sequence[frozenset[str]], texts: Sequence[str]) -> int | None:
    """Return which one of the names the first text is about that names any; None for several."""
    for text in texts:
        stems = parse(text).stems
        if columns := [column for column, name in enumerate(names) if _names(name, stems)]:
            return columns[0] if len(columns) == 1 else None
    return None


def compare(
    pools: Sequence[Sequence[Candidate]], compared: Sequence[str], budget: Budget
) -> list[Evidence]:
    """Return the sentences of a comparison: those that tell the same of both things come first.

    Args:
        pools: candidates for each thing, best first.
        compared: the names of the things, in the same order.
        budget: how long the answer may be.
    """
    pairs = by_aspect(pools, compared, budget)
    rest = replace(
        budget,
        sentences=budget.sentences - len(pairs),
        words=budget.words - sum(one.length for one in pairs),
    )
    others = [[one for one in pool if not repeats(one, pairs)] for pool in pools]
    left = select(others, rest) if rest.sentences > 0 else []
    return [*(one.evidence for one in pairs), *left]


def by_aspect(
    pools: Sequence[Sequence[Candidate]], compared: Sequence[str], budget: Budget
) -> list[Candidate]:
    """Return sentences that tell the same of both compared things, pair by pair, best first.

    Two do where each is about one of the things and they share half of the shorter one's other
    words, `LEAST_SHARED` at least.

    Args:
        pools: candidates for each thing, best first.
        compared: the names of the things, in the same order.
        budget: how long the answer may be.
    """
    telling = _telling(compared)
    sides = [
        [
            one
            for one in pool[:PAIRED]
            if one.evidence.score >= pool[0].evidence.score - budget.margin
            and _about(telling, _texts(one)) == side
        ]
        for side, pool in enumerate(pools)
    ]
    named = frozenset().union(*(parse(name).stems for name in compared))
    pairs = []
    for one, other in product(*sides):
        mine, theirs = (_words(candidate) - named for candidate in (one, other))
        shared = len(mine & theirs)
        if shared >= LEAST_SHARED and 2 * shared >= min(len(mine), len(theirs)):
            score = one.evidence.score + other.evidence.score
            pairs.append((score, one, other))
    chosen: list[Candidate] = []
    words = budget.words
    for _, one, other in sorted(pairs, key=lambda pair: -pair[0]):
        fits = len(chosen) + 2 <= budget.sentences and one.length + other.length <= words
        if fits and not repeats(one, chosen) and not repeats(other, chosen):
            chosen += [one, other]
            words -= one.length + other.length
    return chosen


def _texts(candidate: Candidate) -> tuple[str, str]:
    return candidate.evidence.text, candidate.evidence.article.title


def _words(candidate: Candidate) -> frozenset[str]:
    """Return the stems of a sentence, those of its numbers and dates aside."""
    text = parse(candidate.evidence.text, candidate.evidence.article.language)
    return frozenset(stem for stem in text.stems if not any(map(str.isdigit, stem)))
