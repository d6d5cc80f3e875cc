import re
import socket
from pathlib import Path

import gradio as gr
import pytest
from starlette.routing import Mount
from starlette.testclient import TestClient

import rag
from rag.errors import IndexMissing, SettingsError
from rag.service.headers import REPORT_POLICY, ROOM_POLICY
from rag.service.server import listen
from rag.settings import AppSettings, Settings
from rag.ui.pages.benchmarks import LARGEST
from tests.service.visitor import visitor
from tests.ui.apps import made

FOREIGN = re.compile(r"""<(script|link|img|iframe)[^>]*(src|href)=["']?(https?:)?//""")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Asks the app as a browser on this machine does; no question reaches the chatbot."""

    def unreachable() -> rag.Chatbot:
        raise IndexMissing("no index: run `rag index PATH` first")

    app = made(unreachable, Settings(state_dir=tmp_path_factory.mktemp("state")))
    return visitor(app)


def test_the_page_carries_the_policy_and_loads_nothing_foreign(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert page.headers["content-security-policy"] == ROOM_POLICY
    assert not FOREIGN.search(page.text)
    assert "fonts.g" not in client.get("/theme.css").text


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd", "/gradio_api/file=pyproject.toml",
        "/gradio_api/file=https://example.org/", "/gradio_api/proxy=https://example.org/",
        "/gradio_api/runs", "/gradio_api/openapi.json", "/gradio_api/dev/reload",
        "/gradio_api/stream/a/b/c/playlist.m3u8", "/monitoring", "/login", "/docs",
        "/openapi.json", "/gradio_api/call/score", "/gradio_api/queue/status",
        "/static/../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    ],
)  # fmt: skip
def test_what_the_page_does_not_need_is_not_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (403, 404)


def test_only_a_file_of_a_question_files_size_can_be_uploaded(client: TestClient) -> None:
    files = {"files": b"x" * (LARGEST + 1)}
    assert client.post("/gradio_api/upload", files=files).status_code == 413


def test_a_report_can_neither_run_nor_load_anything(client: TestClient) -> None:
    report = client.get("/report")
    assert report.status_code == 200
    assert report.headers["content-security-policy"] == REPORT_POLICY
    assert "<script" not in report.text


@pytest.mark.parametrize(
    ("host", "status"), [("localhost:7860", 200), ("127.0.0.1", 200), ("evil.example", 400)]
)
def test_another_site_cannot_pose_as_this_machine(
    client: TestClient, host: str, status: int
) -> None:
    assert client.get("/", headers={"host": host}).status_code == status


def test_a_taken_port_names_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"127\.0\.0\.1:{port} .*RAG_APP__PORT=\d+$"):
            listen(AppSettings(port=port))


def test_an_address_of_another_machine_names_what_to_do() -> None:
    with pytest.raises(SettingsError, match=r"192\.0\.2\.1"):
        listen(AppSettings(host="192.0.2.1"))


def test_f16_the_conversations_that_are_kept_have_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 20
    monkeypatch.setattr("rag.service.server.MOST_SESSIONS", most)
    app = made(lambda: pytest.fail("asked"), Settings(state_dir=tmp_path))
    (pages,) = [route.app for route in app.routes if isinstance(route, Mount)]
    assert isinstance(pages, gr.routes.App)
    for number in range(most + 10):
        assert pages.state_holder[str(number)]
    assert len(pages.state_holder.session_data) == most
