"""What was found for a question and is not cited in its answer."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rag.answering.candidates import Candidate, candidates
from rag.core.answer import Citation
from rag.core.beside import Uncited
from rag.core.passage import Evidence
from rag.core.request import Sought
from rag.search.hybrid import ScoredChunk

LOOKED_AT = 8
"""So many chunks are looked at, best first."""
MOST, MOST_OF_ARTICLE = 5, 2
"""The most sentences that are named, and the most of one article."""
NEAR = 0.75
"""A chunk is named where its MaxSim is at least this share of the best one's."""


def best_sentences(
    found: Sequence[ScoredChunk], pool: Sequence[Candidate], sought: Sought
) -> tuple[Evidence, ...]:
    """Return the best sentence of each of the best chunks, in their order.

    None that talks to a language model is among them.

    Args:
        found: the chunks that were found, best first.
        pool: the candidates, best first: the sentences of chunks that were read already.
        sought: what is looked for in the others.
    """
    floor = NEAR * max((one.matched.maxsim for one in found[:LOOKED_AT]), default=0.0)
    near = (one for one in found[:LOOKED_AT] if one.matched.maxsim >= floor)
    best = (next(_sentences(one, pool, sought), None) for one in near)
    return tuple(piece for piece in best if piece)


def uncited(best: Sequence[Evidence], citations: Sequence[Citation]) -> tuple[Uncited, ...]:
    """Return the best sentences that an answer with these citations does not cite."""
    told = {citation.quote for citation in citations}
    counts: Counter[str] = Counter()
    rest: list[Uncited] = []
    for piece in best:
        cited = any(
            citation.article.id == piece.article.id and citation.span.overlaps(piece.span)
            for citation in citations
        )
        if cited or piece.text in told or counts[piece.article.id] == MOST_OF_ARTICLE:
            continue
        told.add(piece.text)
        counts[piece.article.id] += 1
        rest.append(Uncited(piece.article, piece.span, piece.text, piece.answer))
    return tuple(rest[:MOST])


def _sentences(
    scored: ScoredChunk, pool: Sequence[Candidate], sought: Sought
) -> Iterator[Evidence]:
    """Yield the sentences of a chunk, best first, but those that talk to a language model."""
    chunk = scored.matched.chunk
    inside = [
        candidate
        for candidate in pool
        if candidate.evidence.article.id == chunk.article.id
        and candidate.evidence.span.within(chunk.span)
    ]
    for candidate in inside or candidates([scored], sought, every=True):
        if not candidate.evidence.is_injection:
            yield candidate.evidence
