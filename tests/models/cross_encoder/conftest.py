import pytest

from rag.core.article import Article
from rag.core.passage import Chunk
from rag.core.span import Span
from rag.models.cross_encoder.cross_encoder import CrossEncoder
from rag.models.cross_encoder.weights import load_cross_encoder
from rag.models.embedding import Embedder
from tests.models.cross_encoder.passages import NORTHVOLT, SENTENCES, START


@pytest.fixture(scope="session")
def cross_encoder(embedder: Embedder) -> CrossEncoder:
    loaded = load_cross_encoder(embedder)
    assert loaded
    return loaded


@pytest.fixture(scope="session")
def chunk() -> Chunk:
    """The passage on Northvolt, which begins at START in its article."""
    article = Article("Intro here. " + NORTHVOLT, "The battery maker")
    sentences = tuple(sentence.shift(START) for sentence in SENTENCES)
    return Chunk(article.info, Span(START, len(article.text)), NORTHVOLT, sentences)
