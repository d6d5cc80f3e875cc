import json

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.service.bodies import BodyFilter

STREAMED = "/streamed"
LARGEST = 100_000


async def echo(request: Request) -> PlainTextResponse:
    """Answer with the body that came through."""
    return PlainTextResponse(await request.body())


@pytest.fixture
def client() -> TestClient:
    app = Starlette(routes=[Route(path, echo, methods=["GET", "POST"]) for path in ("/", STREAMED)])
    return TestClient(BodyFilter(app, LARGEST, streamed={STREAMED}))


def test_a_body_comes_through_as_it_was_sent(client: TestClient) -> None:
    body = {"data": [{"question": "why?"}, None, "text"]}
    assert client.post("/", json=body).json() == body
    assert client.get("/").text == ""


def test_a_streamed_body_is_left_to_what_serves_it(client: TestClient) -> None:
    data = b"\xff" * (LARGEST + 1)
    assert client.post(STREAMED, content=data).content == data


@pytest.mark.parametrize("path", ["/etc/passwd", "https://evil.test/x", "mine.jsonl", None, ["a"]])
def test_no_file_may_be_named_however_deep(client: TestClient, path: object) -> None:
    named = {"path": path}
    for body in (named, [named], {"data": [{"value": {"files": [named]}}]}):
        assert client.post("/", json=body).status_code == 403


def test_a_large_body_is_refused(client: TestClient) -> None:
    body = json.dumps("x" * LARGEST)
    headers = {"Content-Type": "application/json"}
    assert client.post("/", content=body, headers=headers).status_code == 413


@pytest.mark.parametrize("body", ["", "{", "[" * 50_000])
def test_what_is_no_json_is_refused(client: TestClient, body: str) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    assert client.post("/", content=body.encode(), headers=headers).status_code == 400
    assert client.post("/", content="{}", headers={"Content-Type": "a/b"}).status_code == 415
