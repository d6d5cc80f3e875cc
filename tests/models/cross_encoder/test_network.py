import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from rag.language.sentences import sentence_spans
from rag.models.cross_encoder.network import MAX_TOKENS, Pair, make_batch
from rag.models.cross_encoder.weights import new_network
from rag.models.embedding import Embedder

TEXT = "The plant opened in 2021. It makes cells.\n\nNobody was hurt."


@pytest.fixture(scope="module")
def tokenizer(embedder: Embedder) -> Tokenizer:
    return embedder.tokenizer


def pair(asked: str = "When did it open?", passage: str = TEXT) -> Pair:
    return Pair(asked, passage, sentence_spans(passage))


def test_every_token_of_a_sentence_knows_it(tokenizer: Tokenizer) -> None:
    batch = make_batch([pair()], tokenizer)
    assert batch.sentences == 3
    for token, (start, end) in enumerate(batch.offsets[0]):
        sentence = int(batch.sentence[0, token])
        if sentence < batch.sentences:
            assert pair().sentences[sentence].start <= start < end <= pair().sentences[sentence].end
    assert {int(s) for s in batch.sentence[0]} == {0, 1, 2, 3}


def test_the_question_and_the_padding_belong_to_no_sentence(tokenizer: Tokenizer) -> None:
    batch = make_batch([pair(), pair(passage="Short.")], tokenizer)
    for row in range(2):
        passage = batch.types[row] == 1
        assert (batch.sentence[row][~passage] == batch.sentences).all()
        assert (batch.sentence[row][batch.mask[row] == 0] == batch.sentences).all()
    assert batch.ids.shape[1] % 16 == 0


def test_a_pair_that_is_too_long_loses_the_end_of_its_passage(tokenizer: Tokenizer) -> None:
    batch = make_batch([pair(passage="word " * 1_000)], tokenizer)
    assert int(batch.mask.sum()) == MAX_TOKENS
    assert batch.ids[0, 1:6].tolist() == make_batch([pair()], tokenizer).ids[0, 1:6].tolist()


def test_a_question_that_is_too_long_leaves_half_to_the_passage(tokenizer: Tokenizer) -> None:
    batch = make_batch([pair(asked="why " * 2_000, passage="word " * 1_000)], tokenizer)
    assert int(batch.mask.sum()) == MAX_TOKENS
    assert int(batch.types.sum()) >= MAX_TOKENS // 2


@given(st.text(max_size=80), st.text(max_size=300))
def test_any_text_makes_a_batch(tokenizer: Tokenizer, asked: str, passage: str) -> None:
    spans = sentence_spans(passage)
    batch = make_batch([Pair(asked, passage, spans)], tokenizer)
    assert int(batch.sentence.max()) <= batch.sentences
    offsets = batch.offsets[0]
    assert ((offsets[:, 1] <= len(passage)) & (offsets[:, 0] <= offsets[:, 1])).all()


def test_what_no_sentence_holds_is_never_chosen(tokenizer: Tokenizer) -> None:
    batch = make_batch([pair(), pair(passage="Short.")], tokenizer)
    with torch.inference_mode():
        scores = new_network()(batch)
    assert scores.relevance.shape == (2,)
    assert scores.support.shape == (2, 3)
    assert (scores.sentences[1, 1:] < -1e3).all()
    assert (scores.sentences[0] > -1e3).all()
    outside = batch.sentence == batch.sentences
    assert (scores.start[outside] < -1e3).all()
    assert (scores.end[~outside] > -1e3).all()


def test_padding_changes_nothing(tokenizer: Tokenizer) -> None:
    network = new_network()
    with torch.inference_mode():
        alone = network(make_batch([pair()], tokenizer))
        beside = network(make_batch([pair(), pair(passage=TEXT * 5)], tokenizer))
    assert float(alone.relevance[0]) == pytest.approx(float(beside.relevance[0]), abs=1e-4)
    np.testing.assert_allclose(alone.sentences[0], beside.sentences[0, :3], atol=1e-4)
