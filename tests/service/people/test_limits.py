from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

import rag
from rag.app_sections import AccessSettings
from rag.service.people.limits import MOST_CALLERS, Buckets, RateLimit, counted_as
from rag.service.people.people import People
from rag.service.people.roles import Caller, Role, rights_of
from rag.settings import Settings
from tests.service.people.conftest import bearer
from tests.service.visitor import visitor
from tests.ui.apps import made


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def request(host: str = "192.0.2.1", caller: Caller | None = None) -> Request:
    scope = {"type": "http", "headers": [], "client": (host, 1), "state": {"caller": caller}}
    return Request(scope)


def test_a_minutes_requests_may_come_at_once_and_then_one_by_one() -> None:
    clock = Clock()
    buckets = Buckets(60, clock)
    assert [buckets.take("a") for _ in range(60)] == [0] * 60
    assert buckets.take("a") == 1
    assert buckets.take("b") == 0, "another has the whole minute"
    clock.now = 1.0
    assert buckets.take("a") == 0
    assert buckets.take("a") == 1
    clock.now = 3_600.0
    assert [buckets.take("a") for _ in range(60)] == [0] * 60
    assert buckets.take("a") == 1, "no more than a minute's are saved"


def test_who_asked_longest_ago_is_forgotten() -> None:
    buckets = Buckets(1, Clock())
    buckets.take("first")
    for number in range(MOST_CALLERS):
        buckets.take(str(number))
    assert buckets.take("first") == 0
    assert buckets.take(str(MOST_CALLERS - 1)) > 0


def test_who_is_known_counts_as_themselves_and_others_by_address() -> None:
    ada = Caller("key:1", "Ada", {})
    assert counted_as(request(caller=ada)) == "key:1"
    assert counted_as(request()) == "192.0.2.1"
    assert counted_as(request("2001:db8::1")) == counted_as(request("2001:db8::2:1"))
    assert counted_as(request("2001:db8::1")) != counted_as(request("2001:db8:0:1::1"))
    assert counted_as(request("testclient")) == "testclient"


class Known:
    """Says who asks: who the header X-Name names."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            name = Request(scope).headers.get("x-name")
            scope["state"] = {"caller": Caller(name, name, {}) if name else None}
        await self._app(scope, receive, send)


@pytest.fixture
def client() -> TestClient:
    async def fine(request: Request) -> PlainTextResponse:
        return PlainTextResponse("fine")

    app = Starlette(routes=[Route("/", fine)])
    return TestClient(Known(RateLimit(app, Buckets(2, Clock()))))


def test_too_many_requests_are_told_when_to_come_back(client: TestClient) -> None:
    assert [client.get("/").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get("/")
    assert refused.headers["retry-after"] == "30"
    assert refused.json() == {"detail": "too many requests: wait for the seconds of Retry-After"}
    ada, bob = {"X-Name": "ada"}, {"X-Name": "bob"}
    assert [client.get("/", headers=ada).status_code for _ in range(3)] == [200, 200, 429]
    assert client.get("/", headers=bob).status_code == 200


def test_the_app_refuses_who_asks_too_much_and_says_when_to_come_back(
    bot: rag.Chatbot, people: People, state: Path
) -> None:
    key = people.create_key("Ada", rights_of(Role.READER, ()), None)
    access = AccessSettings(required=True, requests_a_minute=10)
    client = visitor(made(lambda: bot, Settings(state_dir=state, access=access)))
    replies = [client.get("/v1/sync") for _ in range(12)]
    assert [reply.status_code for reply in replies[:9]] == [401] * 9
    assert replies[-1].status_code == 429
    assert 1 <= int(replies[-1].headers["retry-after"]) <= 6
    assert replies[-1].headers["x-request-id"]
    assert client.get("/v1/sync", headers=bearer(key)).status_code == 200
