from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import rag
from rag.core.conversation import TurnState, owner_of
from rag.library.kept import Kept
from rag.service.readers import name_of
from rag.settings import Settings
from tests.service.visitor import visitor
from tests.ui.apps import made

QUESTION = "When did the plant open?"


@pytest.fixture
def talk(client: TestClient, kept: Kept, bot: rag.Chatbot) -> dict[str, str]:
    """A conversation of the visitor with one answered question: its id and its turn's."""
    owner = owner_of(client.cookies[name_of(7860)])
    conversation = kept.conversations.start(owner, QUESTION)
    turn = conversation.turns[-1]
    kept.conversations.finish(owner, turn.id, bot.ask(QUESTION), TurnState.DONE)
    return {"conversation": conversation.info.id, "turn": turn.id}


def test_the_page_has_the_reader_s_conversations_and_what_the_library_holds(
    client: TestClient, talk: dict[str, str]
) -> None:
    html = client.get("/").text
    assert f'data-talk="{talk["conversation"]}"' in html
    assert "1 article" in html
    assert "Footnote" in html
    assert client.get("/room/facts").json()["html"].startswith("<b>1 article</b>")


def test_the_page_speaks_the_language_of_the_browser(client: TestClient) -> None:
    html = client.get("/", headers={"Accept-Language": "de-DE,de;q=0.9"}).text
    assert '<html lang="de">' in html
    assert "Neue Frage" in html


def test_a_conversation_is_found_opened_renamed_deleted_and_brought_back(
    client: TestClient, talk: dict[str, str]
) -> None:
    name = {"id": talk["conversation"]}
    opened = client.get(f"/room/c/{name['id']}").json()
    assert (opened["title"], opened["pending"]) == (QUESTION, "")
    assert f'id="turn-{talk["turn"]}"' in opened["html"]
    renamed = client.post("/room/rename", json=name | {"title": " A <b>plant "})
    assert renamed.json() == {"title": "A <b>plant"}
    assert "A &lt;b&gt;plant" in client.get("/room/talks", params={"words": "plant"}).json()["html"]
    assert client.post("/room/delete", json=name).status_code == 200
    assert client.get(f"/room/c/{name['id']}").status_code == 409
    assert client.post("/room/restore", json=name).status_code == 200
    assert client.get(f"/room/c/{name['id']}").status_code == 200


def test_a_question_under_way_is_named_to_be_asked_again(client: TestClient, kept: Kept) -> None:
    owner = owner_of(client.cookies[name_of(7860)])
    asking = kept.conversations.start(owner, QUESTION)
    opened = client.get(f"/room/c/{asking.info.id}").json()
    assert opened["pending"] == asking.turns[-1].id


def test_an_answer_is_copied_saved_and_its_quote_clipped(
    client: TestClient, talk: dict[str, str], kept: Kept
) -> None:
    copied = client.post("/room/copy", json=talk | {"quote": 0}).json()
    assert "The plant opened in 2021" in copied["markdown"]
    assert "The plant opened in 2021." in copied["html"]
    for form in client.get("/room/formats").json()["formats"]:
        path = f"/room/export/{talk['conversation']}/{form['id']}"
        reply = client.get(path, params={"turn": talk["turn"]})
        assert reply.status_code == 200
        assert reply.headers["content-disposition"].startswith("attachment; filename*=UTF-8''When")
    assert client.post("/room/clip", json=talk | {"quote": 1}).status_code == 200
    owner = owner_of(client.cookies[name_of(7860)])
    assert [clip.quote for clip in kept.clippings.all(owner)] == ["The plant opened in 2021."]
    assert client.post("/room/clip", json=talk | {"quote": 9}).status_code == 409


def test_an_article_opens_and_choices_are_named(client: TestClient, bot: rag.Chatbot) -> None:
    article = bot.article("plant")
    assert article
    wanted = {"article": "plant", "sha256": article.sha256, "quotes": [[1, 0, 25]], "turn": ""}
    html = client.post("/room/article", json=wanted).json()["html"]
    assert "The plant opened in 2021." in html
    assert client.get("/room/choices/articles").json() == {
        "values": [{"id": "plant", "name": "A plant"}]
    }


@pytest.mark.parametrize(
    ("route", "body"),
    [
        ("rename", {"id": "x"}),
        ("rename", {"id": "x", "title": "t" * 201}),
        ("delete", {"id": "x" * 101}),
        ("delete", {"id": "x", "more": 1}),
        ("branch", {"conversation": "c", "turn": "t", "step": "far"}),
        ("stop", {"turn": ["t"]}),
        ("copy", {"conversation": "c", "turn": "t", "quote": -1}),
        ("article", []),
        ("judge", "x"),
    ],
)
def test_what_is_not_understood_is_refused(client: TestClient, route: str, body: Any) -> None:
    assert client.post(f"/room/{route}", json=body).status_code == 422


def test_who_never_loaded_a_page_from_here_sees_and_does_nothing(
    bot: rag.Chatbot, state: Path, talk: dict[str, str]
) -> None:
    app = made(lambda: bot, Settings(state_dir=state))
    client = visitor(app)
    assert client.get("/room/talks").status_code == 403
    assert client.get(f"/room/c/{talk['conversation']}").status_code == 403
    assert client.post("/room/delete", json={"id": talk["conversation"]}).status_code == 403


def test_another_reader_s_conversation_is_as_if_it_were_not_there(
    bot: rag.Chatbot, state: Path, talk: dict[str, str]
) -> None:
    other = visitor(made(lambda: bot, Settings(state_dir=state)))
    other.get("/")
    foreign = other.get(f"/room/c/{talk['conversation']}")
    missing = other.get("/room/c/there-is-none")
    assert foreign.status_code == missing.status_code == 409
    assert foreign.json() == missing.json()
    assert talk["conversation"] not in other.get("/").text
