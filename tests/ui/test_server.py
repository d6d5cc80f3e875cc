import re
import socket

import httpx
import pytest

from rag.errors import SettingsError
from rag.settings import AppSettings
from rag.ui.benchmarks import LARGEST
from rag.ui.server import POLICY, REPORT_POLICY, listen


@pytest.fixture(scope="module")
def client(app_url):
    with httpx.Client(base_url=app_url, trust_env=False) as client:
        yield client


def test_the_page_carries_the_policy_and_loads_nothing_foreign(client):
    page = client.get("/")
    assert page.status_code == 200
    assert page.headers["content-security-policy"] == POLICY
    assert not re.search(r"""<(script|link|img|iframe)[^>]*(src|href)=["']?(https?:)?//""", page.text)
    assert "fonts.g" not in client.get("/theme.css").text


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd", "/gradio_api/file=pyproject.toml", "/gradio_api/file=https://example.org/",
        "/gradio_api/proxy=https://example.org/", "/gradio_api/runs", "/monitoring", "/login",
        "/docs", "/openapi.json", "/gradio_api/openapi.json", "/gradio_api/stream/a/b/c/playlist.m3u8",
        "/gradio_api/dev/reload",
        "/static/../../../../etc/passwd", "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    ],
)  # fmt: skip
def test_what_the_page_does_not_need_is_not_served(client, path):
    assert client.get(path).status_code in (403, 404)


def test_only_a_file_of_a_question_files_size_can_be_uploaded(client):
    assert client.post("/gradio_api/upload", files={"files": b"x" * (LARGEST + 1)}).status_code == 413


def test_a_report_can_neither_run_nor_load_anything(client):
    report = client.get("/report")
    assert report.status_code == 200
    assert report.headers["content-security-policy"] == REPORT_POLICY
    assert "<script" not in report.text


@pytest.mark.parametrize(("host", "status"), [("localhost:7860", 200), ("127.0.0.1", 200), ("evil.example", 400)])
def test_another_site_cannot_pose_as_this_machine(client, host, status):
    assert client.get("/", headers={"host": host}).status_code == status


def test_a_taken_port_names_what_to_do():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"127\.0\.0\.1:{port} .*RAG_APP__PORT=\d+$"):
            listen(AppSettings(port=port))


def test_an_address_of_another_machine_names_what_to_do():
    with pytest.raises(SettingsError, match=r"192\.0\.2\.1"):
        listen(AppSettings(host="192.0.2.1"))
