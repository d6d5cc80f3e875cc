from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import rag
from rag import Chatbot
from rag.settings import ChatSettings, Settings
from rag.writing.gguf import GgufChat, small_model
from tests.writing.server import ChatServer, Reply, chat_server

Ask = Callable[..., Chatbot]


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    """A model's server on loopback."""
    with chat_server() as server:
        yield server


@pytest.fixture
def bot_with(chat: ChatServer, starter_state: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Chatbot]:
    """Open the starter corpus with a model that says what the test tells it to."""
    monkeypatch.setenv("OPENAI_API_KEY", "secret-key")

    def opened(*replies: Reply, **options: object) -> Chatbot:
        chat.replies = list(replies)
        settings = ChatSettings(model="openai:test", base_url=chat.url, **options)  # type: ignore[arg-type]
        return rag.open(starter_state, settings=Settings(state_dir=starter_state, chat=settings))

    return opened


@pytest.fixture(scope="session")
def smollm2() -> GgufChat:
    """The small model that `make local-llm` installs, for real."""
    return GgufChat(path=small_model(), context=2048, max_tokens=48)
