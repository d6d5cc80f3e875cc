"""Language models: one that says what the test tells it to, and the small one for real."""

from collections.abc import Iterator

import pytest
from langchain_core.language_models import BaseChatModel

from rag.wiring import chat_model
from tests.writing.server import SMALL, ChatServer, chat_server


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    """A model's server on loopback."""
    with chat_server() as server:
        yield server


@pytest.fixture(scope="session")
def smollm2() -> BaseChatModel:
    """The small model that `make local-llm` installs."""
    return chat_model(SMALL)
