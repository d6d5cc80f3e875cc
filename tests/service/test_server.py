import socket

import pytest
from starlette.testclient import TestClient

import rag
from rag.errors import IndexMissing, SettingsError
from rag.service.headers import POLICY
from rag.service.server import LARGEST_BODY, listen
from rag.settings import AppSettings, Settings
from tests.service.visitor import visitor
from tests.ui.apps import made


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Asks the app as a browser on this machine does; no question reaches the chatbot."""

    def unreachable() -> rag.Chatbot:
        raise IndexMissing("no index: run `rag index PATH` first")

    app = made(unreachable, Settings(state_dir=tmp_path_factory.mktemp("state")))
    return visitor(app)


def test_a_file_of_the_page_carries_the_policy_and_loads_nothing(client: TestClient) -> None:
    style = client.get("/room/room.css")
    assert style.status_code == 200
    assert style.headers["content-security-policy"] == POLICY
    assert "url(" not in style.text
    assert "@import" not in style.text


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd", "/gradio_api/file=pyproject.toml",
        "/gradio_api/file=https://example.org/", "/gradio_api/proxy=https://example.org/",
        "/gradio_api/runs", "/gradio_api/openapi.json", "/gradio_api/dev/reload",
        "/gradio_api/call/score", "/gradio_api/stream/a/b/c/playlist.m3u8", "/monitoring",
        "/login", "/docs", "/openapi.json", "/static/../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/config", "/theme.css", "/assets/index.js", "/gradio_api/info", "/gradio_api/upload",
        "/gradio_api/queue/data", "/gradio_api/heartbeat/abc", "/report", "/gradio_api/call/other",
    ],
)  # fmt: skip
def test_what_the_page_does_not_need_is_not_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (403, 404)


def test_only_a_request_of_a_question_files_size_is_read(client: TestClient) -> None:
    body = b'"' + b"x" * LARGEST_BODY + b'"'
    headers = {"Content-Type": "application/json"}
    assert client.post("/benchmarks/score", content=body, headers=headers).status_code == 413


@pytest.mark.parametrize(
    ("host", "status"), [("localhost:7860", 200), ("127.0.0.1", 200), ("evil.example", 400)]
)
def test_another_site_cannot_pose_as_this_machine(
    client: TestClient, host: str, status: int
) -> None:
    assert client.get("/room/room.css", headers={"host": host}).status_code == status


def test_a_taken_port_names_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"127\.0\.0\.1:{port} .*RAG_APP__PORT=\d+$"):
            listen(AppSettings(port=port))


def test_an_address_of_another_machine_names_what_to_do() -> None:
    with pytest.raises(SettingsError, match=r"192\.0\.2\.1"):
        listen(AppSettings(host="192.0.2.1"))
