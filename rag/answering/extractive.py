"""The quoted answer: choose the sentences of the passages that together hold the answer."""

import math
import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from rag.answering.guard import clean
from rag.embedding import Vectors
from rag.evidence.late_interaction import sentence_matches
from rag.evidence.reader import Reading
from rag.language.language import language
from rag.retrieval import Found
from rag.settings import AnswerSettings
from rag.types import Chunk, Evidence, Span

PASSAGES_USED = 10
"""Passages whose sentences are candidates where none was read."""
PASSAGE_WEIGHT = 0.06
"""What a point of the passage's score adds to its sentences' MaxSim."""
EVIDENCE_WEIGHT = 0.25
"""What the reader's probability that a sentence holds the answer adds to its score."""
MARGIN = 0.2
"""A sentence may score this much below the best one."""
REPEAT_OVERLAP = 0.8
"""Two sentences that share this part of their words (Jaccard) say the same."""
_GAP = 2
"""The most characters between a sentence and the one before it in the same paragraph."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A sentence with its score and every question token's best match in it."""

    evidence: Evidence
    matches: Vectors
    words: frozenset[str]
    chunk: Chunk

    @property
    def guarded(self) -> bool:
        """Whether it stands at or behind a sentence that talks to a language model."""
        trusted = clean(self.chunk)
        return trusted is None or not self.evidence.span.within(trusted.span)


def candidates(found: Sequence[Found]) -> list[Candidate]:
    """Return the sentences of the passages that were read, or else of the first ones, best first.

    Headings and lines of hashtags are no sentences.
    """
    pool = []
    for one in [one for one in found if one.reading] or found[:PASSAGES_USED]:
        chunk = one.passage.chunk
        for index, (span, matches) in enumerate(sentence_matches(one.passage)):
            text = span.shift(-chunk.span.start).slice(chunk.text)
            if not text.startswith("#"):
                score, answer = float(matches.mean()) + PASSAGE_WEIGHT * one.score, None
                if one.reading:
                    score += EVIDENCE_WEIGHT / (1 + math.exp(-float(one.reading.evidence[index])))
                    answer = _answer(one.reading, span)
                pool.append(Candidate(Evidence(chunk.article, span, text, score, answer), matches, _words(text), chunk))
    return sorted(pool, key=lambda c: (-c.evidence.score, c.evidence.article.id, c.evidence.span))


class _Asked:
    """One thing that a question asks: the sentences that may answer it, and what is answered already.

    Args:
        pool: candidates, best first; at least one.
        guard: whether what talks to a language model is passed over.
        of_article: the most sentences of one article; None does not limit.
    """

    def __init__(self, pool: Sequence[Candidate], guard: bool, of_article: int | None) -> None:
        self._rest = list(pool)
        self._guard = guard
        self._of_article = of_article
        self._floor = pool[0].evidence.score - MARGIN
        self._covered: Vectors | None = None

    def next(self, chosen: Sequence[Candidate], words: int) -> Candidate | None:
        """Return the next sentence of the answer that has at most so many words and is not chosen, or None at its end."""
        while self._rest:
            worth = [one.evidence.score + self._news(one) for one in self._rest]
            best = int(np.argmax(worth))
            if worth[best] < self._floor:
                return None
            candidate = self._rest.pop(best)
            if (self._guard and candidate.guarded) or self._is_full(candidate, chosen):
                continue
            if _stands_in(candidate, chosen):
                self._cover(candidate)
            elif not chosen or (_length(candidate) <= words and not _repeats(candidate, chosen)):
                self._cover(candidate)
                return candidate
        return None

    def _is_full(self, candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
        """Tell whether the candidate's article has given as many sentences as it may."""
        own = candidate.evidence.article.id
        given = sum(other.evidence.article.id == own for other in chosen)
        return self._of_article is not None and given >= self._of_article

    def _news(self, candidate: Candidate) -> float:
        return 0.0 if self._covered is None else float(np.maximum(candidate.matches - self._covered, 0.0).mean())

    def _cover(self, candidate: Candidate) -> None:
        self._covered = candidate.matches if self._covered is None else np.maximum(self._covered, candidate.matches)


def select(pools: Sequence[Sequence[Candidate]], settings: AnswerSettings, of_article: int | None = None) -> list[Evidence]:
    """Choose the sentences of the answer, in reading order.

    Greedy: the best sentence, then again and again the one with the highest score plus what it adds to the coverage of
    the question's tokens, so that each part of a question gets its sentence and a paraphrase does not. It
    ends with the budget or when nothing comes within `MARGIN` of the best. What a question asks takes turns. A sentence that
    points back ("This ...") brings the one before it where the budget allows. Articles follow in the order of their best
    sentence, the sentences of an article in the article's order.

    Args:
        pools: for each thing that the question asks candidates, best first.
        settings: the most sentences and words, and whether what talks to a language model is passed over.
        of_article: the most sentences of one article; None does not limit.
    """
    chosen: list[Candidate] = []
    words_left = settings.words
    turns = deque(_Asked(pool, settings.guard, of_article) for pool in pools if pool)
    while turns and len(chosen) < settings.sentences:
        asked = turns.popleft()
        if candidate := asked.next(chosen, words_left):
            chosen.append(candidate)
            words_left -= _length(candidate)
            turns.append(asked)
    for candidate in tuple(chosen):
        before = _antecedent(candidate, chain(*pools)) if len(chosen) < settings.sentences else None
        if before is None or (settings.guard and before.guarded):
            continue
        if not _stands_in(before, chosen) and _length(before) <= words_left:
            chosen.append(before)
            words_left -= _length(before)
    order = list(dict.fromkeys(c.evidence.article.id for c in chosen))
    return sorted((c.evidence for c in chosen), key=lambda e: (order.index(e.article.id), e.span))


def _antecedent(candidate: Candidate, pool: Iterable[Candidate]) -> Candidate | None:
    """Return the sentence before one that points back, where both were read together."""
    own = candidate.evidence
    if not language().points_back.match(own.text):
        return None
    near = (c for c in pool if c.evidence.article.id == own.article.id and 0 <= own.span.start - c.evidence.span.end <= _GAP)
    return next(near, None)


def _stands_in(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Tell whether the very sentence is chosen already, found for this or another part of the question."""
    own = candidate.evidence
    return any(own.span == c.evidence.span and own.article.id == c.evidence.article.id for c in chosen)


def _length(candidate: Candidate) -> int:
    return len(candidate.evidence.text.split())


def short_answer(found: Sequence[Found]) -> Evidence | None:
    """Return the few words of the best passage that was read that answer most likely; None where none was read."""
    best = next((one for one in found if one.reading and one.reading.answer), None)
    if not best or not best.reading or not best.reading.answer:
        return None
    chunk, span = best.passage.chunk, best.reading.answer
    return Evidence(chunk.article, span, span.shift(-chunk.span.start).slice(chunk.text), best.reading.certainty)


def _answer(reading: Reading, sentence: Span) -> Span | None:
    """Return the few words of a sentence that answer the question, where the passage rather does than does not."""
    found = reading.answer
    if not found or not found.within(sentence) or reading.relevance <= 0:
        return None
    return found if 2 * (found.end - found.start) <= sentence.end - sentence.start else None


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def _repeats(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    return any(len(candidate.words & other.words) >= REPEAT_OVERLAP * len(candidate.words | other.words) for other in chosen)
