"""An answer and its stages, as spans; tests/service/telemetry/test_observing.py has the rest."""

import json
from pathlib import Path

import pytest

import rag
from rag.service.telemetry.observing import Telemetry
from rag.settings import ChatSettings, Settings
from tests.service.api.conftest import QUESTION
from tests.service.telemetry.spans import kept_spans, tree
from tests.writing.server import Reply, chat_server


def test_a_trace_has_the_whole_flow(starter_state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    spans, exporter = kept_spans()
    with chat_server() as server:
        server.replies = [Reply(("Northvolt filed for bankruptcy in Sweden on 12 March 2025.",))]
        chat = ChatSettings(model="openai:test", base_url=server.url, retries=0)
        bot = rag.open(settings=Settings(state_dir=starter_state, chat=chat))
        with spans.request("POST /v1/ask", {}):
            *_, answer = Telemetry(spans).answers(bot.stream(QUESTION))
    assert answer.written
    below = tree(exporter)
    assert below["POST /v1/ask"] == ["question"]
    stages = below["question"]
    assert list(dict.fromkeys(stages)) == [
        "understand", "embed", "search", "rerank", "cross-encode", "select", "write"
    ]  # fmt: skip
    assert set(below["write"]) >= {"check"}
    (question,) = [one for one in exporter.get_finished_spans() if one.name == "question"]
    assert question.attributes["footnote.outcome"] == "answered"
    assert question.attributes["footnote.citations"] == len(answer.citations)
    everything = json.dumps([one.to_json() for one in exporter.get_finished_spans()])
    assert "Northvolt" not in everything
