"""What is told of requests to the app as it is served."""

import json
import logging
from collections.abc import Iterator
from contextvars import copy_context
from pathlib import Path

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

import rag
from rag.service.server import make_app
from rag.service.telemetry.logs import FIELDS, JsonLines, on_behalf
from rag.service.telemetry.observing import Telemetry
from rag.service.telemetry.requests import RECORD, RequestRecord, RequestTelemetry, go_on, is_local
from rag.settings import Settings
from tests.service.telemetry.spans import kept_spans, tree
from tests.service.visitor import visitor
from tests.ui.handlers.plant import plant_bot

ASKED = {"question": "When did the plant open?"}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> rag.Chatbot:
    return plant_bot(tmp_path_factory.mktemp("state"))


@pytest.fixture
def client(bot: rag.Chatbot, tmp_path: Path) -> Iterator[TestClient]:
    with visitor(make_app(lambda: bot, Settings(state_dir=tmp_path))) as client:
        yield client


@pytest.fixture
def told(client: TestClient, caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "rag")
    return caplog


def requests(told: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    several = [getattr(record, FIELDS, {}) for record in told.records]
    return [fields for fields in several if fields.get("event") == "request"]


def test_a_request_is_one_line_with_the_route_and_not_the_path(
    client: TestClient, told: pytest.LogCaptureFixture
) -> None:
    reply = client.get("/v1/articles/plant?secret=hunter2", headers={"Cookie": "k=hunter2"})
    (line,) = requests(told)
    assert (line["method"], line["route"]) == ("GET", "/v1/articles/{article_id:path}")
    assert (line["status"], line["bytes"], line["whole"]) == (200, len(reply.content), True)
    assert "hunter2" not in "".join(JsonLines().format(record) for record in told.records)


def test_no_line_has_what_was_asked_for(client: TestClient, told: pytest.LogCaptureFixture) -> None:
    client.post("/v1/ask", json=ASKED)
    client.get("/nosuch/croissant")
    client.post("/v1/ask", json={"question": ""})
    assert [one["route"] for one in requests(told)] == ["/v1/ask", "unknown", "/v1/ask"]
    lines = "".join(JsonLines().format(record) for record in told.records)
    assert "plant" not in lines
    assert "croissant" not in lines


def test_what_is_done_on_behalf_of_a_request_names_it() -> None:
    def later() -> str:
        go_on({RECORD: RequestRecord("r9")})
        return on_behalf.get()

    assert copy_context().run(later) == "r9"
    assert copy_context().run(go_on, {}) is None


def test_what_is_asked_every_few_seconds_is_not_logged(
    client: TestClient, told: pytest.LogCaptureFixture
) -> None:
    for path in ("/healthz", "/readyz"):
        assert client.get(path).status_code == 200
    assert requests(told) == []


def test_the_numbers_are_for_this_machine_alone(
    bot: rag.Chatbot, tmp_path: Path, client: TestClient
) -> None:
    assert client.get("/metrics").status_code == 403, (
        "the test client is no address of this machine"
    )
    app = make_app(lambda: bot, Settings(state_dir=tmp_path))
    here = TestClient(app, "http://127.0.0.1:7860", client=("127.0.0.1", 1))
    shown = here.get("/metrics")
    assert shown.status_code == 200
    assert shown.headers["content-type"].startswith("text/plain")
    assert 'footnote_library_articles{library="default"} 1.0' in shown.text
    for name in ("Forwarded", "X-Forwarded-For"):
        assert here.get("/metrics", headers={name: "for=192.0.2.1"}).status_code == 403
    foreign = TestClient(app, "http://127.0.0.1:7860", client=("192.0.2.1", 1))
    assert foreign.get("/metrics").status_code == 403


def test_labels_of_the_numbers_are_few_whatever_is_asked_for(
    bot: rag.Chatbot, tmp_path: Path
) -> None:
    app = make_app(lambda: bot, Settings(state_dir=tmp_path))
    here = TestClient(app, "http://127.0.0.1:7860", client=("127.0.0.1", 1))
    here.get("/healthz")
    before = here.get("/metrics").text.count("footnote_requests_total{")
    for number in range(30):
        here.get(f"/no/{number}")
        here.get(f"/v1/articles/none-{number}")
        here.get("/healthz", headers={"X-Request-Id": f"r{number}"})
    after = here.get("/metrics").text.count("footnote_requests_total{")
    assert after - before <= 3


def test_a_client_of_another_family_or_none_is_not_of_this_machine() -> None:
    here, proxied = [(b"host", b"127.0.0.1:7860")], [(b"host", b"news.example")]
    assert is_local({"client": ("::1", 1), "headers": here})
    assert not is_local({"client": ("::1", 1), "headers": proxied})
    assert not is_local({"client": ("testclient", 1), "headers": here})
    assert not is_local({"client": None, "headers": here})


def test_a_request_is_traced_with_its_question(bot: rag.Chatbot, tmp_path: Path) -> None:
    spans, exporter = kept_spans()
    app = make_app(lambda: bot, Settings(state_dir=tmp_path), telemetry=Telemetry(spans))
    with TestClient(app, "http://127.0.0.1:7860") as client:
        plain = client.post("/v1/ask", json=ASKED)
        assert plain.status_code == 200
        streamed = client.post("/v1/ask", json=ASKED | {"stream": True})
        assert "event: answer" in streamed.text
        client.get("/healthz")
    below = tree(exporter)
    assert below[""] == ["POST /v1/ask", "POST /v1/ask"]
    assert below["POST /v1/ask"] == ["question", "question"]
    assert "search" in below["question"]
    first = next(one for one in exporter.get_finished_spans() if not one.parent)
    assert first.attributes["http.response.status_code"] == 200
    assert first.attributes["footnote.request_id"] == plain.headers["X-Request-Id"]
    assert "plant" not in json.dumps([one.to_json() for one in exporter.get_finished_spans()])


def test_every_refusal_for_now_says_when_to_try_again() -> None:
    async def full(scope: Scope, receive: Receive, send: Send) -> None:
        await Response(status_code=503)(scope, receive, send)

    client = TestClient(RequestTelemetry(full, Telemetry()))
    assert client.get("/gradio_api/call/ask").headers["Retry-After"] == "5"
