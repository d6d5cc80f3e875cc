from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import rag
from rag.settings import Settings
from rag.ui.handlers.checking import TextChecks
from tests.service.visitor import visitor
from tests.ui.apps import made, opening

TEXT = "The plant opened in 2022. It makes cells."
OCTETS = {"Content-Type": "application/octet-stream"}


@pytest.fixture
def reader(bot: rag.Chatbot, state: Path) -> Any:
    """A reader who has no draft yet."""
    with visitor(made(lambda: bot, Settings(state_dir=state))) as client:
        client.get("/check")
        yield client


def write(client: TestClient, text: str = TEXT, name: str = "draft.md") -> int:
    seen = client.get("/check/draft").json()["number"]
    reply = client.post("/check/draft", json={"text": text, "name": name, "seen": seen})
    assert reply.status_code == 200
    return int(reply.json()["number"])


def run(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Check the draft; the check is done before the reply comes."""
    started = TextChecks.start

    def start_and_wait(self: TextChecks, *args: Any) -> None:
        started(self, *args)
        self._pool.submit(lambda: None).result(120)

    monkeypatch.setattr(TextChecks, "start", start_and_wait)
    assert client.post("/check/run", json={}).status_code == 200
    state: dict[str, Any] = client.get("/check/state").json()
    return state


def test_a_draft_is_kept_and_outlives_a_restart(
    reader: TestClient, bot: rag.Chatbot, state: Path
) -> None:
    number = write(reader)
    assert reader.get("/check/draft").json() == {"text": TEXT, "name": "draft.md", "number": number}
    again = visitor(made(lambda: bot, Settings(state_dir=state)))
    again.cookies.update(reader.cookies)
    assert TEXT in again.get("/check").text
    stale = reader.post("/check/draft", json={"text": "x", "seen": number - 1})
    assert stale.status_code == 409
    assert "another window" in stale.json()["detail"]


def test_it_is_deleted_and_brought_back(reader: TestClient) -> None:
    write(reader)
    assert reader.post("/check/delete", json={}).status_code == 200
    assert reader.get("/check/draft").json()["text"] == ""
    assert TEXT not in reader.get("/check").text
    reader.post("/check/restore", json={})
    assert reader.get("/check/draft").json()["text"] == TEXT


def test_a_draft_is_checked_put_right_and_handed_on(
    reader: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(reader)
    state = run(reader, monkeypatch)
    assert state["state"] == "done"
    assert state["rows"].count('class="fn-pair"') == 2
    assert 'class="fn-pair"' in reader.get("/check").text, "after a reload it is still there"
    put = reader.post("/check/put", json={"fix": 0, "put": True}).json()
    assert put["draft"] == TEXT.replace("2022", "2021")
    assert reader.get("/check/draft").json()["text"] == put["draft"]
    for form, words in (("html", "<table>"), ("json", '"passes"'), ("text", "2021")):
        reply = reader.get(f"/check/export/{form}")
        assert words in reply.text
        assert reply.headers["content-disposition"].startswith("attachment; filename*=UTF-8''draft")
        assert reply.headers["cache-control"] == "no-store"
    assert "[^1]" in reader.get("/check/copy").json()["markdown"]
    reader.post("/check/delete", json={})
    assert reader.get("/check/state").json()["state"] == "none", "nothing of it stays"


def test_a_check_is_stopped(reader: TestClient) -> None:
    assert reader.post("/check/stop", json={}).status_code == 200


def test_a_file_is_taken(reader: TestClient) -> None:
    reply = reader.post("/check/file?name=a%2Fnotes.md", content=b"It is *late*.", headers=OCTETS)
    assert reply.json() == {"text": "It is *late*.", "name": "notes.md", "number": 0}
    broken = reader.post("/check/file?name=a.docx", content=b"PK\3\4", headers=OCTETS)
    assert broken.status_code == 409
    assert broken.json()["detail"].startswith("can't read a.docx: ")


def test_words_are_quoted_into_it_and_taken_off(reader: TestClient, bot: rag.Chatbot) -> None:
    article = bot.article("plant")
    assert article
    chosen = {"article": "plant", "sha256": article.sha256, "words": "It makes cells."}
    place = reader.post("/check/quote", json={"chosen": chosen}).json()
    assert reader.get("/check/draft").json()["text"] == "“It makes cells.” (A plant)"
    assert reader.post("/check/cut", json=place).status_code == 200
    assert reader.get("/check/draft").json()["text"] == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "There is no word"), ("x" * 200_001, "at most 200,000 are kept and checked: split it")],
)
def test_what_can_not_be_checked_is_told_in_a_sentence(
    reader: TestClient, text: str, said: str
) -> None:
    seen = reader.get("/check/draft").json()["number"]
    reply = reader.post("/check/draft", json={"text": text, "seen": seen})
    if reply.status_code == 200:
        reply = reader.post("/check/run", json={})
    assert reply.status_code == 409
    assert said in reply.json()["detail"]


def test_without_a_library_the_page_says_so(tmp_path: Path) -> None:
    settings = Settings(state_dir=tmp_path / "state")
    opened = opening(settings)
    app = made(opened, settings)
    reply = visitor(app).get("/check")
    assert reply.status_code == 200
    assert "The library is empty: add articles first." in reply.text.partition("</head>")[2]


@pytest.mark.parametrize(
    ("route", "body"),
    [
        ("draft", {"text": 1, "seen": 0}),
        ("draft", {"text": "a", "seen": "x"}),
        ("put", {"fix": "x", "put": True}),
        ("cut", {}),
        ("quote", {"path": "/etc/passwd", "quote": 1}),
        ("quote", {"chosen": {"article": "plant"}}),
    ],
)
def test_what_is_not_understood_is_refused(reader: TestClient, route: str, body: Any) -> None:
    assert reader.post(f"/check/{route}", json=body).status_code in (403, 422)


def test_who_never_loaded_a_page_and_other_sites_get_nothing(
    client: TestClient, bot: rag.Chatbot, state: Path
) -> None:
    bare = visitor(made(lambda: bot, Settings(state_dir=state)))
    assert bare.get("/check/draft").status_code == 403
    assert bare.post("/check/run", json={}).status_code == 403
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    for route in (
        "draft",
        "file?name=a",
        "run",
        "stop",
        "put",
        "delete",
        "restore",
        "quote",
        "cut",
    ):
        assert client.post(f"/check/{route}", json={}, headers=foreign).status_code == 403
    assert client.post("/check/run", content=b"{", headers=OCTETS).status_code == 415


def test_nobody_sees_the_draft_of_another(
    reader: TestClient, bot: rag.Chatbot, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(reader)
    run(reader, monkeypatch)
    other = visitor(made(lambda: bot, Settings(state_dir=state)))
    other.get("/check")
    assert other.get("/check/draft").json()["text"] == ""
    assert other.get("/check/state").json()["state"] == "none"
    for route in ("copy", "export/html", "export/json", "export/text"):
        assert other.get(f"/check/{route}").status_code == 409
    other.post("/check/delete", json={})
    assert reader.get("/check/draft").json()["text"] == TEXT
    assert TEXT in reader.get("/check").text


def test_every_route_is_served_with_the_policy_of_the_pages(reader: TestClient) -> None:
    for path in ("/check", "/check/state", "/check/export/html"):
        policy = reader.get(path).headers["content-security-policy"]
        assert "script-src 'self'" in policy
    assert reader.get("/checks").status_code == 404
