import numpy as np
import pytest

from rag.core.passage import Chunk, Evidence
from rag.core.span import Span
from rag.models.cross_encoder.cross_encoder import (
    MAX_ANSWER,
    CrossEncoder,
    best_span,
    whole_words,
)
from rag.models.cross_encoder.network import Pair
from tests.models.cross_encoder.passages import NORTHVOLT, SENTENCES, tulips

QUESTION = "Where does the factory stand?"


def test_the_order_and_the_company_of_pairs_do_not_matter(
    cross_encoder: CrossEncoder, chunk: Chunk
) -> None:
    (alone,) = cross_encoder.predict_chunks(QUESTION, [chunk])
    together = cross_encoder.predict_chunks(QUESTION, [tulips(), chunk, tulips()])[1]
    assert together.relevance == pytest.approx(alone.relevance, abs=0.05)
    assert together.answer == alone.answer


def test_many_pairs_are_predicted_in_batches_and_none_gives_none(
    cross_encoder: CrossEncoder, chunk: Chunk
) -> None:
    questions = [QUESTION, "How many workers did it have?"]
    pairs = [Pair(question, chunk.embed_text, ()) for question in questions]
    pairs += [Pair(question, "word " * 300, ()) for question in questions]
    assert len(cross_encoder.predict(pairs)) == 4
    assert cross_encoder.predict([]) == []


def test_the_same_pair_twice_gets_the_same_prediction(
    cross_encoder: CrossEncoder, chunk: Chunk
) -> None:
    first, second = (cross_encoder.predict_chunks(QUESTION, [chunk])[0] for _ in range(2))
    assert (first.relevance, first.entailed) == (second.relevance, second.entailed)
    assert (first.answer, first.certainty) == (second.answer, second.certainty)
    assert first.sentences.tolist() == second.sentences.tolist()


def test_each_sentence_has_a_score_and_the_answer_lies_in_the_chunk(
    cross_encoder: CrossEncoder, chunk: Chunk
) -> None:
    (prediction,) = cross_encoder.predict_chunks(QUESTION, [chunk])
    assert prediction.sentences.shape == (3,)
    assert prediction.answer
    assert prediction.answer.within(chunk.span)
    (nothing,) = cross_encoder.predict([Pair(QUESTION, NORTHVOLT, ())])
    assert (nothing.answer, nothing.certainty) == (None, 0.0)


def test_sentences_are_scored_together_as_the_text_that_they_make(
    cross_encoder: CrossEncoder, chunk: Chunk
) -> None:
    evidence = [Evidence(chunk.article, span, span.slice(NORTHVOLT), 0.0) for span in SENTENCES]
    whole_text = Pair(QUESTION, NORTHVOLT, [Span(0, len(NORTHVOLT))])
    (whole,) = cross_encoder.predict([whole_text])
    together = cross_encoder.score_together(QUESTION, evidence)
    assert together == pytest.approx(whole.relevance, abs=0.05)


def test_the_best_span_is_forward_short_and_inside() -> None:
    low = np.full(60, -1e4, dtype=np.float32)
    start, end = low.copy(), low.copy()
    start[10:50] = end[10:50] = 0.0
    offsets = np.stack([np.arange(60) * 2, np.arange(60) * 2 + 1], axis=1)
    start[40], end[12] = 5.0, 5.0  # the best end lies before the best start
    assert best_span(start, end, offsets) in [(Span(80, 81), 5.0), (Span(20, 25), 5.0)]
    start[11], end[11 + MAX_ANSWER] = 9.0, 9.0  # one token too long
    span, score = best_span(start, end, offsets)
    assert span
    assert span.end - span.start <= 2 * MAX_ANSWER
    assert score == 14.0
    assert best_span(low, low, offsets) == (None, 0.0)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("333 people", "33,333 people"),
        ("33,", "33,333"),
        ("eople", "people"),
        ("on 6", "on 6"),
        ("0.4", "10.45"),
        ("Nord", "Nordfeld"),
        ("33,333", "33,333"),
    ],
)
def test_a_short_answer_cuts_no_word_and_no_number(words: str, expected: str) -> None:
    text = "33,333 people rode to Nordfeld-Süd on 6 September at 10.45."
    start = text.index(words)
    assert whole_words(text, Span(start, start + len(words))).slice(text) == expected
