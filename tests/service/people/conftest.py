"""An app over one article that answers nobody who is not known, and keys for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

import rag
from rag.app_sections import AccessSettings
from rag.service.people.people import People
from rag.service.people.roles import Role, rights_of
from rag.settings import Settings
from tests.service.visitor import HOST, ORIGIN
from tests.ui.apps import made


@pytest.fixture(scope="module")
def people(state: Path) -> Iterator[People]:
    """The keys and sessions of the app."""
    people = People(state)
    people.create_key("first", rights_of(Role.ADMIN, ()), None)
    yield people
    people.close()


@pytest.fixture(scope="module")
def closed(bot: rag.Chatbot, people: People, state: Path) -> FastAPI:
    """The app."""
    return made(lambda: bot, Settings(state_dir=state, access=AccessSettings(required=True)))


@pytest.fixture(scope="module")
def serving(closed: FastAPI) -> Iterator[TestClient]:
    """Somebody who is not known, while the app serves."""
    with TestClient(closed, base_url=f"http://{HOST}", headers=ORIGIN) as client:
        yield client


def bearer(key: str) -> dict[str, str]:
    """Return the header that sends a key."""
    return {"Authorization": f"Bearer {key}"}
