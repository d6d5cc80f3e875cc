"""Chunks and candidates made by hand."""

import numpy as np

from rag.answering.candidates import Candidate
from rag.core.article import Article
from rag.core.passage import Chunk, Evidence
from rag.core.span import Span
from rag.models.cross_encoder.cross_encoder import Prediction
from rag.search.hybrid import ScoredChunk
from rag.search.late_interaction import MatchedChunk
from rag.sources.injection import is_injection, judged


def candidate(
    text: str, score: float, matches: list[float], article: str = "a", start: int = 0
) -> Candidate:
    info = Article("x", id=article).info
    span = Span(start, start + len(text))
    values = np.array(matches, dtype=np.float32)
    words = frozenset(text.lower().split())
    evidence = Evidence(info, span, text, score, is_injection=is_injection(text))
    return Candidate(evidence, values, words)


def scored_chunk(
    *sentences: str,
    title: str = "T",
    article: str = "a",
    score: float = 1.0,
    maxsim: float = 1.0,
    prediction: Prediction | None = None,
) -> ScoredChunk:
    """Return a chunk of lines whose tokens, two to a line, all match the question alike."""
    text = "\n".join(sentences)
    spans: list[Span] = []
    for sentence in sentences:
        start = spans[-1].end + 1 if spans else 0
        spans.append(Span(start, start + len(sentence)))
    info = judged(Article(text, title, article), spans).info
    chunk = Chunk(info, Span(0, len(text)), text, tuple(spans))
    starts = [place for span in spans for place in (span.start, span.start + 1)]
    similarities = np.full((2, len(starts)), 0.5, dtype=np.float32)
    matched = MatchedChunk(chunk, similarities, np.array(starts, dtype=np.int32), maxsim)
    return ScoredChunk(matched, score, prediction)


def prediction(
    sentences: list[float], relevance: float = 1.0, answer: Span | None = None
) -> Prediction:
    return Prediction(relevance, np.array(sentences, dtype=np.float32), answer, 3.0, 0.0)
