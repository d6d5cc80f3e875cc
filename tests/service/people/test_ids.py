"""Nobody sees what is another's, whatever id they know and whatever role they have."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import BaseModel
from starlette.testclient import TestClient

import rag
from rag.core.span import Span
from rag.evaluation.kept_runs import KeptRuns
from rag.evaluation.measure.run import Run
from rag.library.kept import Kept
from rag.service.library_app import REPORTS
from rag.service.people.people import People
from rag.service.people.roles import Role, rights_of
from tests.service.people.conftest import bearer
from tests.service.people.walking import asked_of
from tests.ui.keeping import asked

MARK = "Zanzibar"
"""Stands in whatever Ada wrote, and nowhere else."""
ASK = "/gradio_api/call/ask"

BODIES: dict[str, dict[str, Any]] = {
    "/room/copy": {"conversation": "TALK", "turn": "TURN", "quote": 1},
    "/room/clip": {"conversation": "TALK", "turn": "TURN", "quote": 1},
    "/room/rename": {"id": "TALK", "title": "Taken"},
    "/room/delete": {"id": "TALK"},
    "/room/restore": {"id": "TALK"},
    "/room/branch": {"conversation": "TALK", "turn": "TURN", "step": 1},
    "/room/stop": {"turn": "TURN"},
    "/clippings/note": {"id": "CLIPPING", "note": "Taken"},
    "/clippings/order": {"ids": ["CLIPPING"]},
    "/clippings/delete": {"id": "CLIPPING"},
    "/clippings/restore": {"id": "CLIPPING"},
    "/benchmarks/delete": {"run": "RUN"},
    "/check/quote": {"conversation": "TALK", "turn": "TURN", "quote": 1},
}
"""What is sent to each route that takes the id of something that is somebody's."""
IDS = {"id", "ids", "conversation", "turn", "run", "talk"}
"""How such ids are called."""
WAYS = {
    "/room/c/{talk}": ["/room/c/TALK"],
    "/room/export/{conversation}/{form}": [
        "/room/export/TALK/markdown",
        "/room/export/TALK/markdown?turn=TURN",
        "/room/export/TALK/pack",
    ],
    "/benchmarks": ["/benchmarks?run=RUN", "/benchmarks?with=RUN"],
    "/v1/evals/{run}": ["/v1/evals/RUN"],
}
"""The addresses with such ids, by their routes."""


@dataclass(frozen=True)
class Anybody:
    """Somebody with a key: how they ask, and whose what they keep is."""

    headers: dict[str, str]
    owner: str


@pytest.fixture(scope="module")
def ada(people: People) -> Anybody:
    return anybody(people, "Ada", Role.READER)


@pytest.fixture(scope="module")
def bob(people: People) -> Anybody:
    return anybody(people, "Bob", Role.ADMIN)


def anybody(people: People, name: str, role: Role) -> Anybody:
    key = people.create_key(name, rights_of(role, ()), None)
    caller = people.of_key(key)
    assert caller
    return Anybody(bearer(key), caller.id)


@pytest.fixture(scope="module")
def hers(kept: Kept, bot: rag.Chatbot, ada: Anybody, state: Any) -> dict[str, str]:
    """The ids of what is Ada's, by the words that stand for them."""
    talk = asked(kept, bot, ada.owner)
    kept.conversations.rename(ada.owner, talk.conversation, f"About {MARK}")
    article = bot.article("plant")
    assert article
    clipping = kept.clippings.add(ada.owner, article.id, article.sha256, Span(0, 9), f"On {MARK}")
    run = KeptRuns(state / REPORTS).add(ada.owner, f"{MARK}.jsonl", Run("", "", {}, []))
    return {"TALK": talk.conversation, "TURN": talk.turn, "CLIPPING": clipping.id, "RUN": run.id}


def put_in(template: str, ids: dict[str, str]) -> str:
    for word, name in ids.items():
        template = template.replace(word, name)
    return template


def test_no_route_that_takes_an_id_is_forgotten_here(closed: FastAPI) -> None:
    for method, route in asked_of(closed):
        names = {one.name for one in route.dependant.path_params + route.dependant.query_params}
        for field in route.dependant.body_params:
            kind = field.field_info.annotation
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                names |= set(kind.model_fields)
        if names & IDS:
            known = WAYS if method == "GET" else BODIES
            assert route.path in known, f"{method} {route.path}: say here what is sent to it"


def test_another_persons_ids_tell_no_more_than_ids_of_nothing(
    serving: TestClient, hers: dict[str, str], bob: Anybody
) -> None:
    nothing = dict.fromkeys(hers, "0" * 32)
    for path in [way for ways in WAYS.values() for way in ways]:
        replies = [serving.get(put_in(path, ids), headers=bob.headers) for ids in (hers, nothing)]
        assert replies[0].status_code == replies[1].status_code, path
        assert replies[0].text == replies[1].text, path
        assert MARK not in replies[0].text
    for path, body in BODIES.items():
        sent = [json.loads(put_in(json.dumps(body), ids)) for ids in (hers, nothing)]
        replies = [serving.post(path, json=each, headers=bob.headers) for each in sent]
        assert replies[0].status_code == replies[1].status_code, path
        assert replies[0].text == replies[1].text, path
        assert MARK not in replies[0].text


def test_nothing_of_another_person_is_listed(
    serving: TestClient, closed: FastAPI, hers: dict[str, str], bob: Anybody
) -> None:
    asked_for = 0
    for method, route in asked_of(closed):
        if method == "GET" and "{" not in route.path and "findings" not in route.path:
            reply = serving.get(route.path, headers=bob.headers)
            assert MARK not in reply.text, route.path
            asked_for += reply.is_success
    assert asked_for > 15


def test_what_she_has_is_hers_and_as_it_was(
    serving: TestClient, hers: dict[str, str], ada: Anybody
) -> None:
    pages = ("/", "/room/talks", f"/room/c/{hers['TALK']}", "/clippings", "/benchmarks")
    for path in pages:
        assert MARK in serving.get(path, headers=ada.headers).text, path
    exported = serving.get(f"/room/export/{hers['TALK']}/markdown", headers=ada.headers)
    assert "The plant opened in 2021" in exported.text


def test_the_same_requests_are_hers_to_send(
    serving: TestClient, hers: dict[str, str], ada: Anybody
) -> None:
    for path in [way for ways in WAYS.values() for way in ways]:
        assert serving.get(put_in(path, hers), headers=ada.headers).is_success, path
    for path, body in BODIES.items():
        sent = json.loads(put_in(json.dumps(body), hers))
        assert serving.post(path, json=sent, headers=ada.headers).is_success, path


def test_an_answer_is_heard_by_who_asked(
    serving: TestClient, ada: Anybody, bob: Anybody, kept: Kept
) -> None:
    serving.get("/", headers=ada.headers)  # the page holds the server's token then
    wanted = {"data": [{"question": f"When did the plant of {MARK} open?"}]}
    event = serving.post(ASK, json=wanted, headers=ada.headers).json()["event_id"]
    for other in (bob.headers, {}):
        reply = serving.get(f"{ASK}/{event}", headers=other)
        assert reply.status_code in (401, 404)
        assert MARK not in reply.text
    assert MARK in serving.get(f"{ASK}/{event}", headers=ada.headers).text
    assert any(MARK in one.title for one in kept.conversations.find(ada.owner))
