import json

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.service.bodies import UPLOAD, BodyFilter

LARGEST = 1_000


async def echo(request: Request) -> PlainTextResponse:
    """Answer with the body that came through."""
    return PlainTextResponse(await request.body())


@pytest.fixture
def client() -> TestClient:
    app = Starlette(routes=[Route(path, echo, methods=["GET", "POST"]) for path in ("/", UPLOAD)])
    return TestClient(BodyFilter(app, {"/uploads/mine.jsonl"}, LARGEST))


def test_a_body_comes_through_as_it_was_sent(client: TestClient) -> None:
    body = {"data": [{"path": "/uploads/mine.jsonl"}, None, "text"]}
    assert client.post("/", json=body).json() == body
    assert client.post(UPLOAD, content=b"\xff" * 500).status_code == 200
    assert client.get("/").text == ""


@pytest.mark.parametrize("path", ["/etc/passwd", "https://evil.test/x", "mine.jsonl", None, ["a"]])
def test_no_other_file_is_taken_however_deep_it_is_named(client: TestClient, path: object) -> None:
    named = {"path": path}
    for body in (named, [named], {"data": [{"value": {"files": [named]}}]}):
        assert client.post("/", json=body).status_code == 403


def test_a_body_that_is_streamed_is_not_read_here() -> None:
    app = Starlette(routes=[Route("/file", echo, methods=["POST"])])
    client = TestClient(BodyFilter(app, (), LARGEST, streamed={"/file"}))
    large = b"\xff" * 300_000
    assert client.post("/file", content=large).content == large


@pytest.mark.parametrize("route", ["/", UPLOAD])
def test_a_large_body_is_refused(client: TestClient, route: str) -> None:
    body = json.dumps("x" * 200_000)
    headers = {"Content-Type": "application/json"}
    assert client.post(route, content=body, headers=headers).status_code == 413


@pytest.mark.parametrize("body", ["", "{", "[" * 50_000])
def test_what_is_no_json_is_refused(client: TestClient, body: str) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    assert client.post("/", content=body.encode(), headers=headers).status_code == 400
    assert client.post("/", content="{}", headers={"Content-Type": "a/b"}).status_code == 415
