"""What the shipped weights judge; a new training may change it."""

import numpy as np
import pytest

from rag.core.passage import Chunk, Evidence
from rag.models.cross_encoder.cross_encoder import CrossEncoder
from rag.models.cross_encoder.network import Pair
from tests.models.cross_encoder.passages import NORTHVOLT, SENTENCES, START, tulips


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("When did Northvolt file for bankruptcy?", 0, "12 March 2025"),
        ("Where does the factory stand?", 1, "Skellefteå"),
        ("How many workers did it have?", 2, "5,000"),
    ],
)
def test_the_sentence_and_the_words_that_answer(
    cross_encoder: CrossEncoder, chunk: Chunk, question: str, sentence: int, answer: str
) -> None:
    (prediction,) = cross_encoder.predict_chunks(question, [chunk])
    assert int(np.argmax(prediction.sentences)) == sentence
    assert prediction.answer
    assert answer in prediction.answer.shift(-START).slice(NORTHVOLT)
    assert prediction.relevance > 0


def test_what_does_not_answer_is_told(cross_encoder: CrossEncoder, chunk: Chunk) -> None:
    question = "When did Northvolt file for bankruptcy?"
    answering, other = cross_encoder.predict_chunks(question, [chunk, tulips()])
    assert answering.relevance > other.relevance
    (missing,) = cross_encoder.predict_chunks("How much did the factory cost?", [chunk])
    assert missing.relevance < answering.relevance


def test_two_sentences_answer_together_what_neither_answers_alone(
    cross_encoder: CrossEncoder, chunk: Chunk
) -> None:
    evidence = [Evidence(chunk.article, span, span.slice(NORTHVOLT), 0.0) for span in SENTENCES]
    question = "Where does the factory of Northvolt stand, and when did it file for bankruptcy?"
    alone = [cross_encoder.score_together(question, [sentence]) for sentence in evidence]
    assert cross_encoder.score_together(question, evidence[:2]) > 0.9 + max(alone)


def test_a_claim_that_the_passage_says_is_entailed_more_than_its_contrary(
    cross_encoder: CrossEncoder,
) -> None:
    claims = ("Northvolt went bankrupt in March 2025.", "Northvolt went bankrupt in March 2019.")
    right, wrong = cross_encoder.predict([Pair(claim, NORTHVOLT, SENTENCES) for claim in claims])
    assert right.entailed > wrong.entailed
