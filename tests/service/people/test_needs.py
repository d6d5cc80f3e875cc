from typing import Any

import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from rag.service.people.needs import (
    Guarded,
    Needs,
    NotAllowed,
    caller_of,
    declared,
    needs,
)
from rag.service.people.people import People
from rag.service.people.roles import EVERY, Caller, Role, rights_of
from rag.service.requests import told
from tests.service.people.conftest import bearer
from tests.service.people.walking import OPEN, asked_of, mounted_in, routes_of

NEWS = Caller("key:1", "Ada", rights_of(Role.READER, ["news"]))


def request(caller: Caller | None = None, *libraries: str) -> Request:
    """Return a request as it is once its library is chosen: see `rag.service.choice`."""
    state = {"caller": caller, "libraries": libraries or ("default",)}
    return Request({"type": "http", "headers": [], "query_string": b"", "state": state})


def status_of(need: Needs, asked: Request) -> int:
    try:
        need(asked)
    except NotAllowed as error:
        return error.status
    return 200


def test_who_is_not_known_may_see_only_what_everybody_may() -> None:
    assert status_of(Needs(Role.READER), request(None, "news")) == 401
    assert status_of(Needs(None), request(None, "news")) == 200
    assert caller_of(Request({"type": "http", "headers": []})) is None


def test_a_right_is_needed_in_every_library_that_is_named() -> None:
    need = Needs(Role.READER)
    assert status_of(need, request(NEWS, "news")) == 200
    assert status_of(need, request(NEWS)) == 403
    assert status_of(need, request(NEWS, "news", "sport")) == 403
    assert status_of(Needs(Role.EDITOR), request(NEWS, "news")) == 403
    assert status_of(Needs(Role.READER, EVERY), request(NEWS, "news")) == 403


def test_what_is_lacking_is_told() -> None:
    with pytest.raises(NotAllowed, match="this needs the role editor in 'news': ask an admin"):
        Needs(Role.EDITOR)(request(NEWS, "news"))


def test_a_route_that_declares_nothing_answers_nobody() -> None:
    app, router = FastAPI(dependencies=[Depends(declared)]), APIRouter()
    app.add_exception_handler(NotAllowed, told)
    router.add_api_route("/forgotten", lambda: "content")
    router.add_api_route("/declared", lambda: "content", dependencies=[needs(None)])
    app.include_router(router)
    client = TestClient(app)
    assert client.get("/declared").json() == "content"
    reply = client.get("/forgotten")
    assert reply.status_code == 403
    assert "content" not in reply.text


@pytest.mark.parametrize(
    ("caller", "library", "status"),
    [(None, "news", 401), (NEWS, "sport", 403), (NEWS, "news", 200)],
    ids=["unknown", "elsewhere", "here"],
)
def test_a_guarded_app_is_asked_only_what_its_caller_may(
    caller: Caller | None, library: str, status: int
) -> None:
    guarded = Guarded(PlainTextResponse("content"), Role.READER)

    async def asked(scope: Any, receive: Any, send: Any) -> None:
        state = {"caller": caller, "libraries": (library,)}
        await guarded({**scope, "state": state}, receive, send)

    reply = TestClient(asked).get("/")
    assert reply.status_code == status
    assert (reply.text == "content") == (status == 200)


def test_every_route_of_the_app_declares_what_it_needs(closed: FastAPI) -> None:
    assert isinstance(mounted_in(closed).queue, Guarded)
    routes = list(routes_of(closed))
    assert len(routes) > 50
    for route in routes:
        assert isinstance(route, APIRoute), route
        calls = [one.call for one in route.dependant.dependencies]
        declares = [call for call in calls if isinstance(call, Needs)]
        assert declares, route.path
        everybody = all(status_of(call, request()) == 200 for call in declares)
        assert everybody == (route.path in OPEN), route.path


@pytest.mark.parametrize(
    "headers", [{}, bearer("fn_0123456789ab_" + "x" * 43)], ids=["none", "wrong"]
)
def test_every_route_refuses_who_is_not_known(
    serving: TestClient, closed: FastAPI, headers: dict[str, str]
) -> None:
    for method, route in asked_of(closed):
        path = route.path.replace(":path", "")
        reply = serving.request(method, path, json={}, headers=headers)
        assert reply.status_code == 401, (path, reply.text)
    assert (
        serving.post("/gradio_api/call/ask", json={"data": [{}]}, headers=headers).status_code
        == 401
    )


def test_every_route_refuses_who_may_see_only_another_library(
    serving: TestClient, closed: FastAPI, people: People
) -> None:
    headers = bearer(people.create_key("News", rights_of(Role.ADMIN, ["news"]), None))
    for method, route in asked_of(closed):
        path = route.path.replace(":path", "")
        reply = serving.request(method, path, json={}, headers=headers)
        assert reply.status_code == 403, (path, reply.text)
        assert "plant" not in reply.text
    assert (
        serving.post("/gradio_api/call/ask", json={"data": [{}]}, headers=headers).status_code
        == 403
    )


EDITING = {
    "/library/followed", "/library/findings", "/library/file", "/library/add", "/library/remove",
    "/library/undo", "/library/sync", "/library/retry", "/library/fetch", "/library/confirm",
    "/library/stop", "/v1/sources", "/v1/sync", "/v1/sync/confirm", "/v1/sync/stop",
}  # fmt: skip
"""What only an editor may; of /v1/sync that is what begins one."""


def test_a_reader_changes_nothing_that_is_everybodys(
    serving: TestClient, closed: FastAPI, people: People
) -> None:
    headers = bearer(people.create_key("Ada", rights_of(Role.READER, ()), None))
    seen = set()
    for method, route in asked_of(closed):
        if route.path in EDITING and (method, route.path) != ("GET", "/v1/sync"):
            reply = serving.request(method, route.path, json={}, headers=headers)
            assert reply.status_code == 403, (route.path, reply.text)
            seen.add(route.path)
    assert seen == EDITING
    assert serving.get("/v1/sync", headers=headers).status_code == 200
