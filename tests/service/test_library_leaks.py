"""Nothing of one library is reached from the page of another, by whatever id."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Mount
from starlette.testclient import TestClient

import rag
from rag.core.conversation import owner_of
from rag.evaluation.feedback import eval_cases
from rag.library.kept import Kept, open_kept
from rag.service.choice import HEADER
from rag.service.readers import name_of
from rag.settings import Settings
from rag.ui.handlers.handing_on import clip
from tests.beside import QUESTION, SECRETS, YEARS, index_both
from tests.service.visitor import visitor
from tests.ui.apps import made
from tests.ui.keeping import Asked, asked

OTHER = {"default": "wire", "wire": "default"}


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of the app."""
    state = tmp_path_factory.mktemp("state")
    index_both(state)
    return state


@pytest.fixture(scope="module")
def bots(state: Path) -> dict[str, rag.Chatbot]:
    """A chatbot over each library, beside those of the app."""
    return {name: rag.open(state, library=name) for name in YEARS}


@pytest.fixture(scope="module")
def kept(bots: dict[str, rag.Chatbot]) -> dict[str, Kept]:
    """What is kept of each."""
    return {name: open_kept(bot.library) for name, bot in bots.items()}


@pytest.fixture(scope="module")
def client(bots: dict[str, rag.Chatbot], state: Path) -> Iterator[TestClient]:
    """A reader."""
    app = made(lambda: bots["default"], Settings(state_dir=state))
    with visitor(app) as client:
        client.get("/")
        yield client


@pytest.fixture(scope="module")
def talks(
    client: TestClient, bots: dict[str, rag.Chatbot], kept: dict[str, Kept]
) -> dict[str, Asked]:
    """A conversation of the reader in each library, its title secret, its quote clipped."""
    owner = owner_of(client.cookies[name_of(7860)])
    found = {}
    for name, bot in bots.items():
        talk = found[name] = asked(kept[name], bot, owner)
        kept[name].conversations.rename(owner, talk.conversation, f"All of the {SECRETS[name]}")
        clip(kept[name], owner, talk.conversation, talk.turn, 1)
        clipping = kept[name].clippings.all(owner)[-1].id
        kept[name].clippings.write_note(owner, clipping, f"A {SECRETS[name]}!")
    return found


def all_routes(app: FastAPI | APIRouter) -> Iterator[APIRoute]:
    """Yield the routes of an app, those of its routers too."""
    for route in app.routes:
        if isinstance(route, APIRoute):
            yield route
        elif router := getattr(route, "original_router", None):
            yield from all_routes(router)


def of(name: str) -> dict[str, str]:
    return {HEADER: name}


def test_every_page_shows_its_own_library(client: TestClient, talks: dict[str, Asked]) -> None:
    for name in YEARS:
        for path in ("/", "/library", "/clippings"):
            html = client.get(path, headers=of(name)).text
            assert SECRETS[name] in html
            assert SECRETS[OTHER[name]] not in html
            assert f'data-library="{name}"' in html


def test_no_route_that_reads_shows_anything_of_the_other_library(
    client: TestClient, talks: dict[str, Asked], kept: dict[str, Kept]
) -> None:
    """Every route that is there, also one that is added later, with the other library's ids."""
    owner = owner_of(client.cookies[name_of(7860)])
    (apps,) = [route.app.apps for route in client.app.routes if isinstance(route, Mount)]
    for name in YEARS:
        other, theirs = OTHER[name], talks[OTHER[name]]
        reading = {route.path for route in all_routes(apps.of(name).app) if "GET" in route.methods}
        assert {"/", "/room/talks", "/v1/articles/{article_id:path}", "/clippings/copy"} <= reading
        ids = [theirs.conversation, theirs.turn, kept[other].clippings.all(owner)[0].id]
        ids += ["plant", f"only-{SECRETS[other]}", f"footnote-{other}"]
        for path in reading - {"/v1/sync/events", "/v1/openapi.json", "/v1/models/{model:path}"}:
            for one in ids if "{" in path else ids[:1]:
                address = path.replace("{form}", "markdown").replace("{kind}", "articles")
                for field in ("{talk}", "{conversation}", "{article_id:path}", "{name}"):
                    address = address.replace(field, one)
                said = client.get(address, headers=of(name), params={"turn": theirs.turn}).text
                assert SECRETS[other] not in said.replace(one, ""), address


@pytest.mark.parametrize("name", YEARS)
def test_nothing_is_done_by_the_ids_of_the_other_library(
    client: TestClient, talks: dict[str, Asked], kept: dict[str, Kept], name: str
) -> None:
    owner = owner_of(client.cookies[name_of(7860)])
    other = OTHER[name]
    theirs, clipping = talks[other], kept[other].clippings.all(owner)[-1]
    before = kept[other].conversations.open(owner, theirs.conversation)
    turn = {"conversation": theirs.conversation, "turn": theirs.turn}
    article = {"article": f"only-{SECRETS[other]}", "sha256": "", "quotes": [], "turn": ""}
    sent: list[tuple[str, Any]] = [
        ("/room/copy", turn | {"quote": 0}),
        ("/room/clip", turn | {"quote": 1}),
        ("/room/rename", {"id": theirs.conversation, "title": "taken"}),
        ("/room/branch", turn | {"step": 1}),
        ("/room/delete", {"id": theirs.conversation}),
        ("/room/stop", {"turn": theirs.turn}),
        ("/room/article", article | {"place": None}),
        ("/clippings/note", {"id": clipping.id, "note": "taken"}),
        ("/clippings/order", {"ids": [clipping.id]}),
        ("/clippings/delete", {"id": clipping.id}),
        ("/library/remove", {"articles": [f"only-{SECRETS[other]}"]}),
    ]
    for path, body in sent:
        said = client.post(path, json=body, headers=of(name)).text
        assert SECRETS[other] not in said.replace(f"only-{SECRETS[other]}", ""), path
    assert kept[other].conversations.open(owner, theirs.conversation) == before
    assert kept[other].clippings.all(owner)[-1] == clipping


def test_a_judgement_is_kept_in_its_library(
    client: TestClient, bots: dict[str, rag.Chatbot]
) -> None:
    answer = bots["wire"].ask(QUESTION)
    (citation,) = answer.citations
    place = {"article": citation.article.id, "sha256": citation.article.sha256}
    place |= {"start": citation.span.start, "end": citation.span.end, "rejected": False}
    body = {
        "question": QUESTION, "standalone": QUESTION, "answer": answer.text, "abstained": False,
        "confidence": answer.confidence, "history": [], "citations": [place],
        "verdict": "right",
    }  # fmt: skip
    reply = client.post("/room/judge", json=body, headers=of("wire"))
    assert reply.status_code == 200, reply.text
    assert len(eval_cases(bots["wire"].library)) == 1
    assert eval_cases(bots["default"].library) == []
