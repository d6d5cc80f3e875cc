from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import rag
from rag.core.conversation import owner_of
from rag.library.kept import Kept
from rag.service.readers import name_of
from rag.settings import Settings
from rag.ui.handlers.handing_on import clip
from tests.service.visitor import visitor
from tests.ui.apps import made
from tests.ui.keeping import asked


@pytest.fixture
def clipping(client: TestClient, kept: Kept, bot: rag.Chatbot) -> str:
    """The id of a clipping of the visitor."""
    owner = owner_of(client.cookies[name_of(7860)])
    talk = asked(kept, bot, owner)
    clip(kept, owner, talk.conversation, talk.turn, 1)
    return kept.clippings.all(owner)[-1].id


def test_clippings_are_noted_ordered_deleted_and_brought_back(
    client: TestClient, clipping: str
) -> None:
    def shown() -> bool:
        return f'data-id="{clipping}"' in client.get("/clippings").text

    assert shown()
    assert client.post("/clippings/note", json={"id": clipping, "note": "mine"}).is_success
    assert ">mine</textarea>" in client.get("/clippings").text
    assert client.post("/clippings/order", json={"ids": [clipping]}).is_success
    assert client.post("/clippings/delete", json={"id": clipping}).is_success
    assert not shown()
    assert client.post("/clippings/restore", json={"id": clipping}).is_success
    assert shown()


def test_clippings_are_copied_and_saved(client: TestClient, clipping: str) -> None:
    assert "The plant opened" in client.get("/clippings/copy").json()["markdown"]
    saved = client.get("/clippings/export/markdown")
    assert saved.headers["content-disposition"] == "attachment; filename*=UTF-8''Clippings.md"
    assert client.get("/clippings/export/exe").status_code == 409


@pytest.mark.parametrize(
    ("route", "body"),
    [
        ("note", {"id": "x", "note": "n" * 5_001}),
        ("order", {"ids": "x"}),
        ("delete", {}),
        ("restore", {"id": 1}),
    ],
)
def test_what_is_not_understood_is_refused(client: TestClient, route: str, body: Any) -> None:
    assert client.post(f"/clippings/{route}", json=body).status_code == 422


def test_nobody_changes_those_of_another(
    client: TestClient, bot: rag.Chatbot, state: Path, clipping: str
) -> None:
    other = visitor(made(lambda: bot, Settings(state_dir=state)))
    other.get("/")
    assert clipping not in other.get("/clippings").text
    for route, body in (("note", {"note": "x"}), ("delete", {}), ("restore", {})):
        reply = other.post(f"/clippings/{route}", json={"id": clipping} | body)
        assert reply.status_code == 409
    assert f'data-id="{clipping}"' in client.get("/clippings").text
