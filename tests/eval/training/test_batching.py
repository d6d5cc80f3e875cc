import random

import numpy as np
import pytest
from tokenizers import Tokenizer

from eval.training.batching import BATCH_TOKENS, batches, collate, longest, plan
from eval.training.packing import pack
from rag.models.cross_encoder.network import ENTAILED
from rag.models.embedding import Embedder
from tests.eval.training.samples import CLAIM, RIGHT, SETS, WRONG


@pytest.fixture(scope="module")
def tokenizer(embedder: Embedder) -> Tokenizer:
    return embedder.tokenizer


def test_every_group_comes_once_in_batches_of_one_size_and_the_same_each_time() -> None:
    chance = random.Random(1)
    lengths, sizes = (np.array([chance.randint(1, most) for _ in range(700)]) for most in (300, 2))
    order = list(range(700))
    made = list(batches(order, lengths, sizes, seed=3))
    assert sorted(index for batch in made for index in batch) == order
    assert made == list(batches(order, lengths, sizes, seed=3))
    assert made != list(batches(order, lengths, sizes, seed=4))
    for batch in made:
        assert sizes[batch].sum() * lengths[batch].max() <= BATCH_TOKENS


def test_a_plan_reads_each_set_by_its_share_and_no_group_twice_before_all_others(
    tokenizer: Tokenizer,
) -> None:
    groups = [(int(number < 16), (CLAIM,)) for number in range(20)]
    planned = plan(pack(groups, tokenizer), ("selqa", "qamr"), 5, 40, most=200)
    drawn = [group for batch in planned for group in batch]
    assert len(drawn) > 100
    share = sum(group < 16 for group in drawn) / len(drawn)
    assert 0.55 < share < 0.8  # the root of 16 against the root of 4
    counts = np.bincount(drawn, minlength=20)
    assert counts.min() > 0


def test_a_group_is_as_long_as_its_longest_pair(tokenizer: Tokenizer) -> None:
    packed = pack([(0, (RIGHT, WRONG)), (0, (CLAIM,))], tokenizer)
    assert longest(packed).tolist() == [
        int(collate(packed, [group])[0].mask.sum(1).max()) for group in (0, 1)
    ]


def test_labels_stand_where_the_words_stand(tokenizer: Tokenizer) -> None:
    batch, labels = collate(pack(SETS, tokenizer), [0, 1, 2])
    assert labels.relevant.tolist() == [1, 0, -1, -1]
    assert labels.rivals.tolist() == [[0, 1]]
    assert labels.gold.tolist() == [[1, 0], [0, 0], [0, 0], [0, 0]]
    assert labels.support.tolist() == [-1, -1, ENTAILED, -1]
    assert labels.supported.tolist() == [-1, -1, -1, 0]
    assert labels.trust.tolist() == [1, 1, 1, 1]
    assert tokenizer.decode(batch.ids[0, labels.start[0] : labels.end[0] + 1].tolist()) == "2021"
