"""Two libraries in one app: nothing of one is reached from the other, by whatever id."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import rag
from rag.service.choice import HEADER, model_of
from rag.settings import Settings
from tests.beside import QUESTION, SECRETS, YEARS, index_both
from tests.service.visitor import visitor
from tests.ui.apps import made

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
def client(bots: dict[str, rag.Chatbot], state: Path) -> Iterator[TestClient]:
    """A reader."""
    app = made(lambda: bots["default"], Settings(state_dir=state))
    with visitor(app) as client:
        client.get("/")
        yield client


def of(name: str) -> dict[str, str]:
    return {HEADER: name}


def test_programs_ask_one_library_by_its_name(client: TestClient) -> None:
    for name, year in YEARS.items():
        other = YEARS[OTHER[name]]
        named = {"library": name}
        for path, body in [
            ("/v1/ask", {"question": QUESTION}),
            ("/v1/search", {"query": "plant"}),
            ("/v1/check", {"text": f"The plant in Heide opened in {year}."}),
            ("/v1/quote", {"quote": f"The plant in Heide opened in {year}."}),
        ]:
            said = client.post(path, json=body | named).text
            assert year in said
            assert other not in said
            assert SECRETS[OTHER[name]] not in said
        claim = {"text": f"The plant in Heide opened in {other}."}
        wrong = client.post("/v1/check", json=claim | named)
        assert wrong.json()["sentences"][0]["verdict"] == "contradicted"
        secret = f"only-{SECRETS[OTHER[name]]}"
        assert client.get(f"/v1/articles/{secret}", params=named).status_code == 404
        listed = client.get("/v1/articles", params=named).json()["articles"]
        assert {one["article_id"] for one in listed} == {"plant", f"only-{SECRETS[name]}"}


def test_a_model_is_a_library_and_its_citations_lead_there(client: TestClient) -> None:
    asked = {"messages": [{"role": "user", "content": QUESTION}], "max_tokens": 100}
    for name, year in YEARS.items():
        model = model_of(name)
        chat = client.post("/v1/chat/completions", json=asked | {"model": model})
        message = chat.json()["choices"][0]["message"]
        assert year in message["content"]
        for note in message["annotations"]:
            led = client.get(note["url_citation"]["url"]).json()
            assert SECRETS[name] in led["text"]
        answer = client.post("/v1/messages", json=asked | {"model": model}).text
        assert year in answer
        assert YEARS[OTHER[name]] not in answer
        reply = client.post("/v1/responses", json={"input": QUESTION, "model": model})
        assert year in reply.text
    assert [one["id"] for one in client.get("/v1/models").json()["data"]][:2] == [
        "footnote",
        "footnote-wire",
    ]
    unknown = client.post("/v1/chat/completions", json=asked | {"model": "footnote-missing"})
    assert unknown.json()["error"]["code"] == "model_not_found"


def test_citations_are_rechecked_in_the_library_that_is_named(client: TestClient) -> None:
    wire = client.post("/v1/ask", json={"question": QUESTION, "library": "wire"}).json()
    for name, standing in (("wire", "unchanged"), ("default", "edited here")):
        (found,) = client.post("/v1/recheck", json=[wire], params={"library": name}).json()
        assert found["standing"] == standing
        assert SECRETS[OTHER[name]] not in str(found)


def test_a_sync_is_that_of_its_library(client: TestClient, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "quokka.md").write_text("# Quokka\n\nA quokka was seen in Kiel.\n")
    assert client.post("/library/add", json={"place": str(folder)}, headers=of("wire")).is_success
    while (job := client.get("/v1/sync?library=wire").json())["step"] in ("planning", "running"):
        pass
    assert job["report"]["added"] == ["quokka"]
    assert client.get("/v1/sync").json()["step"] == "idle"
    assert client.get("/v1/articles/quokka").status_code == 404
    assert client.get("/v1/articles/quokka?library=wire").status_code == 200
    assert "more" in str(client.get("/v1/sources?library=wire").json())
    assert "more" not in str(client.get("/v1/sources").json())


def test_one_library_answers_while_the_other_is_indexed_anew(
    client: TestClient, state: Path
) -> None:
    done = threading.Event()

    def rebuild() -> None:
        rag.index([], state, library="wire", rebuild=True)
        done.set()

    thread = threading.Thread(target=rebuild)
    thread.start()
    asked_once = False
    while not done.is_set() or not asked_once:
        for name, year in YEARS.items():
            reply = client.post("/v1/ask", json={"question": QUESTION, "library": name})
            assert reply.status_code == 200
            assert year in str(reply.json()["sentences"])
        asked_once = True
    thread.join()


def test_a_library_that_can_not_be_opened_costs_only_itself(
    client: TestClient, state: Path
) -> None:
    broken = state / "libraries" / "broken"
    broken.mkdir()
    (broken / "catalog.db").write_text("no database " * 1000)
    ask = {"question": QUESTION, "libraries": ["broken", "wire"]}
    found = client.post("/v1/ask", json=ask).json()
    assert [one["library"] for one in found] == ["broken", "wire"]
    assert found[0]["answer"] is None
    assert found[0]["problem"]
    assert YEARS["wire"] in str(found[1]["answer"]["sentences"])
    listed = {one["id"]: one for one in client.get("/v1/libraries").json()}
    assert listed["broken"]["problem"]
    assert (listed["wire"]["problem"], listed["default"]["problem"]) == ("", "")
    alone = client.post("/v1/ask", json={"question": QUESTION, "library": "broken"})
    assert alone.status_code == 409
    page = client.get("/", headers=of("broken"))
    assert page.status_code == 200
