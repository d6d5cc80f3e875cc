"""Which library a request speaks of: told apart in one place, refused where it can't be told."""

import json
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.service.bodies import BodyFilter
from rag.service.choice import HEADER, LibraryChoice, library_name, library_names, model_of
from rag.service.people.callers import Callers
from tests.test_libraries import HOSTILE

NAMES = ["default", "press", "wire"]


async def told(request: Request) -> Response:
    name, several = library_name(request), library_names(request)
    rest = {"query": request.url.query, "body": (await request.body()).decode()}
    return JSONResponse({"library": name, "libraries": several} | rest)


async def page(request: Request) -> Response:
    return HTMLResponse(library_name(request))


async def file(request: Request) -> Response:
    return HTMLResponse("saved", headers={"Content-Disposition": "attachment"})


@pytest.fixture
def client() -> TestClient:
    routes = [
        Route("/v1/ask", told, methods=["GET", "POST"]),
        Route("/room/x", told, methods=["GET", "POST"]),
        Route("/", page),
        Route("/file", file),
    ]
    app = Starlette(routes=routes)
    chosen = BodyFilter(LibraryChoice(app, lambda: NAMES), largest=100_000)
    return TestClient(Callers(chosen, None), base_url="http://127.0.0.1:7860")


def library(client: TestClient, **body: object) -> str:
    return client.post("/v1/ask", json=body).json()["library"]


def test_a_program_names_it_by_query_body_or_model(client: TestClient) -> None:
    assert library(client) == "default"
    assert client.get("/v1/ask?library=press").json()["library"] == "press"
    assert library(client, library="press", question="q") == "press"
    assert library(client, model="footnote-wire") == "wire"
    assert library(client, model="footnote") == "default"
    assert library(client, model="another-model") == "default"
    assert library(client, library=None, model=["footnote-wire"]) == "default"
    assert library(client, library=5) == "default"


def test_what_is_behind_gets_the_body_as_it_was_and_the_query_without_it(
    client: TestClient,
) -> None:
    body = {"library": "wire", "question": "Wo? ä"}
    found = client.post("/v1/ask?a=1&library=wire&b=%C3%A4", json=body).json()
    assert json.loads(found["body"]) == body
    assert found["query"] == "a=1&b=%C3%A4"
    assert client.post("/v1/ask").json()["body"] == ""


def test_several_are_named_together(client: TestClient) -> None:
    found = client.post("/v1/ask", json={"libraries": ["wire", "press", "wire"]}).json()
    assert found["libraries"] == ["wire", "press"]
    assert client.get("/v1/ask?library=wire").json()["libraries"] == ["wire"]
    missing = client.post("/v1/ask", json={"libraries": ["wire", "missing"]})
    assert missing.status_code == 404


@pytest.mark.parametrize("name", [*HOSTILE, "missing"])
def test_one_that_is_not_there_is_refused(client: TestClient, name: str) -> None:
    for reply in (
        client.get("/v1/ask", params={"library": name}),
        client.get("/room/x", params={"library": name}),
        client.post("/v1/ask", json={"library": name}),
        client.post("/v1/ask", json={"libraries": [name]}),
    ):
        assert reply.status_code == 404
        assert "no library" in reply.json()["detail"]


def test_two_at_once_are_refused(client: TestClient) -> None:
    for query, body in [
        ("?library=press", {"library": "wire"}),
        ("?library=press&library=wire", {}),
        ("?library=press", {"model": "footnote"}),
        ("", {"library": "press", "model": "footnote-wire"}),
        ("", {"library": "press", "libraries": ["press"]}),
    ]:
        reply = client.post(f"/v1/ask{query}", json=body)
        assert reply.status_code == 422
    same = client.post("/v1/ask?library=press", json={"model": "footnote-press"})
    assert same.json()["library"] == "press"


def test_a_browser_keeps_what_a_page_was_opened_with(client: TestClient) -> None:
    assert client.get("/").text == "default"
    assert "set-cookie" not in client.get("/").headers
    assert client.get("/room/x?library=press").json()["library"] == "press"
    client.get("/file?library=press")
    assert client.get("/").text == "default"
    chosen = client.get("/?library=press")
    assert "footnote-library-7860=press" in chosen.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict"} <= set(chosen.headers["set-cookie"].split("; "))
    assert client.get("/").text == "press"
    assert client.get("/v1/ask").json()["library"] == "default"
    assert client.get("/?library=default").text == "default"
    assert client.get("/").text == "default"


def test_a_page_speaks_of_its_library_whatever_another_one_chose(client: TestClient) -> None:
    client.get("/?library=press")
    assert client.post("/room/x", json={}, headers={HEADER: "wire"}).json()["library"] == "wire"
    assert client.get("/room/x", headers={HEADER: "missing"}).status_code == 404


def test_a_library_that_is_gone_is_not_kept(client: TestClient) -> None:
    for name in ("gone", "../x", ""):
        client.cookies.set("footnote-library-7860", name)
        assert client.get("/").text == "default"


def test_each_library_is_a_model(tmp_path: Path) -> None:
    assert [model_of(name) for name in NAMES] == ["footnote", "footnote-press", "footnote-wire"]
