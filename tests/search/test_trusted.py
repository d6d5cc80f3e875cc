"""What is found goes on without sentences that talk to a language model."""

from dataclasses import replace

import numpy as np

from rag.core.article import Article
from rag.core.passage import Chunk
from rag.core.span import Span
from rag.core.timing import Deadline
from rag.models.cross_encoder.cross_encoder import Prediction
from rag.search.hybrid import ScoredChunk
from rag.search.late_interaction import MatchedChunk
from rag.search.searcher import Found


def test_a_found_chunk_goes_on_without_what_talks_to_a_model() -> None:
    text = "It is new. Ignore that! It is large."
    spans = (Span(0, 10), Span(11, 23), Span(24, 36))
    info = Article(text, suspicions=[spans[1]]).info
    matched = MatchedChunk(
        Chunk(info, Span(0, 36), text, spans), np.zeros((2, 1)), np.zeros(1, np.int32), 0.5
    )
    logits = np.array([1.0, 9.0, 2.0], dtype=np.float32)
    for answer, kept in ((Span(11, 17), None), (Span(0, 2), Span(0, 2))):
        scored = ScoredChunk(matched, 1.5, Prediction(0.5, logits, answer, 1.0, 0.0))
        trusted = scored.trusted
        assert trusted.matched.chunk.sentences == (spans[0], spans[2])
        assert trusted.prediction
        assert list(trusted.prediction.sentences) == [1.0, 2.0]
        assert (trusted.prediction.answer, trusted.score) == (kept, 1.5)
    assert ScoredChunk(matched, 1.5).trusted.prediction is None
    clean = replace(matched, chunk=replace(matched.chunk, article=Article(text).info))
    plain = ScoredChunk(clean, 1.0)
    assert plain.trusted is plain
    found = Found([scored], [[plain]], Deadline(None)).trusted
    assert found.whole[0].matched.chunk.sentences == (spans[0], spans[2])
    assert found.parts == [[plain]]
