import logging

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.service.headers import POLICY, PolicyHeaders, is_ours


async def fine(request: Request) -> Response:
    """Answer."""
    return PlainTextResponse("fine")


async def broken(request: Request) -> Response:
    """Break as Gradio does for a number that it does not know."""
    raise KeyError("secret")


@pytest.fixture
def client() -> TestClient:
    app = Starlette(routes=[Route("/", fine), Route("/benchmarks", fine), Route("/broken", broken)])
    return TestClient(PolicyHeaders(app))


def test_every_reply_has_the_policy(client: TestClient) -> None:
    replies = {path: client.get(path) for path in ("/", "/benchmarks", "/broken", "/nothing")}
    assert [reply.status_code for reply in replies.values()] == [200, 200, 400, 404]
    for reply in replies.values():
        assert reply.headers["content-security-policy"] == POLICY
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert reply.headers["x-frame-options"] == "DENY"


def test_no_page_may_have_scripts_or_styles_in_it() -> None:
    assert "unsafe" not in POLICY
    assert POLICY.startswith("default-src 'none'; script-src 'self'; style-src 'self';")


def test_our_pages_are_told_from_gradios() -> None:
    assert [is_ours(path) for path in ("/", "/benchmarks/job", "/gradio_api/call/ask")] == [
        True,
        True,
        False,
    ]


def test_what_breaks_a_handler_is_one_line_of_the_log(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        reply = client.get("/broken")
    assert reply.json() == {"detail": "the request can't be understood"}
    assert caplog.messages == ["GET /broken failed: KeyError"]
    assert "Traceback" not in caplog.text
