import base64

import numpy as np
import pytest

import rag
from rag.service.api.chat_sent import EmbeddingsSent
from rag.service.api.embeddings import embeddings_of

TEXTS = ["a plant", "a mine"]


def test_both_encodings_are_the_vectors_of_the_library(starter_bot: rag.Chatbot) -> None:
    ours = starter_bot.searcher.embedder.embed_documents(TEXTS)
    plain = embeddings_of(EmbeddingsSent(model="footnote", input=TEXTS), lambda: starter_bot)
    for one, vector in zip(plain["data"], ours, strict=True):
        assert one["embedding"] == pytest.approx(vector, abs=1e-6)
    packed = embeddings_of(
        EmbeddingsSent(model="footnote", input=TEXTS[0], encoding_format="base64"),
        lambda: starter_bot,
    )
    (only,) = packed["data"]
    vector = np.frombuffer(base64.b64decode(only["embedding"]), dtype="<f4")
    assert vector.tolist() == pytest.approx(ours[0], abs=1e-6)
