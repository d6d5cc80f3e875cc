"""How the process stops: tests/service/test_serving.py has a process of its own."""

import signal

import pytest

import rag
from rag.service.web_server import Server
from rag.settings import Settings
from tests.ui.apps import made
from tests.ui.loop import run_apart


@pytest.fixture
def server(bot: rag.Chatbot, state: object) -> Server:
    settings = Settings(state_dir=state)
    return Server(made(lambda: bot, settings), settings.app)


def ticked(server: Server) -> bool:
    return run_apart(server.on_tick(0))


def test_it_ends_when_what_is_under_way_has_ended(server: Server) -> None:
    stopping = server.config.app.state.stopping
    stopping.requests = 1
    assert not ticked(server)
    server.handle_exit(signal.SIGTERM, None)
    assert not ticked(server), "something is under way"
    stopping.requests = 0
    assert ticked(server)


def test_a_second_signal_ends_it_at_once(server: Server) -> None:
    server.config.app.state.stopping.requests = 1
    for _ in range(2):
        server.handle_exit(signal.SIGINT, None)
    assert ticked(server)
