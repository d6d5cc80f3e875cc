import pytest
from tokenizers import Tokenizer

from eval.training.batching import BATCH_TOKENS, batches, collate, longest
from eval.training.examples import Example
from rag.models.cross_encoder.network import ENTAILED, Pair
from rag.models.embedding import Embedder
from tests.eval.training.samples import CLAIM, GROUPS, RIGHT, WRONG


@pytest.fixture
def tokenizer(embedder: Embedder) -> Tokenizer:
    return embedder.tokenizer


def test_every_group_comes_once_in_batches_of_one_size_and_the_same_each_time(
    tokenizer: Tokenizer,
) -> None:
    groups = [(Example(Pair(f"Question {n}?", "word " * (n % 90), ()), True),) for n in range(700)]
    lengths = longest(groups, tokenizer)
    made = list(batches(groups, lengths, seed=3))
    assert sorted(id(group) for batch in made for group in batch) == sorted(map(id, groups))
    assert made == list(batches(groups, lengths, seed=3))
    assert made != list(batches(groups, lengths, seed=4))
    for batch in made:
        assert len(batch) * max(longest(batch, tokenizer)) <= BATCH_TOKENS


def test_a_group_is_as_long_as_its_longest_pair(tokenizer: Tokenizer) -> None:
    assert longest([(RIGHT, WRONG), (CLAIM,)], tokenizer) == [
        int(collate([group], tokenizer)[0].mask.sum(1).max()) for group in ([RIGHT, WRONG], [CLAIM])
    ]


def test_labels_stand_where_the_words_stand(tokenizer: Tokenizer) -> None:
    batch, labels = collate(GROUPS, tokenizer)
    assert labels.relevant.tolist() == [1, 0, -1, -1]
    assert labels.rivals.tolist() == [[0, 1]]
    assert labels.gold.tolist() == [0, -1, -1, -1]
    assert labels.support.tolist() == [-1, -1, ENTAILED, -1]
    assert labels.supported.tolist() == [-1, -1, -1, 0]
    start, end = int(labels.start[0]), int(labels.end[0])
    assert (batch.offsets[0][start, 0], batch.offsets[0][end, 1]) == (20, 24)
