import sys
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from rag.app_sections import OidcSettings
from rag.errors import SettingsError
from rag.service.people.people import People
from rag.service.people.routes import add_people
from rag.service.people.sign_in import SignIn
from rag.settings import Settings
from tests.service.people.conftest import bearer


def test_a_package_that_is_missing_names_its_install_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delitem(sys.modules, "rag.service.people.oidc", raising=False)
    monkeypatch.setitem(sys.modules, "authlib.integrations.starlette_client", None)
    settings = Settings(state_dir=tmp_path, oidc=OidcSettings(issuer="https://login.example"))
    people = People(tmp_path)
    with pytest.raises(SettingsError, match=r"missing: pip install 'footnote-rag\[oidc\]'"):
        add_people(FastAPI(), people, SignIn(people, settings), settings)
    people.close()


def test_programs_are_refused_in_words_and_not_led_to_a_page(serving: TestClient) -> None:
    reply = serving.get("/v1/articles", headers={"Accept": "text/html", **bearer("none")})
    assert (reply.status_code, reply.headers["www-authenticate"]) == (401, "Bearer")
    assert reply.json() == {"detail": "sign in, or send a key that is valid"}
    for path, kind in (("chat/completions", "invalid_request_error"), ("messages", "error")):
        reply = serving.post(f"/v1/{path}", json={})
        assert reply.status_code == 401
        assert kind in reply.text
