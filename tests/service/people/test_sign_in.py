import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

import rag
from rag.app_sections import AccessSettings
from rag.service.people.callers import SESSION_COOKIE
from rag.service.people.people import People
from rag.service.people.roles import Role, rights_of
from rag.service.people.secret import key_parts
from rag.settings import Settings
from tests.service.visitor import HOST, ORIGIN, visitor
from tests.ui.apps import made

PAGE = {"Accept": "text/html"}


@pytest.fixture
def key(people: People) -> str:
    return people.create_key("Ada", rights_of(Role.READER, ()), None)


@pytest.fixture
def browser(closed: FastAPI) -> TestClient:
    browser = visitor(closed)
    browser.follow_redirects = False
    return browser


def signed_in(browser: TestClient, key: str) -> TestClient:
    assert browser.post("/sign-in", json={"key": key}).status_code == 200
    return browser


def test_who_is_not_known_is_led_to_the_page_to_sign_in(browser: TestClient) -> None:
    for path in ("/", "/library", "/clippings", "/benchmarks"):
        reply = browser.get(path, headers=PAGE)
        assert (reply.status_code, reply.headers["location"]) == (303, "/sign-in")
    page = browser.get("/sign-in")
    assert "Your key" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


def test_who_signs_in_with_a_key_sees_the_pages_until_signing_out(
    browser: TestClient, key: str
) -> None:
    reply = browser.post("/sign-in", json={"key": f" {key}\n"})
    cookie = reply.headers["set-cookie"]
    assert cookie.startswith(f"{SESSION_COOKIE}-7860=")
    assert "httponly" in cookie.lower()
    assert "samesite=lax" in cookie.lower()
    assert key not in cookie
    kept = browser.cookies[f"{SESSION_COOKIE}-7860"]
    assert browser.get("/", headers=PAGE).status_code == 200
    assert browser.get("/sign-in").status_code == 200
    browser.post("/sign-out", json={})
    assert f"{SESSION_COOKIE}-7860" not in browser.cookies
    browser.cookies.set(f"{SESSION_COOKIE}-7860", kept)
    assert browser.get("/", headers=PAGE).status_code == 303, "it ended here too"


def test_a_wrong_key_is_refused_in_the_readers_language(browser: TestClient) -> None:
    for wrong in ("", "none", "fn_0123456789ab_" + "x" * 43):
        reply = browser.post("/sign-in", json={"key": wrong}, headers={"Accept-Language": "de"})
        assert reply.status_code == 401
        assert reply.json()["detail"].startswith("Dieser Schlüssel gilt nicht")
        assert not reply.headers.get("set-cookie", "").startswith(SESSION_COOKIE)


def test_a_session_ends_with_its_key(browser: TestClient, key: str, people: People) -> None:
    signed_in(browser, key)
    parts = key_parts(key)
    assert parts
    people.revoke(parts.id)
    assert browser.get("/", headers=PAGE).status_code == 303


def test_another_site_cannot_sign_somebody_in_or_out(browser: TestClient, key: str) -> None:
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert browser.post("/sign-in", json={"key": key}, headers=foreign).status_code == 403
    signed_in(browser, key)
    assert browser.post("/sign-out", json={}, headers=foreign).status_code == 403
    assert browser.get("/", headers=PAGE).status_code == 200


def test_who_lacks_a_right_is_told_on_a_page(browser: TestClient, people: People) -> None:
    key = people.create_key("Bob", rights_of(Role.READER, ["news"]), None)
    reply = signed_in(browser, key).get("/", headers=PAGE)
    assert reply.status_code == 403
    assert "this needs the role reader: ask an admin" in reply.text


def test_over_https_the_session_goes_over_nothing_else(
    bot: rag.Chatbot, people: People, key: str, state: str
) -> None:
    access = AccessSettings(address="https://news.example")
    app = made(lambda: bot, Settings(state_dir=state, access=access))
    browser = TestClient(
        app, base_url="https://news.example", headers={"Origin": "https://news.example"}
    )
    assert "; Secure" in browser.get("/sign-in").headers["set-cookie"]
    cookie = signed_in(browser, key).post("/sign-in", json={"key": key}).headers["set-cookie"]
    assert "; secure" in cookie.lower()
    assert browser.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_where_nobody_has_to_sign_in_there_is_no_such_page(bot: rag.Chatbot, state: str) -> None:
    app = made(lambda: bot, Settings(state_dir=state))
    with TestClient(app, base_url=f"http://{HOST}", headers=ORIGIN) as client:
        reply = client.get("/sign-in", follow_redirects=False)
        assert (reply.status_code, reply.headers["location"]) == (303, "/")
        assert client.post("/sign-in", json={"key": "none"}).status_code == 401
        assert client.post("/sign-out", json={}).status_code == 200
