"""Find chunks: two indexes, one fusion, one reranking, and the cross-encoder over the best."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from rag.core.timing import Deadline, Trace
from rag.library.snapshot import Snapshot
from rag.models.cross_encoder.cross_encoder import CrossEncoder, Prediction, Reranker
from rag.search.late_interaction import MatchedChunk, Query, match_chunks
from rag.search.ranking import fuse, ordered
from rag.settings import RetrievalSettings

CROSS_ENCODER_WEIGHT = 0.25
"""What a point of a chunk's log-odds to answer the question adds to its score."""
_AT_ONCE = 4
"""Chunks between two looks at the clock, where the cross-encoder has a deadline."""


@dataclass(frozen=True, slots=True, eq=False)
class ScoredChunk:
    """A chunk that a search found, with all that is known of it.

    Attributes:
        matched: the chunk and its similarities to the question.
        score: higher is better, comparable within one search only.
        prediction: what the cross-encoder says of it; None where it did not see it.
    """

    matched: MatchedChunk
    score: float
    prediction: Prediction | None = None

    @property
    def trusted(self) -> Self:
        """The same without the sentences that talk to a language model; the rest stays."""
        chunk, prediction = self.matched.chunk, self.prediction
        suspects = chunk.article.suspects
        if not suspects(chunk.span):
            return self
        kept = [n for n, span in enumerate(chunk.sentences) if not suspects(span)]
        chunk = replace(chunk, sentences=tuple(chunk.sentences[n] for n in kept))
        if prediction:
            answer = prediction.answer
            trusted = None if answer and suspects(answer) else answer
            sentences = prediction.sentences[kept]
            prediction = replace(prediction, sentences=sentences, answer=trusted)
        matched = replace(self.matched, chunk=chunk)
        return replace(self, matched=matched, prediction=prediction)


def find_chunks(
    snapshot: Snapshot, query: Query, k: int, settings: RetrievalSettings, trace: Trace
) -> list[ScoredChunk]:
    """Return the `k` best chunks, best first.

    Dense and BM25 candidates are fused by weighted z-scores; the best of them are ordered by the
    sum of the z-scores of the fusion and of MaxSim. Of articles that print one text only one is
    among them, the one that fits best.

    Args:
        snapshot: the library.
        query: the question.
        k: how many.
        settings: numbers of candidates and weights.
        trace: records the stages "search" and "rerank".
    """
    with trace.stage("search"):
        count = max(settings.candidates, k)
        weight = settings.dense_weight
        fused, copies = _candidates(snapshot, query, weight, count)
        if copies:
            fused, _ = _candidates(snapshot, query, weight, count + copies)
    with trace.stage("rerank"):
        head = ordered(fused)[: max(settings.rerank, k)]
        stored = snapshot.view.chunks(head)
        chunks = match_chunks([stored[name] for name in head], query)
        matched = dict(zip(head, chunks, strict=True))
        maxsim = {name: chunk.maxsim for name, chunk in matched.items()}
        scores = fuse([(1.0, {name: fused[name] for name in head}), (1.0, maxsim)])
    return [ScoredChunk(matched[name], scores[name]) for name in ordered(scores)[:k]]


def _candidates(
    snapshot: Snapshot, query: Query, dense_weight: float, count: int
) -> tuple[dict[str, float], int]:
    """Return candidates with their fused scores, and how many were left out.

    Of copies of one text those chunks are left out that are not of the article that fits best.

    Args:
        snapshot: the library.
        query: the question.
        dense_weight: the weight of the dense scores, 0..1; the rest is BM25's.
        count: how many chunks each index gives.
    """
    dense = dict(snapshot.dense.search(query.dense, count, snapshot.bounds))
    lexical = dict(snapshot.lexical.search(query.text, count, snapshot.bounds))
    fused = fuse([(dense_weight, dense), (1 - dense_weight, lexical)])
    names = {chunk: chunk.rpartition(":")[0] for chunk in fused}
    origins = snapshot.view.origins(names.values())
    best: dict[str, str] = {}
    for chunk in ordered(fused):
        best.setdefault(origins.get(names[chunk], names[chunk]), names[chunk])
    kept = {
        chunk: score
        for chunk, score in fused.items()
        if best[origins.get(names[chunk], names[chunk])] == names[chunk]
    }
    return kept, len(fused) - len(kept)


def cross_encode(
    found: Sequence[ScoredChunk],
    question: str,
    count: int,
    deadline: Deadline,
    cross_encoder: CrossEncoder | None,
    reranker: Reranker | None = None,
) -> list[ScoredChunk]:
    """Let the cross-encoder score the best chunks, and return all of them in their new order.

    A chunk's score grows by its log-odds to answer the question; one that was not seen counts as
    the least of those that were. Without a cross-encoder and a reranker nothing changes.

    Args:
        found: chunks, best first.
        question: what is asked.
        count: how many the cross-encoder sees.
        deadline: the time that it has; nothing is begun when it is over.
        cross_encoder: says what a chunk holds.
        reranker: gives the log-odds in its place.
    """
    head = [scored.matched.chunk for scored in found[:count]]
    predictions: list[Prediction] = []
    if cross_encoder:
        at_once = len(head) if deadline.unlimited else _AT_ONCE
        with deadline.running() as elapsed:
            while len(predictions) < len(head) and _fits(deadline, elapsed(), len(predictions)):
                batch = head[len(predictions) :][:at_once]
                predictions += cross_encoder.predict_chunks(question, batch)
    relevance = [prediction.relevance for prediction in predictions]
    if reranker and head:
        relevance = list(reranker(question, [chunk.embed_text for chunk in head]))
    if not relevance:
        return list(found)
    least = min(relevance)
    rescored = [
        replace(
            scored,
            score=scored.score
            + CROSS_ENCODER_WEIGHT * (relevance[rank] if rank < len(relevance) else least),
            prediction=predictions[rank] if rank < len(predictions) else None,
        )
        for rank, scored in enumerate(found)
    ]
    return sorted(rescored, key=lambda scored: (-scored.score, scored.matched.chunk.id))


def _fits(deadline: Deadline, elapsed: float, done: int) -> bool:
    """Tell whether the next batch fits at the speed so far; the first needs any time at all."""
    if not done:
        return deadline.left > 0
    return elapsed * (done + _AT_ONCE) / done <= deadline.left
