from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.embeddings import Embeddings
from langchain_tests.integration_tests import EmbeddingsIntegrationTests
from langchain_tests.unit_tests import EmbeddingsUnitTests
from sentence_transformers import SentenceTransformer

from rag.errors import ModelUnavailable
from rag.models.default_model import DEFAULT_MODEL, default_folder
from rag.models.embedding import Embedder
from rag.models.text_models import fast_bfloat16

TEXTS = [
    "The car maker closed its plant in Sweden.",
    "An automobile factory was shut down.",
    "A recipe for apple cake with cinnamon.",
]


class TestStandardUnit(EmbeddingsUnitTests):
    embeddings_class = Embedder
    embedding_model_params = {}  # noqa: RUF012 (the suite's own spelling)


class TestStandardIntegration(EmbeddingsIntegrationTests):
    embeddings_class = Embedder
    embedding_model_params = {}  # noqa: RUF012


def test_it_is_a_langchain_port(embedder: Embedder) -> None:
    assert isinstance(embedder, Embeddings)
    assert (embedder.name, embedder.dimension, embedder.max_tokens) == (DEFAULT_MODEL, 384, 256)


def test_likeness_is_meaning_not_words(embedder: Embedder) -> None:
    plant, factory, cake = (encoding.dense for encoding in embedder.encode(TEXTS))
    assert plant @ factory > plant @ cake + 0.3


def test_a_text_has_the_same_vector_alone_and_among_others(embedder: Embedder) -> None:
    alone = embedder.encode([TEXTS[1]])[0]
    among = embedder.encode([*TEXTS, "word " * 300])[1]
    assert alone.dense @ among.dense > 0.999
    assert alone.offsets.tolist() == among.offsets.tolist()


def test_the_same_call_gives_the_same_bytes(embedder: Embedder) -> None:
    assert embedder.encode(TEXTS)[0].dense.tobytes() == embedder.encode(TEXTS)[0].dense.tobytes()
    assert embedder.encode(TEXTS)[2].tokens.tobytes() == embedder.encode(TEXTS)[2].tokens.tobytes()


@given(st.text(max_size=60))
@settings(max_examples=40)
def test_shapes_lengths_and_offsets(embedder: Embedder, text: str) -> None:
    encoding = embedder.encode([text])[0]
    count = len(encoding.tokens)
    assert encoding.dense.shape == (384,)
    assert encoding.offsets.shape == (count, 2)
    np.testing.assert_allclose(np.linalg.norm(encoding.dense), 1.0, rtol=1e-4)
    np.testing.assert_allclose(np.linalg.norm(encoding.tokens, axis=1), 1.0, rtol=1e-4)
    starts, ends = encoding.offsets[:, 0], encoding.offsets[:, 1]
    assert ((starts >= 0) & (starts < ends) & (ends <= len(text))).all()
    assert count == embedder.count_tokens([text])[0] or count == embedder.max_tokens - 2


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Solid state!", ["Solid", "state", "!"]),
        ("🔋 Žilina plant", ["🔋", "Žilina", "plant"]),
        ("a\n\nb", ["a", "b"]),
    ],
)
def test_offsets_are_code_points_of_the_text(
    embedder: Embedder, text: str, pieces: list[str]
) -> None:
    offsets = embedder.encode([text])[0].offsets.tolist()
    merged: list[list[int]] = []
    for start, end in offsets:
        if merged and merged[-1][1] == start and text[start].isalnum():
            merged[-1][1] = end
        else:
            merged.append([start, end])
    assert [text[start:end] for start, end in merged] == pieces


def test_what_exceeds_the_limit_is_counted_but_not_read(embedder: Embedder) -> None:
    text = "word " * 400
    assert embedder.count_tokens([text]) == [400]
    assert len(embedder.encode([text])[0].tokens) == embedder.max_tokens - 2


def test_no_texts_and_empty_texts(embedder: Embedder) -> None:
    assert embedder.encode([]) == []
    assert embedder.count_tokens(["", " \n"]) == [0, 0]
    assert embedder.encode([""])[0].tokens.shape == (0, 128)


def test_prompt_of_the_kind_is_read_and_leaves_the_offsets_alone(tmp_path: Path) -> None:
    model = SentenceTransformer(str(default_folder()), device="cpu", local_files_only=True)
    model.prompts = {"query": "question: ", "document": ""}
    model.save(str(tmp_path / "prompted"))
    prompted = Embedder(str(tmp_path / "prompted"))
    query, document = (
        prompted.encode(["black mass"], "query")[0],
        prompted.encode(["black mass"])[0],
    )
    assert query.offsets.tolist() == document.offsets.tolist() == [[0, 5], [6, 10]]
    assert query.dense @ prompted.encode(["question: black mass"])[0].dense > 0.999
    assert query.dense @ document.dense < 0.99
    assert np.allclose(prompted.embed_query("black mass"), query.dense)
    assert np.allclose(prompted.embed_documents(["black mass"])[0], document.dense)


def test_unknown_kind(embedder: Embedder) -> None:
    with pytest.raises(KeyError, match="image"):
        embedder.encode(["text"], "image")


@pytest.mark.parametrize("name", ["no-such/model", "/no/such/folder"])
def test_a_model_that_can_not_be_found(name: str) -> None:
    with pytest.raises(
        ModelUnavailable,
        match=rf"embedding model '{name}' can't be loaded \(.*set embedding\.model",
    ):
        Embedder(name)


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(ModelUnavailable, match="can't be loaded"):
        Embedder(str(tmp_path))


def test_precision_follows_the_cpu(embedder: Embedder) -> None:
    weights = next(embedder.network.layers.parameters())
    assert weights.dtype == (torch.bfloat16 if fast_bfloat16() else torch.float32)


def test_batches_hold_every_text_once_and_stay_small(embedder: Embedder) -> None:
    batches: list[list[int]] = []

    def note(module: torch.nn.Module, given: tuple[torch.Tensor, ...]) -> None:
        batches.append((given[0] != 0).sum(dim=1).tolist())

    lengths = [3, 254, 1, 0, 254, 90] * 5
    hook = embedder.network.embeddings.register_forward_pre_hook(note)
    embedder.encode([" ".join(["word"] * length) for length in lengths])
    hook.remove()
    seen = sorted(length for batch in batches for length in batch)
    assert seen == sorted(length + 2 for length in lengths)
    assert all(len(batch) * max(batch) <= 1_024 for batch in batches)
