import json
from time import perf_counter

import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

from rag.embedding import default_folder
from rag.errors import ModelUnavailable
from rag.evidence.loading import CARD, FOLDER, WEIGHTS, load_reader, load_reranker, new_network, read_card, write_reader
from rag.evidence.network import Pair
from rag.evidence.reader import EvidenceReader
from rag.types import Span

PAIR = Pair("When did it open?", "The plant opened in 2021.", (Span(0, 25),))


def test_the_shipped_weights_are_small_and_say_where_they_come_from():
    assert (FOLDER / WEIGHTS).stat().st_size <= 50 * 2**20
    card = read_card()
    assert {"sha256", "seeds", "steps", "trained_on", "held_out"} <= set(card)
    assert (FOLDER / "README.md").read_text(encoding="utf-8").count(card["sha256"]) == 1


def test_what_is_written_is_what_is_loaded(embedder, tmp_path):
    torch.manual_seed(1)
    network = new_network()
    write_reader(network, tmp_path, {"seed": 1})
    assert read_card(tmp_path)["seed"] == 1
    (want,) = EvidenceReader(network, embedder.tokenizer).read([PAIR])
    (have,) = load_reader(embedder, tmp_path).read([PAIR])
    assert have.relevance == pytest.approx(want.relevance, abs=0.05)


def test_the_word_embeddings_are_in_memory_once(embedder):
    reader = load_reader(embedder)
    ours = reader._network.encoder.embeddings.word_embeddings.weight
    assert ours.data_ptr() == embedder.network.embeddings.word_embeddings.weight.data_ptr()
    own = sum(p.numel() * p.element_size() for n, p in reader._network.named_parameters() if "embeddings" not in n)
    assert own <= 60 * 2**20


def test_without_a_file_there_is_no_reader(embedder, tmp_path):
    assert load_reader(embedder, tmp_path) is None


def test_other_weights_than_the_cards_are_refused(embedder, tmp_path):
    (tmp_path / WEIGHTS).write_bytes(b"something else")
    (tmp_path / CARD).write_text(json.dumps({"sha256": "0" * 64}))
    with pytest.raises(ModelUnavailable, match=r"reader\.safetensors has sha256 .*, its card says 0000.*: reinstall"):
        load_reader(embedder, tmp_path)


def test_loading_is_quick(embedder):
    load_reader(embedder)
    started = perf_counter()
    load_reader(embedder)
    assert perf_counter() - started < 2.0


def test_any_cross_encoder_can_rerank(tmp_path):
    torch.manual_seed(0)
    config = BertConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32, num_labels=1)
    BertForSequenceClassification(config).save_pretrained(tmp_path)
    BertTokenizerFast.from_pretrained(default_folder()).save_pretrained(tmp_path)
    rerank = load_reranker(str(tmp_path))
    scores = rerank("When did it open?", ["The plant opened in 2021.", "Tulips flower in spring."])
    assert len(scores) == 2
    assert all(isinstance(score, float) for score in scores)
    assert list(rerank("When did it open?", ["The plant opened in 2021."])) == pytest.approx(scores[:1], abs=1e-4)


def test_a_reranker_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ModelUnavailable, match=r"reranker '.*nothing' can't be loaded .*: set retrieval\.reranker"):
        load_reranker(str(tmp_path / "nothing"))
