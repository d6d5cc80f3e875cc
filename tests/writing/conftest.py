"""A chatbot that writes, with a model that says what the test tells it to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

import rag
from rag import Chatbot
from rag.settings import ChatSettings, Settings
from tests.writing.server import ChatServer, Reply, chat_server


class Open(Protocol):
    """Opens the starter corpus with a model that gives these replies; options are ChatSettings."""

    def __call__(self, *replies: Reply, **options: object) -> Chatbot: ...


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    """A model's server on loopback."""
    with chat_server() as server:
        yield server


@pytest.fixture
def bot_with(chat: ChatServer, starter_state: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open the starter corpus with a model that says what the test tells it to."""
    monkeypatch.setenv("OPENAI_API_KEY", "secret-key")

    def opened(*replies: Reply, **options: object) -> Chatbot:
        chat.replies = list(replies)
        model = {"model": "openai:test", "base_url": chat.url} | options
        settings = Settings(state_dir=starter_state, chat=ChatSettings.model_validate(model))
        return rag.open(starter_state, settings=settings)

    return opened
