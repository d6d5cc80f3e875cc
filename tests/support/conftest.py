import pytest

from rag.models.cross_encoder.cross_encoder import CrossEncoder
from rag.models.cross_encoder.weights import load_cross_encoder
from rag.models.embedding import Embedder


@pytest.fixture(scope="session")
def cross_encoder(embedder: Embedder) -> CrossEncoder:
    loaded = load_cross_encoder(embedder)
    assert loaded
    return loaded
