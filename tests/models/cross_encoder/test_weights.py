import json
from pathlib import Path
from time import thread_time

import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

from rag.core.span import Span
from rag.errors import ModelUnavailable
from rag.models.cross_encoder.cross_encoder import CrossEncoder
from rag.models.cross_encoder.network import CrossEncoderNetwork, Pair
from rag.models.cross_encoder.weights import (
    CARD,
    WEIGHTS,
    load_cross_encoder,
    load_reranker,
    new_network,
    read_card,
    write_cross_encoder,
)
from rag.models.default_model import default_folder
from rag.models.embedding import Embedder

PAIR = Pair("When did it open?", "The plant opened in 2021.", (Span(0, 25),))


def test_what_is_written_is_what_is_loaded(embedder: Embedder, tmp_path: Path) -> None:
    torch.manual_seed(1)
    network = new_network()
    write_cross_encoder(network, tmp_path, {"seed": 1})
    assert read_card(tmp_path)["seed"] == 1
    loaded = load_cross_encoder(embedder, tmp_path)
    assert loaded
    (want,) = CrossEncoder(network, embedder.tokenizer).predict([PAIR])
    (have,) = loaded.predict([PAIR])
    assert have.relevance == pytest.approx(want.relevance, abs=0.05)


def test_the_word_embeddings_are_in_memory_once(embedder: Embedder) -> None:
    parts = vars(load_cross_encoder(embedder)).values()
    (network,) = (part for part in parts if isinstance(part, CrossEncoderNetwork))
    words = network.encoder.embeddings.word_embeddings.weight
    assert words.data_ptr() == embedder.network.embeddings.word_embeddings.weight.data_ptr()
    sizes = (
        parameter.numel() * parameter.element_size()
        for name, parameter in network.named_parameters()
        if "embeddings" not in name
    )
    assert sum(sizes) <= 60 * 2**20


def test_without_a_file_there_is_no_cross_encoder(embedder: Embedder, tmp_path: Path) -> None:
    assert load_cross_encoder(embedder, tmp_path) is None


def test_other_weights_than_the_cards_are_refused(embedder: Embedder, tmp_path: Path) -> None:
    (tmp_path / WEIGHTS).write_bytes(b"something else")
    (tmp_path / CARD).write_text(json.dumps({"sha256": "0" * 64}))
    with pytest.raises(
        ModelUnavailable,
        match=r"weights\.safetensors has sha256 .*, its card says 0000.*: reinstall",
    ):
        load_cross_encoder(embedder, tmp_path)


def test_loading_is_quick(embedder: Embedder) -> None:
    load_cross_encoder(embedder)
    started = thread_time()
    load_cross_encoder(embedder)
    assert thread_time() - started < 2.0


def test_any_cross_encoder_can_rerank(tmp_path: Path) -> None:
    torch.manual_seed(0)
    config = BertConfig(
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(tmp_path)
    BertTokenizerFast.from_pretrained(default_folder()).save_pretrained(tmp_path)
    rerank = load_reranker(str(tmp_path))
    scores = rerank("When did it open?", ["The plant opened in 2021.", "Tulips flower in spring."])
    assert len(scores) == 2
    assert all(isinstance(score, float) for score in scores)
    alone = rerank("When did it open?", ["The plant opened in 2021."])
    assert list(alone) == pytest.approx(scores[:1], abs=1e-4)


def test_a_reranker_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        ModelUnavailable, match=r"reranker '.*nothing' can't be loaded .*: set retrieval\.reranker"
    ):
        load_reranker(str(tmp_path / "nothing"))
