"""Faults found by attack, by their numbers: what a web app let pass."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import Response
from starlette.testclient import TestClient

import rag
from eval.faults.served import handler
from rag.errors import IndexMissing
from rag.service.headers import policy_of
from rag.settings import AppSettings, Settings
from rag.ui.pages.benchmarks import LARGEST
from tests.service.visitor import HOST, visitor
from tests.ui.apps import made

EVIL = {"Origin": "http://evil.test", "Sec-Fetch-Site": "cross-site"}
JSON = {"Content-Type": "application/json"}


def unreachable() -> rag.Chatbot:
    raise IndexMissing("no index: run `rag index PATH` first")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return made(unreachable, Settings(state_dir=tmp_path_factory.mktemp("state")))


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return visitor(app)


def score(client: TestClient, file: object) -> Response:
    body = {"data": [file], "fn_index": handler(client, "upload"), "session_hash": "abc"}
    return client.post("/gradio_api/queue/join", json=body)


@pytest.mark.parametrize(
    "route",
    [
        *(
            f"/gradio_api/{name}"
            for name in ("call/ask", "queue/join", "upload", "cancel", "reset")
        ),
        *(f"/room/{name}" for name in ("judge", "article", "delete", "stop", "copy", "clip")),
        "/clippings/delete",
    ],
)
@pytest.mark.parametrize(
    "headers",
    [
        EVIL,
        {"Origin": "http://evil.test"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-site"},
        {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_f7_a_foreign_page_changes_nothing(
    client: TestClient, route: str, headers: dict[str, str]
) -> None:
    client.headers.pop("Sec-Fetch-Site")
    plain = {"Content-Type": "text/plain"}
    reply = client.post(route, content="{}", headers=plain | headers)
    assert reply.status_code == 403
    assert "access-control-allow-origin" not in reply.headers


def test_f7_a_request_that_names_no_origin_changes_nothing(app: FastAPI) -> None:
    client = TestClient(app, base_url=f"http://{HOST}")
    client.get("/room/theme.js")
    assert client.post("/gradio_api/reset", json={"event_id": "x"}).status_code == 403


def test_f7_a_page_without_the_token_changes_nothing(client: TestClient) -> None:
    assert client.post("/gradio_api/reset", json={"event_id": "x"}).status_code == 200
    client.cookies.clear()
    assert client.post("/gradio_api/reset", json={"event_id": "x"}).status_code == 403


@pytest.mark.parametrize("name", ["mine.jsonl", "folder/.hidden.jsonl"])
def test_f6_a_file_that_was_not_uploaded_is_not_read(
    client: TestClient, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("secret")
    file = {"path": str(path), "meta": {"_type": "gradio.FileData"}}
    assert score(client, file).status_code == 403
    assert score(client, [{"deep": file}]).status_code == 403


def test_f6_a_file_that_was_uploaded_is_taken(client: TestClient) -> None:
    files = {"files": ("mine.jsonl", b"{}")}
    (path,) = client.post("/gradio_api/upload", files=files).json()
    file = {"path": path, "meta": {"_type": "gradio.FileData"}}
    assert score(client, file).status_code == 200
    assert score(client, {**file, "path": path + "x"}).status_code == 403


@pytest.mark.parametrize("address", ["https://evil.test/x.jsonl", "http://127.0.0.1/x.jsonl", 1])
def test_f19_nothing_is_fetched_from_an_address(client: TestClient, address: object) -> None:
    file = {"path": address, "meta": {"_type": "gradio.FileData"}}
    assert score(client, file).status_code == 403


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("[::1]:7860", 200), ("[::1]", 200), ("localhost:7860", 200), ("[::2]:7860", 400),
        ("::1", 400), ("evil.test", 400), ("[", 400), ("localhost.evil.test:7860", 400),
    ],
)  # fmt: skip
def test_f14_an_ipv6_address_of_this_machine_is_served(
    tmp_path: Path, host: str, status: int
) -> None:
    app = made(unreachable, Settings(state_dir=tmp_path, app=AppSettings(host="::1")))
    reply = TestClient(app).get("/room/theme.js", headers={"Host": host})
    assert reply.status_code == status


@pytest.mark.parametrize(
    ("route", "body"),
    [
        ("/room/judge", []),
        ("/room/article", 1),
        ("/room/branch", {"conversation": [], "turn": {}, "step": "x"}),
        ("/room/delete", {"id": None}),
        ("/clippings/order", {"ids": [[]]}),
        ("/gradio_api/call/ask", []),
        ("/gradio_api/queue/join", {"data": [], "fn_index": -1, "session_hash": "s"}),
        ("/gradio_api/queue/join", {"data": [], "fn_index": 99, "session_hash": "s"}),
        ("/gradio_api/queue/join", {"data": [], "fn_index": None, "session_hash": None}),
        ("/gradio_api/cancel", {"session_hash": 1}),
    ],
)
def test_f26_a_malformed_request_is_refused_without_a_traceback(
    client: TestClient, caplog: pytest.LogCaptureFixture, route: str, body: Any
) -> None:
    with caplog.at_level(logging.WARNING):
        reply = client.post(route, json=body)
    assert 400 <= reply.status_code < 500
    assert "Traceback" not in caplog.text
    assert reply.headers["content-security-policy"] == policy_of(route)


@pytest.mark.parametrize("name", ['; filename=""', '; filename="."', '; filename="/"', ""])
def test_f26_an_upload_without_a_name_breaks_nothing(client: TestClient, name: str) -> None:
    part = f'Content-Disposition: form-data; name="files"{name}'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    form = f"--b\r\n{part}\r\n\r\nx\r\n--b--\r\n"
    reply = client.post("/gradio_api/upload", content=form, headers=headers)
    assert reply.status_code < 500


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"[" * 100_000, JSON, 400),
        (b"\xff", JSON, 400),
        (b"{}", {"Content-Type": "text/plain"}, 415),
        (b'"' + b"x" * 2 * LARGEST + b'"', JSON, 413),
    ],
)
def test_f26_a_body_that_is_no_json_or_too_large_is_refused(
    client: TestClient, content: bytes, headers: dict[str, str], status: int
) -> None:
    reply = client.post("/room/judge", content=content, headers=headers)
    assert reply.status_code == status


def test_f26_every_reply_has_the_policy_and_no_other_origin_is_allowed(client: TestClient) -> None:
    foreign = {"Origin": "http://localhost:9"}
    replies = {
        "/room/theme.js": client.get("/room/theme.js", headers={"Host": "evil.test"}),
        "/nothing": client.get("/nothing"),
        "/config": client.get("/config", headers=foreign),
        "/": client.options("/", headers=foreign | {"Access-Control-Request-Method": "POST"}),
    }
    assert [reply.status_code for reply in replies.values()] == [400, 404, 200, 405]
    for path, reply in replies.items():
        assert reply.headers["content-security-policy"] == policy_of(path)
        assert reply.headers["x-frame-options"] == "SAMEORIGIN"
        assert not [name for name in reply.headers if name.startswith("access-control")]


def test_f26_no_proxy_is_trusted(client: TestClient) -> None:
    headers = {"X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "https"}
    for path in ("/", "/config"):
        assert "evil.test" not in client.get(path, headers=headers).text
    assert json.loads(client.get("/config", headers=headers).text)["root"] == f"http://{HOST}"
