import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from eval.training.batching import collate
from eval.training.examples import Example
from eval.training.packing import pack
from rag.core.span import Span
from rag.models.cross_encoder.network import MAX_TOKENS, Pair, make_batch
from rag.models.embedding import Embedder
from tests.eval.training.samples import GROUPS, SETS

SENTENCE = st.text("abc, é2", min_size=1, max_size=30).filter(str.strip)


@pytest.fixture(scope="module")
def tokenizer(embedder: Embedder) -> Tokenizer:
    return embedder.tokenizer


def test_a_packed_batch_is_what_the_cross_encoder_makes_of_the_pairs(tokenizer: Tokenizer) -> None:
    batch, _ = collate(pack(SETS, tokenizer), [0, 1, 2])
    expected = make_batch([example.pair for group in GROUPS for example in group], tokenizer)
    assert (batch.ids == expected.ids).all()
    assert (batch.types == expected.types).all()
    assert (batch.mask == expected.mask).all()
    assert (batch.sentence == expected.sentence).all()


@settings(max_examples=30, deadline=None)
@given(
    query=st.text("ab ?éж", min_size=1, max_size=40),
    heading=st.sampled_from(["", "A heading\n"]),
    sentences=st.lists(SENTENCE, min_size=1, max_size=5),
    long=st.integers(1, 80),
)
def test_any_pair_is_packed_as_the_cross_encoder_reads_it(
    tokenizer: Tokenizer, query: str, heading: str, sentences: list[str], long: int
) -> None:
    passage, spans = heading, []
    for text in [*sentences, "word " * long * 10 + "end."]:
        spans.append(Span(len(passage), len(passage) + len(text)))
        passage += text + " "
    pair = Pair(query, passage, spans)
    batch, _ = collate(pack([(0, (Example(pair, True),))], tokenizer), [0])
    expected = make_batch([pair], tokenizer)
    assert batch.ids.shape[1] <= MAX_TOKENS
    assert (batch.ids == expected.ids).all()
    assert (batch.sentence == expected.sentence).all()
