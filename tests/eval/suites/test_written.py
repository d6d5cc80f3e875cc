from pathlib import Path

import pytest
from langchain_core.language_models import FakeListChatModel

import rag
from eval.harness.datasets import MissingData
from eval.harness.suite import Task
from eval.suites.written import measure, run
from rag.settings import ChatSettings, Settings
from tests.eval.sets import write_jsonl
from tests.evaluation.samples import exact_values

SENTENCES = ["The plant opened in 2021.", "It makes cells.", "It burnt in 2023."]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    passage = {"id": "p", "title": "Plant", "text": " ".join(SENTENCES), "sentences": SENTENCES}
    question = {
        "id": "q",
        "text": "When did the plant open?",
        "answerable": True,
        "passage_ids": ["p"],
        "reference": "In 2021.",
        "evidence_sentences": SENTENCES[:1],
    }
    write_jsonl(tmp_path / "clapnq" / "corpus.jsonl", [passage])
    write_jsonl(tmp_path / "clapnq" / "queries.jsonl", [question])
    return tmp_path


def test_drafts_are_scored_before_and_after_the_check(starter_bot: rag.Chatbot, data: Path) -> None:
    drafts = ["Northvolt filed for bankruptcy in Sweden on 12 March 2025."]
    model = FakeListChatModel(responses=drafts)
    outcome = measure(Task(data, Settings(), limit=2), starter_bot, model, ChatSettings())
    values = exact_values(outcome.results)
    assert {system for system, _ in values} == {"footnote", "quoted", "unchecked"}
    assert values["quoted", "citation recall, clapnq"] == (1.0, 1)
    assert all(value >= 0 for value, _ in values.values())


def test_a_model_that_cannot_be_had_is_missing_data(data: Path) -> None:
    settings = Settings(chat=ChatSettings(model="gguf:/no/such/model.gguf"))
    with pytest.raises(MissingData, match=r"model\.gguf"):
        run(Task(data, settings))
