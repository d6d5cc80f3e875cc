"""Find passages: two indexes, one fusion, one reranking by late interaction, and a reading of the best."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from rag.evidence.late_interaction import Passage, Query, read_passages
from rag.evidence.reader import EvidenceReader, Reading, Reranker
from rag.indexing.snapshot import Snapshot
from rag.ranking import fuse, ordered
from rag.settings import RetrievalSettings

READING_WEIGHT = 0.25
"""What a point of a passage's log-odds to answer the question adds to its score."""
_AT_ONCE = 4
"""Passages between two looks at the clock, where reading has a limit of time."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A passage that a search found.

    Attributes:
        passage: the passage.
        score: higher is better, comparable within one search only.
        reading: what the evidence reader says of it; None where it was not read.
    """

    passage: Passage
    score: float
    reading: Reading | None = None


def find_passages(
    snapshot: Snapshot,
    query: Query,
    k: int,
    settings: RetrievalSettings,
    articles: Sequence[str] | None = None,
    seconds: dict[str, float] | None = None,
) -> list[Found]:
    """Return the `k` best passages, best first.

    Dense and BM25 candidates are fused by weighted z-scores; the best of them are ordered by the sum of the z-scores of
    the fusion and of MaxSim.

    Args:
        snapshot: the corpus.
        query: the question.
        k: how many.
        settings: numbers of candidates and weights.
        articles: limits the search to these articles; None does not limit.
        seconds: takes the time of the two stages, "search" and "rerank".
    """
    started = perf_counter()
    count = max(settings.candidates, k)
    dense = dict(snapshot.dense.search(query.dense, count, articles))
    lexical = dict(snapshot.lexical.search(query.text, count, articles))
    weight = settings.dense_weight
    fused = fuse([(weight, dense), (1 - weight, lexical)])
    searched = perf_counter()
    head = ordered(fused)[: max(settings.rerank, k)]
    stored = snapshot.view.chunks(head)
    passages = dict(zip(head, read_passages([stored[name] for name in head], query), strict=True))
    maxsim = {name: passage.maxsim for name, passage in passages.items()}
    scores = fuse([(1.0, {name: fused[name] for name in head}), (1.0, maxsim)])
    if seconds is not None:
        seconds |= {"search": searched - started, "rerank": perf_counter() - searched}
    return [Found(passages[name], scores[name]) for name in ordered(scores)[:k]]


def read_best(
    found: Sequence[Found],
    question: str,
    settings: RetrievalSettings,
    reader: EvidenceReader | None,
    reranker: Reranker | None = None,
    spent: float = 0.0,
) -> list[Found]:
    """Read the best passages together with the question, and return all of them in their new order.

    A passage's score grows by its log-odds to answer the question; one that was not read counts as the least of those
    that were. Without a reader and a reranker the passages come back as they are.

    Args:
        found: passages, best first.
        question: what is asked.
        settings: how many are read, and how long that may take.
        reader: says what a passage holds.
        reranker: gives the log-odds instead of the reader.
        spent: seconds of that time that are gone.
    """
    started = perf_counter()
    readings: list[Reading] = []
    head = found[: settings.read]
    left = None if settings.read_seconds is None else settings.read_seconds - spent
    if reader:
        chunks = [one.passage.chunk for one in head]
        while len(readings) < len(chunks) and (left is None or _in_time(started, left, len(readings))):
            some = chunks[len(readings) :][: None if left is None else _AT_ONCE]
            readings += reader.read_chunks(question, some)
    relevance = [reading.relevance for reading in readings]
    if reranker and head:
        relevance = list(reranker(question, [one.passage.chunk.embed_text for one in head]))
    if not relevance:
        return list(found)
    least = min(relevance)
    again = [
        replace(
            one,
            score=one.score + READING_WEIGHT * (relevance[rank] if rank < len(relevance) else least),
            reading=readings[rank] if rank < len(readings) else None,
        )
        for rank, one in enumerate(found)
    ]
    return sorted(again, key=lambda one: (-one.score, one.passage.chunk.id))


def _in_time(started: float, left: float, done: int) -> bool:
    """Tell whether the next passages, read as fast as those before, fit into the time; the first ones need any left."""
    return (perf_counter() - started) * (done + _AT_ONCE) / done <= left if done else left > 0
