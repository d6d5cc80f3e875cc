import logging

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.service.headers import POLICY, REPORT_POLICY, ROOM_POLICY, PolicyHeaders


async def fine(request: Request) -> Response:
    """Answer."""
    return PlainTextResponse("fine")


async def broken(request: Request) -> Response:
    """Break as Gradio does for a number that it does not know."""
    raise KeyError("secret")


@pytest.fixture
def client() -> TestClient:
    paths = {"/": fine, "/report": fine, "/benchmarks": fine, "/room/x": fine, "/broken": broken}
    routes = [Route(path, answer) for path, answer in [*paths.items(), ("/room/broken", broken)]]
    app = Starlette(routes=routes)
    return TestClient(PolicyHeaders(app))


def test_every_reply_has_the_policy(client: TestClient) -> None:
    policies = {
        "/": (200, ROOM_POLICY), "/room/x": (200, ROOM_POLICY), "/room/nothing": (404, ROOM_POLICY),
        "/report": (200, REPORT_POLICY), "/benchmarks": (200, POLICY), "/broken": (400, POLICY),
        "/nothing": (404, POLICY), "/room/broken": (400, ROOM_POLICY),
    }  # fmt: skip
    for path, (status, policy) in policies.items():
        reply = client.get(path)
        assert reply.status_code == status
        assert reply.headers["content-security-policy"] == policy
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"


def test_what_breaks_a_handler_is_one_line_of_the_log(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        reply = client.get("/broken")
    assert reply.json() == {"detail": "the request can't be understood"}
    assert caplog.messages == ["GET /broken failed: KeyError"]
    assert "Traceback" not in caplog.text


def test_our_own_pages_run_and_load_nothing_but_files_of_this_server() -> None:
    rules = dict(rule.split(" ", 1) for rule in ROOM_POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
    assert rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert "unsafe" not in ROOM_POLICY


def test_what_breaks_in_our_own_pages_is_logged_with_its_place(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    reply = client.get("/room/broken")
    assert "secret" not in reply.text
    assert caplog.messages == ["GET /room/broken failed: KeyError"]
    assert "Traceback" in caplog.text
