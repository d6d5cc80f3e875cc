from dataclasses import replace

import numpy as np
import pytest

from rag.article import Article
from rag.embedding import Embedder
from rag.evidence.late_interaction import Passage, read_passages, read_query, sentence_matches
from rag.quantization import pack
from rag.schema import StoredVectors
from rag.types import Chunk, Span

TEXT = "The plant makes battery cells. Its canteen serves soup at noon."


@pytest.fixture(scope="module")
def chunk() -> Chunk:
    article = Article("Intro. " + TEXT, title="A factory")
    sentences = (Span(7, 37), Span(38, 70))
    return Chunk(article.info, Span(7, 70), TEXT, sentences)


def compare(question: str, chunk: Chunk, embedder: Embedder) -> Passage:
    (encoding,) = embedder.encode([chunk.embed_text])
    stored = StoredVectors(encoding.dense.tobytes(), pack(encoding.tokens), encoding.offsets.tobytes())
    (passage,) = read_passages([(chunk, stored)], read_query(question, embedder))
    return passage


def test_the_sentence_that_answers_matches_best(chunk: Chunk, embedder: Embedder) -> None:
    for question, best in (("What do they produce?", 0), ("When can workers have lunch?", 1)):
        means = [matches.mean() for _, matches in sentence_matches(compare(question, chunk, embedder))]
        assert int(np.argmax(means)) == best


def test_token_starts_are_places_in_the_article(chunk: Chunk, embedder: Embedder) -> None:
    passage = compare("soup", chunk, embedder)
    column = int(passage.similarities[0].argmax())
    start = passage.starts[column] - chunk.span.start
    assert TEXT[start : start + 4] == "soup"
    assert (passage.starts == -1).sum() == 2, "the two words of the title lie outside the text"


def test_maxsim_is_the_mean_of_the_best_matches(chunk: Chunk, embedder: Embedder) -> None:
    passage = compare("What do they produce?", chunk, embedder)
    assert passage.maxsim == pytest.approx(passage.similarities.max(axis=1).mean())
    assert np.all([matches <= passage.similarities.max(axis=1) for _, matches in sentence_matches(passage)])


def test_a_sentence_the_model_did_not_read_matches_nothing(chunk: Chunk, embedder: Embedder) -> None:
    passage = compare("soup", chunk, embedder)
    unread = replace(passage, chunk=replace(chunk, sentences=(Span(500, 510),)))
    assert [matches.tolist() for _, matches in sentence_matches(unread)] == [[0.0]]


def test_function_words_are_left_out_unless_alone(embedder: Embedder) -> None:
    assert len(read_query("soup", embedder).tokens) == len(read_query("The soup?", embedder).tokens) == 1
    assert len(read_query("in the", embedder).tokens) == 2
    assert len(read_query("\u200b", embedder).tokens) == 1, "nothing the model reads: the whole vector stands in"
