from dataclasses import replace

import numpy as np
import pytest

from rag.core.article import Article
from rag.core.passage import Chunk
from rag.core.span import Span
from rag.library.preparing import stored_vectors
from rag.models.embedding import Embedder
from rag.search.late_interaction import (
    MatchedChunk,
    embed_query,
    match_chunks,
    sentence_matches,
)

TEXT = "The plant makes battery cells. Its canteen serves soup at noon."


@pytest.fixture(scope="module")
def chunk() -> Chunk:
    article = Article("Intro. " + TEXT, title="A factory")
    sentences = (Span(7, 37), Span(38, 70))
    return Chunk(article.info, Span(7, 70), TEXT, sentences)


def compare(question: str, chunk: Chunk, embedder: Embedder) -> MatchedChunk:
    (encoding,) = embedder.encode([chunk.embed_text])
    stored = stored_vectors(encoding)
    (matched,) = match_chunks([(chunk, stored)], embed_query(question, embedder))
    return matched


def test_the_sentence_that_answers_matches_best(chunk: Chunk, embedder: Embedder) -> None:
    for question, best in (("What do they produce?", 0), ("When can workers have lunch?", 1)):
        means = [
            matches.mean() for _, matches in sentence_matches(compare(question, chunk, embedder))
        ]
        assert int(np.argmax(means)) == best


def test_token_starts_are_places_in_the_article(chunk: Chunk, embedder: Embedder) -> None:
    matched = compare("soup", chunk, embedder)
    column = int(matched.similarities[0].argmax())
    start = matched.starts[column] - chunk.span.start
    assert TEXT[start : start + 4] == "soup"
    assert (matched.starts == -1).sum() == 2, "the two words of the title lie outside the text"


def test_maxsim_is_the_mean_of_the_best_matches(chunk: Chunk, embedder: Embedder) -> None:
    matched = compare("What do they produce?", chunk, embedder)
    assert matched.maxsim == pytest.approx(matched.similarities.max(axis=1).mean())
    assert np.all(
        [matches <= matched.similarities.max(axis=1) for _, matches in sentence_matches(matched)]
    )


def test_a_sentence_the_model_did_not_read_matches_nothing(
    chunk: Chunk, embedder: Embedder
) -> None:
    matched = compare("soup", chunk, embedder)
    unread = replace(matched, chunk=replace(chunk, sentences=(Span(500, 510),)))
    assert [matches.tolist() for _, matches in sentence_matches(unread)] == [[0.0]]


def test_function_words_are_left_out_unless_alone(embedder: Embedder) -> None:
    assert (
        len(embed_query("soup", embedder).tokens)
        == len(embed_query("The soup?", embedder).tokens)
        == 1
    )
    assert len(embed_query("in the", embedder).tokens) == 2


def test_a_question_that_the_model_can_not_read_matches_nothing(
    chunk: Chunk, embedder: Embedder
) -> None:
    assert embed_query("\u200b", embedder).tokens.shape == (1, 128)
    assert compare("\u200b", chunk, embedder).maxsim == 0.0
