"""A library of one article, and what is kept of questions about it, in memory."""

from pathlib import Path

import pytest

import rag
from rag.ui.session import Keeper, kept_once
from tests.ui.handlers.plant import plant_bot


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> rag.Chatbot:
    """A chatbot over the article."""
    state: Path = tmp_path_factory.mktemp("state")
    return plant_bot(state)


@pytest.fixture
def kept(bot: rag.Chatbot) -> Keeper:
    """Returns what is kept."""
    return kept_once(lambda: bot.library, keep=False)
