from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.service.access import (
    COOKIE,
    AccessControl,
    host_name,
    is_loopback,
    is_same_origin,
    kept_token,
)

OURS = {"Origin": "http://localhost:1"}


async def seen(request: Request) -> JSONResponse:
    """Answer with the headers that came through."""
    return JSONResponse(dict(request.headers))


def client(
    host: str = "localhost",
    base: str = "http://localhost:1",
    token: str = "abc",
    address: str = "",
) -> TestClient:
    app = Starlette(routes=[Route("/", seen, methods=["GET", "POST"])])
    return TestClient(AccessControl(app, host, 1, token, address), base_url=base)


def test_the_page_gets_a_token_that_scripts_and_other_sites_cannot_use() -> None:
    asking = client()
    cookie = asking.get("/").headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}-1=")
    assert cookie.endswith("; HttpOnly; SameSite=Strict; Path=/")
    assert "set-cookie" not in asking.get("/").headers
    assert asking.post("/", headers=OURS).status_code == 200


@pytest.mark.parametrize("cookie", [f"{COOKIE}-1=guess", f"{COOKIE}-1=", "a=\u00e9", "=;;=", ""])
def test_a_wrong_token_changes_nothing_and_the_right_one_comes_again(cookie: str) -> None:
    headers = {"Origin": OURS["Origin"].encode(), "Cookie": cookie.encode("latin-1")}
    assert client().post("/", headers=headers).status_code == 403
    assert "set-cookie" in client().get("/", headers=headers).headers


def test_the_page_of_another_server_changes_nothing_and_is_told() -> None:
    first, second = client(), client(token="def")
    first.get("/")
    second.cookies.update(first.cookies)
    reply = second.post("/", headers=OURS)
    assert reply.status_code == 403
    assert reply.json() == {"detail": "the page is out of date: load it again"}


def test_a_page_outlives_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "state"
    first, second = client(token=kept_token(state)), client(token=kept_token(state))
    first.get("/")
    second.cookies.update(first.cookies)
    assert second.post("/", headers=OURS).status_code == 200
    assert (state / "token").stat().st_mode & 0o077 == state.stat().st_mode & 0o077 == 0


def test_where_no_token_can_be_kept_it_is_another_one_each_time(tmp_path: Path) -> None:
    (tmp_path / "token").mkdir()
    assert len({kept_token(tmp_path), kept_token(tmp_path)}) == 2
    (tmp_path / "file").write_text("")
    assert len(kept_token(tmp_path / "file")) > 40


def test_what_names_a_proxy_or_an_origin_does_not_come_through() -> None:
    headers = {"X-Forwarded-For": "1", "Forwarded": "host=x", "Accept": "a/b", **OURS}
    names = client().get("/", headers=headers).json()
    assert names["accept"] == "a/b"
    assert not {"x-forwarded-for", "forwarded", "origin"} & set(names)


def test_a_server_for_the_network_takes_any_host_but_no_foreign_origin() -> None:
    asking = client("0.0.0.0", "http://wiki.example:1")
    assert asking.get("/").status_code == 200
    assert asking.post("/", headers=OURS).status_code == 403
    assert asking.post("/", headers={"Origin": "https://wiki.example:1"}).status_code == 200


@pytest.mark.parametrize("host", ["", "[", "[::1", "evil.test", "evil.test:localhost"])
def test_a_host_that_is_not_this_machine_is_refused(host: str) -> None:
    assert host_name(host) not in ("localhost", "::1")
    assert client().get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({"origin": "http://a:1"}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"origin": "https://a:1", "sec-fetch-site": "same-origin"}, True),
        ({}, False),
        ({"origin": "http://a"}, False),
        ({"origin": "null"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "same-site", "origin": "http://a:1"}, False),
    ],
)
def test_a_page_of_this_server_is_told_by_its_origin(headers: dict[str, str], same: bool) -> None:
    assert is_same_origin(Headers({"host": "a:1", **headers})) is same


def test_loopback_is_this_machine_only() -> None:
    assert is_loopback("::1")
    assert not is_loopback("192.0.2.1")


@pytest.mark.parametrize("host", ["0.0.0.0", "localhost"])
def test_where_its_address_is_known_only_this_name_is_served(host: str) -> None:
    asking = client(host, "https://wiki.example", address="https://wiki.example")
    reply = asking.get("/")
    assert reply.status_code == 200
    assert reply.headers["set-cookie"].endswith("; Path=/; Secure")
    assert asking.get("/", headers={"Host": "localhost:1"}).status_code == 200
    for other in ("evil.test", "", "wiki.example.evil.test"):
        assert asking.get("/", headers={"Host": other}).status_code == 400
