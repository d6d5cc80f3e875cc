import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from rag import Chatbot
from rag.core.corpus import SyncReport
from rag.render.json import answer_json, article_json, hits_json, json_schema, report_json
from tests.render.samples import ANSWER, ARTICLE, HIT


def test_an_answer_is_readable_and_keeps_its_letters() -> None:
    text = answer_json(replace(ANSWER, question="Wo liegt Zürich?"))
    assert text.startswith('{\n  "question": "Wo liegt Zürich?",\n  "standalone": "Where?",\n')


def test_hits_are_a_list() -> None:
    assert [hit["rank"] for hit in json.loads(hits_json([HIT]))] == [1]
    assert hits_json([]) == "[]"


def test_a_report_is_an_object() -> None:
    assert json.loads(report_json(SyncReport(added=("a",))))["added"] == ["a"]


def test_no_number_leaves_json() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        answer_json(replace(ANSWER, confidence=float("nan")))


def test_the_schema_describes_every_field() -> None:
    definitions = json_schema()["$defs"]
    assert {"AnswerJson", "FullArticleJson", "HitJson", "SyncReportJson"} <= set(definitions)
    for definition in definitions.values():
        assert definition["description"]
        assert all("description" in field for field in definition["properties"].values())
        assert set(definition["required"]) == set(definition["properties"])


def test_the_schema_marks_old_names_as_deprecated() -> None:
    definitions: dict[str, Any] = json_schema()["$defs"]
    old = {
        (name, field)
        for name, definition in definitions.items()
        for field, about in definition["properties"].items()
        if about.get("deprecated")
    }
    assert old == {
        ("FullArticleJson", "source"),
        ("ArticleJson", "source"),
        ("CitationJson", "source"),
        ("HitJson", "source"),
        ("UsageJson", "read"),
        ("UsageJson", "written"),
    }


def test_the_users_own_question(starter_bot: Chatbot, golden: Callable[[str, str], None]) -> None:
    answer = json.loads(answer_json(starter_bot.ask("What challenges remain?")))
    assert 0.7 < answer.pop("confidence") < 1, "its last digits depend on the CPU"
    assert "total" in answer.pop("seconds")
    golden(json.dumps(answer, indent=2, ensure_ascii=False), "ask.json")


def test_an_article_is_an_object() -> None:
    assert json.loads(article_json(ARTICLE))["text"] == ARTICLE.text
