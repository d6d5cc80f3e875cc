"""The quoted answer: choose the sentences of the passages that together hold the answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rag.embedding import Vectors
from rag.evidence import sentence_matches
from rag.retrieval import Scored
from rag.settings import AnswerSettings
from rag.types import Evidence

PASSAGES_READ = 10
PASSAGE_WEIGHT = 0.06
"""What a point of the passage's score adds to its sentences' MaxSim."""
MARGIN = 0.2
"""A sentence may score this much below the best one."""
REPEAT_OVERLAP = 0.8
"""Two sentences that share this part of their words (Jaccard) say the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A sentence with its score and every question token's best match in it."""

    evidence: Evidence
    matches: Vectors
    words: frozenset[str]


def candidates(passages: Sequence[Scored]) -> list[Candidate]:
    """Return the sentences of the first passages, best first; headings and lines of hashtags are no sentences."""
    found = []
    for passage, passage_score in passages[:PASSAGES_READ]:
        chunk = passage.chunk
        for span, matches in sentence_matches(passage):
            text = span.shift(-chunk.span.start).slice(chunk.text)
            if not text.startswith("#"):
                score = float(matches.mean()) + PASSAGE_WEIGHT * passage_score
                found.append(Candidate(Evidence(chunk.article, span, text, score), matches, _words(text)))
    return sorted(found, key=lambda c: (-c.evidence.score, c.evidence.article.id, c.evidence.span))


def select(pool: Sequence[Candidate], settings: AnswerSettings) -> list[Evidence]:
    """Choose the sentences of the answer, in reading order.

    Greedy: the best sentence, then again and again the one with the highest score plus what it adds to the coverage of
    the question's tokens, so that each part of a question gets its sentence and a paraphrase does not. It ends with the
    budget or when nothing comes within `MARGIN` of the best. Articles follow in the order of their best sentence, the
    sentences of an article in the article's order.

    Args:
        pool: candidates, best first.
        settings: the most sentences and words.
    """
    if not pool:
        return []
    chosen = [pool[0]]
    covered = pool[0].matches
    words_left = settings.words - len(pool[0].evidence.text.split())
    rest = [candidate for candidate in pool[1:] if not _repeats(candidate, chosen)]
    while rest and len(chosen) < settings.sentences:
        worth = [c.evidence.score + float(np.maximum(c.matches - covered, 0.0).mean()) for c in rest]
        best = int(np.argmax(worth))
        if worth[best] < pool[0].evidence.score - MARGIN:
            break
        candidate = rest.pop(best)
        length = len(candidate.evidence.text.split())
        if length <= words_left and not _repeats(candidate, chosen):
            chosen.append(candidate)
            covered = np.maximum(covered, candidate.matches)
            words_left -= length
    articles = list(dict.fromkeys(c.evidence.article.id for c in chosen))
    return sorted((c.evidence for c in chosen), key=lambda e: (articles.index(e.article.id), e.span))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def _repeats(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    return any(len(candidate.words & other.words) >= REPEAT_OVERLAP * len(candidate.words | other.words) for other in chosen)
