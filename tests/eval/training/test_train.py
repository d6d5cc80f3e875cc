import json
import math

import pytest
import torch
from transformers import BertConfig, BertModel

from eval.training.card import as_markdown, curves
from eval.training.examples import Example
from eval.training.measure import measure
from eval.training.train import BATCH_TOKENS, batches, collate, loss, rate, train
from rag.chunking import sentence_spans
from rag.evidence.network import ENTAILED, Pair, ReaderNetwork
from rag.types import Span

TEXT = "The plant opened in 2021. It makes cells."
RIGHT = Example(Pair("When did it open?", TEXT, sentence_spans(TEXT)), True, Span(20, 24), (0,))
WRONG = Example(Pair("When did it open?", "Tulips flower in spring.", [Span(0, 24)]), False)
CLAIM = Example(Pair("The plant opened.", TEXT, sentence_spans(TEXT)), support=ENTAILED)
CHECK = Example(Pair("The plant closed.", TEXT, sentence_spans(TEXT)), supported=False)
GROUPS = [(RIGHT, WRONG), (CLAIM,), (CHECK,)]


@pytest.fixture
def tokenizer(embedder):
    return embedder.tokenizer


@pytest.fixture
def network():
    torch.manual_seed(0)
    sizes = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    return ReaderNetwork(BertModel(BertConfig(**sizes), add_pooling_layer=False)).eval()


def test_every_group_comes_once_in_batches_of_one_size_and_the_same_each_time():
    groups = [(Example(Pair(f"Question {n}?", "word " * (n % 90), ()), True),) for n in range(700)]
    made = list(batches(groups, seed=3))
    assert sorted(id(group) for batch in made for group in batch) == sorted(map(id, groups))
    assert made == list(batches(groups, seed=3))
    assert made != list(batches(groups, seed=4))
    for batch in made:
        longest = max(len(group[0].pair.asked) + len(group[0].pair.passage) for group in batch)
        assert len(batch) == 1 or len(batch) * (longest // 4 + 8) <= BATCH_TOKENS


def test_labels_stand_where_the_words_stand(tokenizer):
    batch, labels = collate(GROUPS, tokenizer)
    assert labels.relevant.tolist() == [1, 0, -1, -1]
    assert labels.rivals.tolist() == [[0, 1]]
    assert labels.gold.tolist() == [0, -1, -1, -1]
    assert labels.support.tolist() == [-1, -1, ENTAILED, -1]
    assert labels.supported.tolist() == [-1, -1, -1, 0]
    start, end = int(labels.start[0]), int(labels.end[0])
    assert (batch.offsets[0][start, 0], batch.offsets[0][end, 1]) == (20, 24)


def test_what_is_not_known_has_no_loss(tokenizer, network):
    batch, labels = collate([(CLAIM,)], tokenizer)
    assert set(loss(network(batch), labels)) == {"support"}
    batch, labels = collate(GROUPS, tokenizer)
    losses = loss(network(batch), labels)
    assert set(losses) == {"relevance", "rank", "span", "sentence", "evidence", "support", "supported"}
    assert all(math.isfinite(value.item()) for value in losses.values())


def test_the_rate_rises_then_falls():
    rates = [rate(step, 100) for step in range(100)]
    assert max(rates) == 1.0
    assert rates.index(1.0) == 5
    assert rates[:6] == sorted(rates[:6])
    assert rates[6:] == sorted(rates[6:], reverse=True)
    assert 0 <= rates[-1] < 0.01


def test_a_stopped_training_goes_on_and_ends_the_same(tokenizer, network, tmp_path):
    groups = [(RIGHT, WRONG), (CLAIM,), (CHECK,)] * 150
    state = {name: tensor.clone() for name, tensor in network.state_dict().items()}

    class Stopped(Exception):
        pass

    def run(folder, stop=False):
        network.load_state_dict(state)
        folder.mkdir(exist_ok=True)
        calls = []

        def evaluate():
            calls.append(1)
            if stop and len(calls) == 2:
                raise Stopped
            return {"held out": 0.5}

        steps = train(network, groups, tokenizer, folder, 5, evaluate, save_every=1, evaluate_every=1)
        return steps, {name: tensor.clone() for name, tensor in network.state_dict().items()}

    steps, whole = run(tmp_path / "whole")
    assert steps >= 3
    with pytest.raises(Stopped):
        run(tmp_path / "stopped", stop=True)
    _, resumed = run(tmp_path / "stopped")
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)
    log = [json.loads(line) for line in (tmp_path / "whole" / "log.jsonl").read_text().splitlines()]
    assert [entry["step"] for entry in log] == list(range(1, steps + 1))
    assert log[-1]["dev"] == {"held out": 0.5}
    assert log[-1]["relevance"] < log[0]["relevance"] or log[-1]["span"] < log[0]["span"]
    assert "<svg" in curves(tmp_path / "whole" / "log.jsonl")


def test_the_word_embeddings_stay(tokenizer, network, tmp_path):
    before = network.encoder.embeddings.word_embeddings.weight.clone()
    train(network, GROUPS * 5, tokenizer, tmp_path, 1, dict)
    assert torch.equal(before, network.encoder.embeddings.word_embeddings.weight)


def test_measures_are_shares(tokenizer, network):
    groups = [(RIGHT, WRONG), (CLAIM,), (CHECK,)]
    values = measure(network, groups, tokenizer)
    assert len(values) == 6
    assert all(0 <= value <= 1 for value in values.values())


def test_the_card_names_data_licences_and_numbers():
    card = {
        "steps": 10,
        "seed": 1,
        "sha256": "abc",
        "trained_on": {"SNLI": "CC BY-SA 4.0"},
        "held_out_pairs": 3,
        "held_out": {"AUC": 0.5},
    }
    text = as_markdown(card)
    assert "- SNLI (CC BY-SA 4.0)" in text
    assert "| AUC | 0.500 |" in text
    assert "`abc`" in text
