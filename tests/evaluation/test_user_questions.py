import json
from pathlib import Path

import pytest

import rag
from rag.errors import DataError
from rag.evaluation.questions import Question, articles_by_file
from rag.evaluation.user_questions import score_file
from rag.settings import Settings

QUESTION = {
    "id": "q1",
    "question": "When did Northvolt file for bankruptcy in Sweden?",
    "category": "date",
    "answers": ["12 March 2025"],
    "evidence": [],
}


@pytest.fixture
def file(tmp_path: Path, starter_bot: rag.Chatbot) -> Path:
    name = next(
        name
        for name, article in articles_by_file(starter_bot.library).items()
        if "filed for bankruptcy in Sweden on 12" in article.text
    )
    lines = [
        QUESTION | {"evidence": [{"file": name, "quote": "12 March 2025"}]},
        QUESTION | {"id": "q2", "evidence": []},
    ]
    path = tmp_path / "mine.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    return path


def test_a_file_is_scored_against_an_index(starter_bot: rag.Chatbot, file: Path) -> None:
    seen: list[Question] = []
    run = score_file(
        file, starter_bot, Settings(), lambda questions: (seen.append(q) or q for q in questions)
    )
    values = {result.metric: result.value for result in run.results}
    assert (values["evidence recall, no abstention"], values["verbatim quotes"]) == (1.0, 1.0)
    assert values["answer holds a reference, no abstention"] == 1.0
    assert {result.suite for result in run.results} == {"questions"}
    assert [case.id for case in run.cases] == [question.id for question in seen] == ["q1", "q2"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "mine.jsonl holds no question: write"),
        (b"\xff\xfe", "mine.jsonl is not UTF-8 text"),
        (
            json.dumps(QUESTION | {"question": "?"}).encode(),
            "mine.jsonl, line 1: field 'question': .* has no word in it",
        ),
        (json.dumps(QUESTION | {"answers": [5]}).encode(), "mine.jsonl, line 1: field 'answers'"),
        (json.dumps(QUESTION | {"answers": 5}).encode(), "mine.jsonl, line 1: field 'answers'"),
        (json.dumps(QUESTION | {"evidence": 5}).encode(), "mine.jsonl, line 1: field 'evidence'"),
        (json.dumps(QUESTION | {"history": 5}).encode(), "mine.jsonl, line 1: field 'history'"),
    ],
)
def test_a_bad_file_names_the_place(
    tmp_path: Path, starter_bot: rag.Chatbot, data: bytes, message: str
) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_bytes(data)
    with pytest.raises(DataError, match=message):
        score_file(path, starter_bot, Settings())


def test_a_missing_file_is_one_line(tmp_path: Path, starter_bot: rag.Chatbot) -> None:
    with pytest.raises(
        DataError, match=r"no.jsonl can't be read \(No such file or directory\): check the path"
    ):
        score_file(tmp_path / "no.jsonl", starter_bot, Settings())
