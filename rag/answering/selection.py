"""Which sentences are quoted: those that together hold the answer."""

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from rag.answering.budget import Budget
from rag.answering.candidates import Candidate
from rag.answering.tables import belonging
from rag.core.passage import Evidence
from rag.language.language import language
from rag.models.embedding import Vectors

REPEAT_OVERLAP = 0.8
"""Two sentences that share this part of their words (Jaccard) say the same."""
_GAP = 2
"""The most characters between a sentence and the one before it in the same paragraph."""


class _Part:
    """One thing that a question asks: the sentences that may answer it, and what is answered.

    Args:
        pool: candidates, best first; at least one.
        budget: how long the answer may be.
    """

    def __init__(self, pool: Sequence[Candidate], budget: Budget) -> None:
        self._rest = list(pool)
        self._of_article = budget.of_article
        self._floor = pool[0].evidence.score - budget.margin
        self._covered: Vectors | None = None

    def next(self, chosen: Sequence[Candidate], words: int) -> Candidate | None:
        """Return the next sentence, not chosen yet, of at most so many words; None at the end."""
        while self._rest:
            worth = [candidate.evidence.score + self._news(candidate) for candidate in self._rest]
            best = int(np.argmax(worth))
            if worth[best] < self._floor:
                return None
            candidate = self._rest.pop(best)
            if self._is_full(candidate, chosen):
                continue
            if _is_among(candidate, chosen):
                self._cover(candidate)
            elif not chosen or (candidate.length <= words and not repeats(candidate, chosen)):
                self._cover(candidate)
                return candidate
        return None

    def _is_full(self, candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
        """Tell whether the candidate's article has given as many sentences as it may."""
        article = candidate.evidence.article.id
        count = sum(other.evidence.article.id == article for other in chosen)
        return self._of_article is not None and count >= self._of_article

    def _news(self, candidate: Candidate) -> float:
        if self._covered is None:
            return 0.0
        return float(np.maximum(candidate.matches - self._covered, 0.0).mean())

    def _cover(self, candidate: Candidate) -> None:
        covered = candidate.matches
        self._covered = covered if self._covered is None else np.maximum(covered, self._covered)


def select(pools: Sequence[Sequence[Candidate]], budget: Budget) -> list[Evidence]:
    """Choose the sentences of the answer, in reading order.

    Greedy: the best sentence, then again and again the one with the highest score plus what it adds
    to the coverage of the question's tokens, so that each part of a question gets its sentence and
    a paraphrase does not. It ends with the budget or when nothing comes within its margin of the
    best one. The parts of a question take turns. A sentence that points back ("This ...") brings
    the one before it where the budget allows; a row of a table brings its header, or all of the
    table where that is asked for. Articles follow in the order of their best sentence, the
    sentences of an article in the article's order.

    Args:
        pools: candidates for each part of the question, best first.
        budget: how long the answer may be.
    """
    chosen: list[Candidate] = []
    words_left = budget.words
    turns = deque(_Part(pool, budget) for pool in pools if pool)
    while turns and len(chosen) < budget.sentences:
        part = turns.popleft()
        if candidate := part.next(chosen, words_left):
            chosen.append(candidate)
            words_left -= candidate.length
            turns.append(part)
    for candidate in tuple(chosen):
        if len(chosen) >= budget.sentences:
            break
        before = _antecedent(candidate, chain(*pools))
        if before and not _is_among(before, chosen) and before.length <= words_left:
            chosen.append(before)
            words_left -= before.length
    for candidate in tuple(chosen):
        for beside in belonging(candidate, list(chain(*pools)), budget.whole):
            if not _is_among(beside, chosen):
                chosen.append(beside)
    order = list(dict.fromkeys(candidate.evidence.article.id for candidate in chosen))
    evidence = [candidate.evidence for candidate in chosen]
    return sorted(evidence, key=lambda piece: (order.index(piece.article.id), piece.span))


def _antecedent(candidate: Candidate, pool: Iterable[Candidate]) -> Candidate | None:
    """Return the sentence right before one that points back, where it is a candidate too."""
    evidence = candidate.evidence
    if not language(evidence.article.language).points_back.match(evidence.text):
        return None
    near = (
        other
        for other in pool
        if other.evidence.article.id == evidence.article.id
        and 0 <= evidence.span.start - other.evidence.span.end <= _GAP
    )
    return next(near, None)


def _is_among(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Tell whether the very sentence is chosen, for this or another part of the question."""
    return any(candidate.evidence.place == other.evidence.place for other in chosen)


def repeats(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Tell whether a candidate says what one of the chosen sentences says."""
    return any(
        len(candidate.words & other.words) >= REPEAT_OVERLAP * len(candidate.words | other.words)
        for other in chosen
    )
