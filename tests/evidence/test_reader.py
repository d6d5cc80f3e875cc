import numpy as np
import pytest

from rag.article import Article
from rag.evidence.loading import load_reader
from rag.evidence.network import Pair
from rag.evidence.reader import MAX_ANSWER, best_span
from rag.types import Chunk, Evidence, Span

NORTHVOLT = (
    "Northvolt filed for bankruptcy in Sweden on 12 March 2025. Its factory stands in Skellefteå. It had 5,000 workers."
)
SENTENCES = (Span(0, 58), Span(59, 93), Span(94, 115))


@pytest.fixture(scope="module")
def reader(embedder):
    return load_reader(embedder)


@pytest.fixture(scope="module")
def chunk():
    text = "Intro here. " + NORTHVOLT
    return Chunk(
        Article(text, "The battery maker").info, Span(12, len(text)), NORTHVOLT, tuple(s.shift(12) for s in SENTENCES)
    )


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("When did Northvolt file for bankruptcy?", 0, "12 March 2025"),
        ("Where does the factory stand?", 1, "Skellefteå"),
        ("How many workers did it have?", 2, "5,000"),
    ],
)
def test_the_sentence_and_the_words_that_answer(reader, chunk, question, sentence, answer):
    (reading,) = reader.read_chunks(question, [chunk])
    assert int(np.argmax(reading.evidence)) == sentence
    assert answer in reading.answer.shift(-12).slice(NORTHVOLT)
    assert reading.relevance > 0


def test_what_does_not_answer_is_told(reader, chunk):
    asked, other = reader.read_chunks("When did Northvolt file for bankruptcy?", [chunk, _other()])
    assert asked.relevance > other.relevance
    (missing,) = reader.read_chunks("How much did the factory cost?", [chunk])
    assert missing.relevance < asked.relevance


def test_two_sentences_answer_together_what_neither_answers_alone(reader, chunk):
    first, second, third = (Evidence(chunk.article, span, span.slice(NORTHVOLT), 0.0) for span in SENTENCES)
    question = "Where does the factory of Northvolt stand, and when did it file for bankruptcy?"
    both = reader.read_together(question, [first, second])
    assert both > 1 + max(reader.read_together(question, [one]) for one in (first, second, third))
    (whole,) = reader.read([Pair(question, NORTHVOLT, SENTENCES)])
    assert reader.read_together(question, [first, second, third]) == pytest.approx(whole.relevance, abs=0.05)


def _other():
    text = "Tulips flower in spring. Bees visit them."
    return Chunk(Article(text, "Tulips").info, Span(0, len(text)), text, (Span(0, 24), Span(25, 41)))


def test_a_claim_that_the_passage_says_is_entailed_more_than_its_contrary(reader):
    claims = ("Northvolt went bankrupt in March 2025.", "Northvolt went bankrupt in March 2019.")
    right, wrong = reader.read([Pair(claim, NORTHVOLT, SENTENCES) for claim in claims])
    assert right.entailed > wrong.entailed


def test_the_order_and_the_company_of_pairs_do_not_matter(reader, chunk):
    questions = ["Where does the factory stand?", "How many workers did it have?"]
    alone = [reader.read_chunks(question, [chunk])[0] for question in questions]
    pairs = [Pair(q, chunk.embed_text, ()) for q in questions] + [Pair(q, "word " * 300, ()) for q in questions]
    assert len(reader.read(pairs)) == 4
    together = reader.read_chunks(questions[0], [_other(), chunk, _other()])[1]
    assert together.relevance == pytest.approx(alone[0].relevance, abs=0.05)
    assert together.answer == alone[0].answer
    assert reader.read([]) == []


def test_reading_twice_says_the_same(reader, chunk):
    first, second = (reader.read_chunks("Where does the factory stand?", [chunk])[0] for _ in range(2))
    assert (first.relevance, first.entailed, first.answer) == (second.relevance, second.entailed, second.answer)
    assert first.evidence.tolist() == second.evidence.tolist()


def test_the_best_span_is_forward_short_and_inside():
    low = np.full(60, -1e4, dtype=np.float32)
    start, end = low.copy(), low.copy()
    start[10:50] = end[10:50] = 0.0
    offsets = np.stack([np.arange(60) * 2, np.arange(60) * 2 + 1], axis=1)
    start[40], end[12] = 5.0, 5.0  # the best end lies before the best start
    span, score = best_span(start, end, offsets)
    assert (span, score) in [(Span(80, 81), 5.0), (Span(20, 25), 5.0)]
    start[11], end[11 + MAX_ANSWER] = 9.0, 9.0  # one token too long
    span, score = best_span(start, end, offsets)
    assert span.end - span.start <= 2 * MAX_ANSWER
    assert score == 14.0
    assert best_span(low, low, offsets) == (None, 0.0)
