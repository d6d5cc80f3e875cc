import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import rag
from rag.core.conversation import owner_of
from rag.evaluation.kept_runs import SHIPPED, KeptRuns
from rag.evaluation.measure.result import Case
from rag.evaluation.measure.run import Run
from rag.service.library_app import REPORTS
from rag.service.readers import name_of
from rag.settings import Settings
from tests.service.visitor import visitor
from tests.ui.apps import made

SECRET = "s" * 40
CASE = Case("questions", "q1", "When did my <dam> open?", 0.0, "refused", answer="No answer.")


def reader(client: TestClient, secret: str) -> TestClient:
    client.cookies.set(name_of(7860), secret, domain="127.0.0.1")
    return client


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(state_dir=tmp_path / "state")


def kept(settings: Settings) -> KeptRuns:
    return KeptRuns(settings.state_dir / REPORTS)


def test_f26_a_run_is_shown_to_who_sent_the_questions(
    tmp_path: Path, starter_bot: rag.Chatbot
) -> None:
    settings = Settings(state_dir=tmp_path)
    run = Run("", "", {}, [], cases=[CASE])
    own = kept(settings).add(owner_of(SECRET), "mine.jsonl", run)
    client = reader(visitor(made(lambda: starter_bot, settings)), SECRET)
    page = client.get("/benchmarks").text
    assert "mine.jsonl" in page
    assert "When did my &lt;dam&gt; open?" in page
    reader(client, "t" * 40)
    for address in ("/benchmarks", f"/benchmarks?run={own.id}", f"/benchmarks?with={own.id}"):
        page = client.get(address).text
        assert "mine.jsonl" not in page
        assert "my &lt;dam" not in page
    assert client.post("/benchmarks/delete", json={"run": own.id}).status_code == 409
    reader(client, SECRET)
    assert client.post("/benchmarks/delete", json={"run": own.id}).status_code == 200
    assert "mine.jsonl" not in client.get("/benchmarks").text


def test_the_run_that_ships_is_always_there(starter_bot: rag.Chatbot, settings: Settings) -> None:
    client = visitor(made(lambda: starter_bot, settings))
    page = client.get("/benchmarks").text
    assert f"/benchmarks?run={SHIPPED}" in page
    assert "langchain-tutorial" in page
    assert "the questions refused that the articles do not answer" in page
    assert "not kept here" in client.get("/benchmarks?run=../../token").text
    assert client.post("/benchmarks/delete", json={"run": SHIPPED}).status_code == 409


def test_nothing_is_scored_for_who_never_loaded_a_page(
    starter_bot: rag.Chatbot, settings: Settings
) -> None:
    client = visitor(made(lambda: starter_bot, settings))
    client.cookies.delete(name_of(7860))
    sent = {"name": "a.jsonl", "text": "{}"}
    assert client.post("/benchmarks/score", json=sent).status_code == 403
    assert client.get("/benchmarks/job").status_code == 403
    assert client.get("/benchmarks/questions?count=3").status_code == 403


def test_questions_are_made_as_a_file(starter_bot: rag.Chatbot, settings: Settings) -> None:
    client = reader(visitor(made(lambda: starter_bot, settings)), SECRET)
    reply = client.get("/benchmarks/questions?count=3")
    assert "questions-3.jsonl" in reply.headers["content-disposition"]
    assert [json.loads(line)["id"] for line in reply.text.splitlines()] == [
        "made-1", "made-2", "made-3",
    ]  # fmt: skip
    assert client.get("/benchmarks/questions?count=501").status_code == 422
