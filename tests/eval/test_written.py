import json

import pytest
from langchain_core.language_models import FakeListChatModel

from eval.suites import written
from eval.suites.suite import Task
from eval.suites.written import Written, score_evidence, score_refusals, score_sentences
from rag.answering.asking import Examined
from rag.article import Article
from rag.evaluation.questions import Gold, Question
from rag.settings import Settings
from rag.types import Answer, Citation, Reason, Sentence, Span

TEXT = "The plant opened in 2021. It makes cells. It burnt in 2023."
ARTICLE = Article(TEXT, id="a", title="A")
GOLD = (Gold("a", Span(0, 25)),)
CITED = Citation(1, ARTICLE.info, Span(0, 25), TEXT[:25])


def one(shown: Answer, draft: Answer, gold=GOLD) -> Written:
    question = Question("q", "When?", "date", ("2021",), gold, ())
    quoted = Answer("", "", (Sentence(TEXT[:25], (1,)),), (CITED,))
    return Written(question, Examined(quoted, quoted), draft, shown, 1.0)


def values(results):
    return {(result.system, result.metric): (pytest.approx(result.value), result.n) for result in results}


def test_sentences_are_judged_before_and_after_the_check():
    draft = Answer("", "", (Sentence("The plant opened in 2021.", ()), Sentence("It closed in 2030.", ())), written=True)
    shown = Answer("", "", (Sentence("The plant opened in 2021.", (1,)),), (CITED,), written=True)
    assert values(score_sentences([one(shown, draft)], {"a": TEXT}, "")) == {
        ("unchecked", "sentences that the gold evidence holds"): (0.5, 2),
        ("unchecked", "sentences that the gold article holds"): (0.5, 2),
        ("footnote", "sentences that the gold evidence holds"): (1.0, 1),
        ("footnote", "sentences that the gold article holds"): (1.0, 1),
    }


def test_what_is_shown_stands_beside_the_quotes():
    nothing = Answer("", "", abstained=True, reason=Reason.DRAFT_UNSUPPORTED)
    found = values(score_evidence([one(nothing, nothing)], ""))
    assert found["footnote", "answer holds a reference"] == (0.0, 1)
    assert found["quoted", "answer holds a reference"] == (1.0, 1)
    assert found["footnote", "answers quoted for want of support"] == (1.0, 1)


def test_a_question_without_an_answer_should_get_none():
    nothing = Answer("", "", abstained=True, reason=Reason.DRAFT_UNSUPPORTED)
    some = Answer("", "", (Sentence("X.", (1,)),), (CITED,), written=True)
    found = [one(nothing, nothing, ()), one(some, some, ()), one(some, some)]
    scores = values(score_refusals(found, [Question("r", "Who?", "person", (), (), ())]))
    assert scores["footnote", "unanswerable: no answer as served"] == (2 / 3, 3)
    assert scores["footnote", "answerable: no answer as served"] == (0.0, 1)


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "clapnq"
    folder.mkdir()
    sentences = ["The plant opened in 2021.", "It makes cells.", "It burnt in 2023."]
    passage = {"id": "p", "title": "Plant", "text": TEXT, "sentences": sentences}
    question = {
        "id": "q",
        "text": "When did the plant open?",
        "answerable": True,
        "passage_ids": ["p"],
        "reference": "In 2021.",
        "evidence_sentences": sentences[:1],
    }
    (folder / "corpus.jsonl").write_text(json.dumps(passage) + "\n")
    (folder / "queries.jsonl").write_text(json.dumps(question) + "\n")
    return tmp_path


def test_the_suite_runs_with_any_model(monkeypatch, data):
    model = FakeListChatModel(responses=["Northvolt filed for bankruptcy in Sweden on 12 March 2025."])
    monkeypatch.setattr(written, "chat_model", lambda settings: model)
    outcome = written.run(Task(data, Settings(), limit=2))
    assert {result.system for result in outcome.results} == {"footnote", "quoted", "unchecked"}
    assert all(result.value >= 0 for result in outcome.results)
