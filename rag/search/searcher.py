"""All that is searched for a question, within one deadline."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.core.corpus import Names
from rag.core.passage import Evidence, Hit
from rag.core.request import Request, Task
from rag.core.timing import Deadline, Trace
from rag.library.snapshot import Snapshot
from rag.models.cross_encoder.cross_encoder import CrossEncoder, Reranker
from rag.models.embedding import Embedder
from rag.search.abbreviations import written_out
from rag.search.hybrid import ScoredChunk, cross_encode, find_chunks
from rag.search.late_interaction import embed_query, match_chunks
from rag.search.spelling import mend
from rag.settings import RetrievalSettings

WIDER = 3
"""A second look and an overview search, order and cross-encode so many times the chunks."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What was found for a request.

    Attributes:
        whole: for the question as a whole, best first.
        parts: for each thing that it asks, in its order; empty where it asks one thing.
        deadline: the time that the cross-encoder has left for this question.
    """

    whole: Sequence[ScoredChunk]
    parts: Sequence[Sequence[ScoredChunk]]
    deadline: Deadline

    @property
    def cross_encoded(self) -> bool:
        """Whether the cross-encoder saw any chunk."""
        return any(scored.prediction for scored in self.whole)

    @property
    def trusted(self) -> "Found":
        """The same without the sentences that talk to a language model."""
        whole, *parts = [[one.trusted for one in each] for each in (self.whole, *self.parts)]
        return Found(whole, parts, self.deadline)


class Searcher:
    """Embeds, finds, reranks and cross-encodes. Safe to use from several threads.

    Args:
        embedder: the model that the index was made with.
        settings: how chunks are found.
        cross_encoder: scores the best chunks together with the question; without one that step is
            skipped.
        reranker: orders the chunks that the cross-encoder sees, in its place.
    """

    def __init__(
        self,
        embedder: Embedder,
        settings: RetrievalSettings,
        cross_encoder: CrossEncoder | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self.embedder = embedder
        self.settings = settings
        self.cross_encoder = cross_encoder
        self._reranker = reranker

    def spelled(self, request: Request, snapshot: Snapshot, names: Names = Names()) -> Request:
        """Return a request with its words mended, and the names in it that no article has.

        See `rag.search.spelling.mend` and `rag.search.abbreviations.written_out`.
        """
        known = self.embedder.tokenizer.token_to_id
        mended = [
            mend(written_out(text, snapshot), snapshot, names, lambda word: known(word) is not None)
            for text in request.texts
        ]
        texts = tuple(one.text for one in mended)
        if not mended or (texts == request.texts and not mended[0].missing):
            return request
        changed = texts != request.texts
        return replace(
            request,
            texts=texts,
            standalone=texts[0] if changed else request.standalone,
            missing=mended[0].missing,
        )

    def find(self, request: Request, snapshot: Snapshot, trace: Trace) -> Found:
        """Return what is found for a request as a whole and for each of its parts."""
        plain = request.task is Task.ANSWER
        settings = self.settings if plain else self.settings.widened(WIDER)
        deadline = Deadline(settings.cross_encode_seconds)
        whole, *parts = [
            self._find(text, settings.rerank, settings, snapshot, deadline, trace)
            for text in request.texts
        ]
        return Found(whole, parts, deadline)

    def search(self, text: str, k: int, snapshot: Snapshot, trace: Trace) -> list[ScoredChunk]:
        """Return the `k` best chunks for a text, best first."""
        deadline = Deadline(self.settings.cross_encode_seconds)
        return self._find(text, k, self.settings, snapshot, deadline, trace)

    def match(self, text: str, chunks: Sequence[str], snapshot: Snapshot) -> list[ScoredChunk]:
        """Return chunks, named by their ids, compared with a text, in their order."""
        stored = snapshot.view.chunks(chunks)
        query = embed_query(text, self.embedder)
        matched = match_chunks([stored[name] for name in chunks], query)
        return [ScoredChunk(chunk, chunk.maxsim) for chunk in matched]

    def score_together(
        self, question: str, sentences: Sequence[Evidence], deadline: Deadline, trace: Trace
    ) -> float | None:
        """Return the log-odds that some sentences answer a question as one text.

        None where there is no cross-encoder or its time is over.
        """
        if not self.cross_encoder or deadline.left <= 0:
            return None
        with trace.stage("cross-encode"), deadline.running():
            return self.cross_encoder.score_together(question, sentences)

    def _find(
        self,
        text: str,
        k: int,
        settings: RetrievalSettings,
        snapshot: Snapshot,
        deadline: Deadline,
        trace: Trace,
    ) -> list[ScoredChunk]:
        with trace.stage("embed"):
            query = embed_query(text, self.embedder)
        found = find_chunks(snapshot, query, k, settings, trace)
        with trace.stage("cross-encode"):
            count = settings.cross_encode
            return cross_encode(found, text, count, deadline, self.cross_encoder, self._reranker)


def hits(found: Sequence[ScoredChunk]) -> tuple[Hit, ...]:
    """Return chunks that were found as hits, ranked in their order."""
    ranked = enumerate(found, start=1)
    return tuple(Hit(scored.matched.chunk, scored.score, rank) for rank, scored in ranked)


def clustered(found: Sequence[ScoredChunk], snapshot: Snapshot) -> list[Hit]:
    """Return chunks that were found as hits that know the clusters of their articles."""
    clusters = snapshot.view.clusters({one.matched.chunk.article.id for one in found})
    return [replace(hit, cluster=clusters.get(hit.chunk.article.id)) for hit in hits(found)]
