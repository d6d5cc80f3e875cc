"""How the process stops, as a process of its own too."""

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

import rag
from eval.faults.served import free_port
from rag.service.web_server import Server
from rag.settings import Settings
from tests.service.test_serving import COMMAND
from tests.ui.apps import made
from tests.ui.loop import run_apart
from tests.writing.server import Reply, chat_server


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


def test_sigterm_lets_an_answer_end_and_refuses_new_ones(tmp_path: Path) -> None:
    """The answer waits for a language model that the test holds."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "good.txt").write_text("The plant in Heide makes 60 GWh a year.")
    port, asked = free_port(), {"question": "How much does the plant in Heide make?"}
    with chat_server() as chat:
        chat.replies = [Reply(hang=True)]
        environ = {
            "RAG_STATE_DIR": str(tmp_path / "state"), "RAG_LOGS__JSON_LINES": "true",
            "RAG_CHAT__MODEL": "openai:test", "RAG_CHAT__BASE_URL": chat.url,
            "RAG_CHAT__RETRIES": "0", "OPENAI_API_KEY": "sk-not-to-be-told",
        }  # fmt: skip
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "serve", "--port", str(port)],
            cwd=tmp_path,
            env=os.environ | environ,
            stderr=subprocess.PIPE,
            text=True,
        )
        with (
            process,
            httpx.Client(
                base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=120
            ) as client,
        ):
            lines = iter(process.stderr or ())
            said = []
            for line in lines:
                said.append(line)
                if "is ready" in line:
                    break
            assert "is ready" in said[-1], said
            with ThreadPoolExecutor(1) as pool:
                whole = asked | {"stream": True}
                streamed = pool.submit(client.post, "/v1/ask", json=whole)
                while not chat.requests:
                    client.get("/healthz")
                process.send_signal(signal.SIGTERM)
                while client.get("/readyz").json() != {"status": "stopping"}:
                    pass
                refused = client.post("/v1/ask", json=asked)
                assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
                assert client.get("/healthz").status_code == 200
                assert not streamed.done()
                chat.released.set()
                assert "event: answer" in streamed.result().text
            said += lines
        assert process.returncode == 0
    told = [json.loads(line) for line in said]
    assert [one["status"] for one in told if one.get("event") == "request"] == [503, 200]
    assert "sk-not-to-be-told" not in "".join(said)
    assert "Heide" not in "".join(said)
