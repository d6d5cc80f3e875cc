"""Find passages: two indexes, one fusion, one reranking by late interaction."""

from collections.abc import Sequence
from time import perf_counter

from rag.evidence import Passage, Query, read_passages
from rag.indexing.snapshot import Snapshot
from rag.ranking import fuse, ordered
from rag.settings import RetrievalSettings

Scored = tuple[Passage, float]
"""A passage and its final score: higher is better, comparable within one search only."""


def find_passages(
    snapshot: Snapshot,
    query: Query,
    k: int,
    settings: RetrievalSettings,
    articles: Sequence[str] | None = None,
    seconds: dict[str, float] | None = None,
) -> list[Scored]:
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
    return [(passages[name], scores[name]) for name in ordered(scores)[:k]]
