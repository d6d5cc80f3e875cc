from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

import rag
from rag.app_sections import OidcSettings
from rag.errors import SettingsError
from rag.service.people.callers import SESSION_COOKIE
from rag.service.people.oidc import SECRET as SECRET_VARIABLE
from rag.service.people.oidc import granted, person
from rag.service.people.roles import EVERY, Role
from rag.settings import Settings
from tests.service.people.provider import CLIENT, SECRET, Provider, providing
from tests.service.visitor import visitor
from tests.ui.apps import made

RIGHTS = ("staff: reader", "desk: editor news sport", "https://a:b: admin")


@pytest.fixture
def provider() -> Iterator[Provider]:
    with providing() as provider:
        yield provider


@pytest.fixture
def app(
    bot: rag.Chatbot, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> FastAPI:
    monkeypatch.setenv(SECRET_VARIABLE, SECRET)
    oidc = OidcSettings(issuer=provider.address, client_id=CLIENT, rights=RIGHTS)
    return made(lambda: bot, Settings(state_dir=tmp_path, oidc=oidc))


def browser_of(app: FastAPI) -> TestClient:
    browser = visitor(app)
    browser.follow_redirects = False
    return browser


@pytest.fixture
def browser(app: FastAPI) -> TestClient:
    return browser_of(app)


def led_back(browser: TestClient) -> str:
    """Sign in at the provider; return the path that it leads back to."""
    leaving = browser.get("/oidc/login")
    assert leaving.status_code == 302, leaving.text
    with httpx.Client(trust_env=False) as outside:
        back = outside.get(leaving.headers["location"]).headers["location"]
    assert back.startswith("http://127.0.0.1:7860/oidc/callback?")
    parts = urlsplit(back)
    return f"{parts.path}?{parts.query}"


def is_known(browser: TestClient) -> bool:
    return browser.get("/", headers={"Accept": "text/html"}).status_code == 200


def test_who_signs_in_at_the_provider_is_known(browser: TestClient) -> None:
    assert "/oidc/login" in browser.get("/sign-in").text
    assert not is_known(browser)
    reply = browser.get(led_back(browser))
    assert (reply.status_code, reply.headers["location"]) == (303, "/")
    cookie = next(
        one for one in reply.headers.get_list("set-cookie") if one.startswith(SESSION_COOKIE)
    )
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert is_known(browser)
    assert browser.post("/library/sync", json={}).status_code == 403, "a reader"
    browser.post("/sign-out", json={})
    assert not is_known(browser)


def test_who_is_in_no_group_that_is_known_stays_outside(
    browser: TestClient, provider: Provider
) -> None:
    provider.user |= {"groups": ["guests"], "name": "<b>Eve</b>"}
    reply = browser.get(led_back(browser))
    assert reply.status_code == 403
    assert "&lt;b&gt;Eve&lt;/b&gt;, nothing here is open to you" in reply.text
    assert not is_known(browser)


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://other.example"},
        {"aud": "another"},
        {"aud": ["another"], "azp": CLIENT},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": 1_000_000_000},
        {"sub": None},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    browser: TestClient, provider: Provider, lie: dict[str, object]
) -> None:
    provider.lie = lambda claims: {
        name: value for name, value in (claims | lie).items() if value is not None
    }
    reply = browser.get(led_back(browser))
    assert reply.status_code == 401
    assert "The sign-in did not work" in reply.text
    assert not is_known(browser)


def test_a_token_that_another_signed_is_refused(browser: TestClient, provider: Provider) -> None:
    provider.signer = RSAKey.generate_key(2048, {"kid": "1"})
    assert browser.get(led_back(browser)).status_code == 401
    assert not is_known(browser)


def test_a_provider_that_is_another_than_it_should_be_is_not_asked(
    browser: TestClient, provider: Provider
) -> None:
    provider.issuer = "https://other.example"
    assert browser.get("/oidc/login").status_code == 401


def test_a_code_is_of_use_to_nobody_but_who_left_for_it(app: FastAPI, browser: TestClient) -> None:
    back = led_back(browser)
    eve = browser_of(app)
    assert eve.get(back).status_code == 401, "no state"
    eve.get("/oidc/login")
    assert eve.get(back).status_code == 401, "another state"
    assert not is_known(eve)
    assert browser.get(back).status_code == 303
    assert browser.get(back).status_code == 401, "twice"


@pytest.mark.parametrize(
    "query", ["", "?code=a", "?state=b", "?code=a&state=b", "?error=access_denied"]
)
def test_a_made_up_return_lets_nobody_in(browser: TestClient, query: str) -> None:
    browser.get("/oidc/login")
    assert browser.get(f"/oidc/callback{query}").status_code == 401
    assert not is_known(browser)


def test_while_the_provider_is_away_that_is_told(
    bot: rag.Chatbot, tmp_path: Path, provider: Provider
) -> None:
    oidc = OidcSettings(issuer="http://127.0.0.1:9", client_id=CLIENT, rights=RIGHTS)
    browser = browser_of(made(lambda: bot, Settings(state_dir=tmp_path, oidc=oidc)))
    reply = browser.get("/oidc/login")
    assert reply.status_code == 401
    assert "try again" in reply.text


def test_settings_that_lack_something_are_told(bot: rag.Chatbot, tmp_path: Path) -> None:
    settings = Settings(state_dir=tmp_path, oidc=OidcSettings(issuer="https://a.example"))
    with pytest.raises(SettingsError, match=r"set oidc\.client_id and oidc\.rights"):
        made(lambda: bot, settings)


@pytest.mark.parametrize("line", ["staff", "staff:", ": reader", "staff: owner"])
def test_a_right_that_says_nothing_is_told(line: str) -> None:
    with pytest.raises(SettingsError):
        granted([line])


def test_rights_come_from_all_groups() -> None:
    settings = OidcSettings(issuer="https://login.example")
    claims = {"sub": "1", "groups": ["staff", "desk", 7]}
    ada = person(settings, claims, granted(RIGHTS))
    assert ada.rights == {EVERY: Role.READER, "news": Role.EDITOR, "sport": Role.EDITOR}
    assert ada.name == "1"
    other = person(settings, claims | {"sub": "2", "groups": "https://a:b"}, granted(RIGHTS))
    assert other.rights == {EVERY: Role.ADMIN}
    assert other.id != ada.id
    assert person(settings, {"sub": "1"}, granted(RIGHTS)).rights == {}
    assert person(settings, {"sub": "1"}, granted(["*: reader"])).rights == {EVERY: Role.READER}
