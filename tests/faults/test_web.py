"""Faults found by attack, by their numbers: what a web app let pass."""

import logging
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

import rag
from rag.errors import IndexMissing
from rag.service.headers import POLICY
from rag.service.server import LARGEST_BODY
from rag.settings import AppSettings, Settings
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
    assert client.post("/room/stop", json={"turn": "x"}).status_code == 403


def test_f7_a_page_without_the_token_changes_nothing(client: TestClient) -> None:
    with client:  # the queue runs while the app does
        assert client.post("/gradio_api/call/ask", json={"data": [{}]}).status_code == 200
        client.cookies.clear()
        assert client.post("/gradio_api/call/ask", json={"data": [{}]}).status_code == 403


@pytest.mark.parametrize("path", ["{file}", "https://evil.test/x", "http://127.0.0.1/x", 1])
def test_f6_f19_no_file_and_no_address_is_taken_for_an_upload(
    client: TestClient, tmp_path: Path, path: object
) -> None:
    secret = tmp_path / "secret.jsonl"
    secret.write_text("secret")
    named = str(secret) if path == "{file}" else path
    file = {"path": named, "meta": {"_type": "gradio.FileData"}}
    for body in ([file], [[{"deep": file}]]):
        reply = client.post("/gradio_api/call/ask", json={"data": body})
        assert reply.status_code == 403
        assert "secret" not in reply.text


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
        ("/gradio_api/call/ask", {"data": [], "fn_index": -1, "session_hash": []}),
        ("/gradio_api/queue/join", {"data": [], "fn_index": 0, "session_hash": "s"}),
    ],
)
def test_f26_a_malformed_request_is_refused_without_a_traceback(
    client: TestClient, caplog: pytest.LogCaptureFixture, route: str, body: Any
) -> None:
    with caplog.at_level(logging.WARNING):
        reply = client.post(route, json=body)
    assert 400 <= reply.status_code < 500
    assert "Traceback" not in caplog.text
    assert reply.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"[" * 100_000, JSON, 400),
        (b"\xff", JSON, 400),
        (b"{}", {"Content-Type": "text/plain"}, 415),
        (b'"' + b"x" * LARGEST_BODY + b'"', JSON, 413),
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
    assert [reply.status_code for reply in replies.values()] == [400, 404, 404, 405]
    for reply in replies.values():
        assert reply.headers["content-security-policy"] == POLICY
        assert reply.headers["x-frame-options"] == "DENY"
        assert not [name for name in reply.headers if name.startswith("access-control")]


def test_f26_no_proxy_is_trusted(client: TestClient) -> None:
    headers = {"X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "https"}
    for path in ("/", "/room/facts", "/nothing"):
        reply = client.get(path, headers=headers)
        assert "evil.test" not in reply.text + str(reply.headers)
