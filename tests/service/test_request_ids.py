import asyncio

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.service.request_ids import HEADER, RequestIds, request_id


def in_a_thread(request: Request) -> Response:
    """Answer with the id, in a worker thread."""
    return PlainTextResponse(request_id())


async def in_the_loop(request: Request) -> Response:
    """Answer with the id, after others were answered meanwhile."""
    await asyncio.sleep(0)
    return PlainTextResponse(request_id())


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/thread", in_a_thread), Route("/loop", in_the_loop)]
    return TestClient(RequestIds(Starlette(routes=routes)))


@pytest.mark.parametrize("path", ["/thread", "/loop"])
def test_a_reply_has_the_id_that_its_handler_sees(client: TestClient, path: str) -> None:
    first, second = client.get(path), client.get(path)
    assert first.headers[HEADER] == first.text
    assert len({first.text, second.text}) == 2
    assert request_id() == ""


def test_what_is_not_there_has_an_id_too(client: TestClient) -> None:
    assert len(client.get("/nowhere").headers[HEADER]) == 32


def test_a_sane_id_is_taken_over(client: TestClient) -> None:
    reply = client.get("/thread", headers={HEADER: "a-Program.7_z"})
    assert reply.text == reply.headers[HEADER] == "a-Program.7_z"


@pytest.mark.parametrize(
    "name", ["", "short", 65 * "x", 'a"quoted one', "two words", "-minusminus"]
)
def test_an_id_that_could_disturb_a_log_is_not(client: TestClient, name: str) -> None:
    reply = client.get("/thread", headers={HEADER: name})
    assert reply.text == reply.headers[HEADER] != name
