"""An app over a library of one article, and somebody who has loaded its page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import rag
from rag.library.kept import Kept, open_kept
from rag.settings import Settings
from tests.service.visitor import visitor
from tests.ui.apps import made
from tests.ui.handlers.plant import plant_bot


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of the app."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def bot(state: Path) -> rag.Chatbot:
    """The chatbot of the app."""
    return plant_bot(state)


@pytest.fixture(scope="module")
def kept(bot: rag.Chatbot) -> Kept:
    """What the app keeps."""
    return open_kept(bot.library)


@pytest.fixture(scope="module")
def client(bot: rag.Chatbot, state: Path) -> Iterator[TestClient]:
    """A reader."""
    with visitor(made(lambda: bot, Settings(state_dir=state))) as client:
        client.get("/")
        yield client
