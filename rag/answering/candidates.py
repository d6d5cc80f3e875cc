"""The sentences that may be quoted, with their scores."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.core.passage import Evidence
from rag.core.span import Span
from rag.models.calibration import logistic
from rag.models.cross_encoder.cross_encoder import Prediction
from rag.models.embedding import Vectors
from rag.search.hybrid import ScoredChunk
from rag.search.late_interaction import sentence_matches

CHUNKS_USED = 10
"""Chunks whose sentences are candidates where the cross-encoder saw none."""
CHUNK_WEIGHT = 0.06
"""What a point of the chunk's score adds to its sentences' MaxSim."""
SENTENCE_WEIGHT = 0.25
"""What the cross-encoder's probability that a sentence holds the answer adds to its score."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A sentence that may be quoted.

    Attributes:
        evidence: the sentence with its score.
        matches: every question token's best cosine in it, shape (n,).
        words: its words, in lower case.
    """

    evidence: Evidence
    matches: Vectors
    words: frozenset[str]

    @property
    def length(self) -> int:
        """The number of its words."""
        return len(self.evidence.text.split())


def candidates(found: Sequence[ScoredChunk]) -> list[Candidate]:
    """Return the sentences of the chunks that the cross-encoder saw, or else of the first ones.

    Best first. Headings and lines of hashtags are no sentences.
    """
    seen = [scored for scored in found if scored.prediction]
    pool = [sentence for scored in seen or found[:CHUNKS_USED] for sentence in _of_chunk(scored)]
    return sorted(pool, key=lambda c: (-c.evidence.score, c.evidence.place))


def _of_chunk(scored: ScoredChunk) -> list[Candidate]:
    chunk, prediction = scored.matched.chunk, scored.prediction
    sentences = []
    for index, (span, matches) in enumerate(sentence_matches(scored.matched)):
        text = chunk.slice(span)
        if text.startswith("#"):
            continue
        score, answer = float(matches.mean()) + CHUNK_WEIGHT * scored.score, None
        if prediction:
            score += SENTENCE_WEIGHT * logistic(float(prediction.sentences[index]))
            answer = _answer_within(span, prediction)
        evidence = Evidence(chunk.article, span, text, score, answer)
        words = frozenset(re.findall(r"\w+", text.lower()))
        sentences.append(Candidate(evidence, matches, words))
    return sentences


def _answer_within(sentence: Span, prediction: Prediction) -> Span | None:
    """Return the few words of a sentence that answer, where the chunk is likelier to than not."""
    answer = prediction.answer
    if not answer or not answer.within(sentence) or prediction.relevance <= 0:
        return None
    is_short = 2 * (answer.end - answer.start) <= sentence.end - sentence.start
    return answer if is_short else None


def short_answer(found: Sequence[ScoredChunk]) -> Evidence | None:
    """Return the few words of the best chunk that answer most likely.

    None where the cross-encoder saw no chunk.
    """
    for scored in found:
        prediction = scored.prediction
        if prediction and prediction.answer:
            chunk, span = scored.matched.chunk, prediction.answer
            return Evidence(chunk.article, span, chunk.slice(span), prediction.certainty)
    return None
