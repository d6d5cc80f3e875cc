import copy
import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from eval.training.batching import collate
from eval.training.card import as_markdown, curves
from eval.training.losses import loss
from eval.training.measure import measure, measure_sets
from eval.training.packing import pack
from eval.training.train import average, rate, train
from rag.models.cross_encoder.network import CrossEncoderNetwork
from rag.models.embedding import Embedder
from rag.models.encoder import Encoder
from tests.eval.training.samples import CHECK, CLAIM, GROUPS, RIGHT, WRONG


@pytest.fixture
def tokenizer(embedder: Embedder) -> Tokenizer:
    return embedder.tokenizer


@pytest.fixture
def network() -> CrossEncoderNetwork:
    torch.manual_seed(0)
    config = {
        "vocab_size": 30_522,
        "max_position_embeddings": 512,
        "type_vocab_size": 2,
        "layer_norm_eps": 1e-12,
        "hidden_size": 32,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 32,
    }
    return CrossEncoderNetwork(Encoder(config)).eval()


def test_what_is_not_known_has_no_loss(tokenizer: Tokenizer, network: CrossEncoderNetwork) -> None:
    packed = pack([(0, (CLAIM,)), *((0, group) for group in GROUPS)], tokenizer)
    batch, labels = collate(packed, [0])
    losses = loss(network(batch), labels)
    assert {name for name, value in losses.items() if value} == {"support"}
    batch, labels = collate(packed, [1, 2, 3])
    losses = loss(network(batch), labels)
    assert set(losses) == {
        "relevance",
        "rank",
        "span",
        "sentence",
        "evidence",
        "support",
        "supported",
    }
    assert all(math.isfinite(value.item()) and value > 0 for value in losses.values())


def test_an_answer_that_is_trusted_less_counts_less(
    tokenizer: Tokenizer, network: CrossEncoderNetwork
) -> None:
    packed = pack([(0, (RIGHT,)), (0, (replace(RIGHT, trust=0.5),))], tokenizer)
    spans = []
    for group in (0, 1):
        batch, labels = collate(packed, [group])
        spans.append(loss(network(batch), labels)["span"].item())
    assert spans[1] == pytest.approx(spans[0] / 2)


def test_the_rate_rises_then_falls() -> None:
    rates = [rate(step, 100) for step in range(100)]
    assert max(rates) == 1.0
    assert rates.index(1.0) == 5
    assert rates[:6] == sorted(rates[:6])
    assert rates[6:] == sorted(rates[6:], reverse=True)
    assert 0 <= rates[-1] < 0.01


def test_a_stopped_training_goes_on_and_ends_the_same(
    tokenizer: Tokenizer, network: CrossEncoderNetwork, tmp_path: Path
) -> None:
    packed = pack([(0, group) for group in GROUPS * 5], tokenizer)
    planned = [[n, n + 1, n + 2] for n in range(12)]
    state = {name: tensor.clone() for name, tensor in network.state_dict().items()}

    class Stopped(Exception):
        pass

    def run(folder: Path, stop: bool = False) -> dict[str, torch.Tensor]:
        network.load_state_dict(state)
        folder.mkdir(exist_ok=True)
        calls: list[int] = []

        def evaluate(_: CrossEncoderNetwork) -> dict[str, float]:
            calls.append(1)
            if stop and len(calls) == 2:
                raise Stopped
            return {"held out": 0.5}

        train(
            network,
            packed,
            planned,
            folder,
            torch.float32,
            evaluate,
            save_every=1,
            evaluate_every=1,
        )
        return {name: tensor.clone() for name, tensor in network.state_dict().items()}

    whole = run(tmp_path / "whole")
    with pytest.raises(Stopped):
        run(tmp_path / "stopped", stop=True)
    resumed = run(tmp_path / "stopped")
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)
    log = [json.loads(line) for line in (tmp_path / "whole" / "log.jsonl").read_text().splitlines()]
    assert [entry["step"] for entry in log] == list(range(1, 13))
    assert log[-1]["dev"] == {"held out": 0.5}
    spans = [entry["span"] for entry in log if "span" in entry]
    assert spans[-1] < spans[0]
    assert "<svg" in curves(tmp_path / "whole" / "log.jsonl")


def test_the_word_embeddings_stay(
    tokenizer: Tokenizer, network: CrossEncoderNetwork, tmp_path: Path
) -> None:
    before = network.encoder.embeddings.word_embeddings.weight.clone()
    packed = pack([(0, GROUPS[0])], tokenizer)
    train(network, packed, [[0]] * 3, tmp_path, torch.float32, lambda _: {})
    assert torch.equal(before, network.encoder.embeddings.word_embeddings.weight)


def test_measures_are_shares(tokenizer: Tokenizer, network: CrossEncoderNetwork) -> None:
    groups = [(RIGHT, WRONG), (CLAIM,), (CHECK,)]
    values = measure(network, groups, tokenizer)
    assert len(values) == 6
    assert all(0 <= value <= 1 for value in values.values())


def test_what_a_set_has_no_labels_for_is_not_measured(
    tokenizer: Tokenizer, network: CrossEncoderNetwork
) -> None:
    by_set = measure_sets(network, {"claims": [(CLAIM,), (CHECK,)], "none": []}, tokenizer)
    assert set(by_set) == {"claims"}
    assert set(by_set["claims"]) == {"support AUC", "support balanced accuracy"}


def test_the_card_names_data_licences_and_numbers() -> None:
    card = {
        "steps": 10,
        "seeds": [1, 2],
        "sha256": "abc",
        "trained_on": {"SNLI": "CC BY-SA 4.0"},
        "held_out_pairs": 3,
        "held_out": {"AUC": 0.5},
        "held_out_by_set": {"qamr": {"relevance AUC": 0.75}},
    }
    text = as_markdown(card)
    assert "- SNLI (CC BY-SA 4.0)" in text
    assert "| AUC | 0.500 |" in text
    assert "| qamr | 0.750 |" in text
    assert "`abc`" in text


def test_an_average_has_the_mean_of_all_weights(network: CrossEncoderNetwork) -> None:
    other = copy.deepcopy(network)
    with torch.no_grad():
        for weights in other.parameters():
            weights += 2.0
    start = network.pair_heads.weight.clone()
    assert torch.allclose(average([network, other]).pair_heads.weight, start + 1.0)
