"""The app over the starter corpus, served to real clients."""

from collections.abc import Iterator

import pytest

import rag
from tests.ui.apps import served


@pytest.fixture(scope="package")
def url(starter_bot: rag.Chatbot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where it is served."""
    with served(lambda: starter_bot, tmp_path_factory.mktemp("state")) as url:
        yield url


QUESTION = "Why did Northvolt file for bankruptcy?"
UNANSWERABLE = "What does a croissant cost in Vienna?"


@pytest.fixture(scope="package")
def answer(starter_bot: rag.Chatbot) -> rag.Answer:
    """What the chatbot says to `QUESTION`."""
    return starter_bot.ask(QUESTION)
