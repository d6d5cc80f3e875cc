from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.service.people.callers import Callers, key_of, session_cookie
from rag.service.people.needs import caller_of
from rag.service.people.people import FILE, People
from rag.service.people.roles import Caller, Role, rights_of
from tests.service.people.conftest import bearer

READER = rights_of(Role.READER, ())


async def who(request: Request) -> JSONResponse:
    """Answer with the name of who asks."""
    caller = caller_of(request)
    return JSONResponse(caller.name if caller else None)


@pytest.fixture
def people(tmp_path: Path) -> People:
    return People(tmp_path)


@pytest.fixture
def client(people: People) -> TestClient:
    app = Callers(Starlette(routes=[Route("/", who)]), people)
    return TestClient(app, base_url="http://localhost:1")


def test_a_key_tells_who_asks_in_either_header(client: TestClient, people: People) -> None:
    key = people.create_key("Ada", READER, None)
    assert client.get("/", headers=bearer(key)).json() == "Ada"
    assert client.get("/", headers={"x-api-key": key}).json() == "Ada"
    assert client.get("/").json() is None


def test_a_session_tells_who_asks(client: TestClient, people: People) -> None:
    secret = people.begin_session(Caller("person:1", "Bob", READER))
    client.cookies.set(session_cookie(1), secret)
    assert client.get("/").json() == "Bob"
    people.end_session(secret)
    assert client.get("/").json() is None


def test_who_sends_a_wrong_key_is_nobody_even_when_signed_in(
    client: TestClient, people: People
) -> None:
    client.cookies.set(session_cookie(1), people.begin_session(Caller("person:1", "B", READER)))
    assert client.get("/", headers=bearer("none")).json() is None
    assert client.get("/", headers={"x-api-key": "none"}).json() is None


def test_the_session_of_another_server_is_nobodys(client: TestClient, people: People) -> None:
    client.cookies.set(session_cookie(2), people.begin_session(Caller("person:1", "B", READER)))
    assert client.get("/").json() is None


def test_where_everybody_may_nobody_is_looked_up() -> None:
    client = TestClient(Callers(Starlette(routes=[Route("/", who)]), None))
    assert client.get("/", headers=bearer("none")).json() == ""


def test_while_it_cannot_be_told_who_may_ask_nobody_may(
    client: TestClient, people: People, tmp_path: Path
) -> None:
    key = people.create_key("Ada", READER, None)
    (tmp_path / FILE).unlink()
    reply = client.get("/", headers=bearer(key))
    assert reply.status_code == 503
    assert "make new keys" in reply.json()["detail"]


@pytest.mark.parametrize(
    ("headers", "key"),
    [
        ({"authorization": "Bearer a"}, "a"),
        ({"authorization": "bearer  a "}, "a"),
        ({"authorization": "Basic a"}, ""),
        ({"authorization": "Bearer a", "x-api-key": "b"}, "a"),
        ({"x-api-key": "b"}, "b"),
        ({}, ""),
    ],
)
def test_a_key_is_read_from_the_headers(headers: dict[str, str], key: str) -> None:
    assert key_of(Headers(headers)) == key
