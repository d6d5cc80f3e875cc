import json
import re
from pathlib import Path

import pytest

import rag
from rag.core.answer import Answer, Citation
from rag.core.article import Article
from rag.core.span import Span
from rag.errors import DataError
from rag.evaluation.questions import articles_by_file, load_questions, precision, recall

STARTER = Path(__file__).parent.parent.parent / "eval" / "questions.jsonl"
ARTICLES = {
    "a.md": Article(
        "The plant opened in 2021. It makes cells. It burnt in 2023.", id="a", title="A"
    )
}
GOOD = {
    "id": "q1",
    "question": "When?",
    "category": "date",
    "evidence": [{"file": "a.md", "quote": "opened in 2021"}],
}


def test_every_gold_quote_equals_its_slice(starter_bot: rag.Chatbot) -> None:
    articles = articles_by_file(starter_bot.library)
    by_id = {article.id: article for article in articles.values()}
    lines = [json.loads(line) for line in STARTER.read_text().splitlines()]
    questions = load_questions(STARTER, articles)
    assert len(questions) == len(lines) == 58
    for line, question in zip(lines, questions, strict=True):
        assert question.answerable is line["answerable"]
        quotes = [gold.span.slice(by_id[gold.article_id].text) for gold in question.gold]
        assert quotes == [evidence["quote"] for evidence in line["evidence"]]


def test_the_starter_file_is_sound(starter_bot: rag.Chatbot) -> None:
    questions = load_questions(STARTER, articles_by_file(starter_bot.library))
    assert len({question.id for question in questions}) == len(questions)
    assert all(
        bool(question.history) == (question.category == "follow-up") for question in questions
    )
    assert all(
        question.answerable == (question.category != "unanswerable") for question in questions
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: not JSON .*Expecting"),
        ("[1]", "line 2: not a JSON object"),
        (
            json.dumps({k: v for k, v in GOOD.items() if k != "question"}),
            "line 2: field 'question' is missing",
        ),
        (json.dumps(GOOD | {"evidence": [{"file": "a.md"}]}), "line 2: field 'quote' is missing"),
        (json.dumps(GOOD | {"evidence": "opened"}), "line 2: field 'evidence'"),
        (
            json.dumps(GOOD | {"evidence": [{"file": "b.md", "quote": "x"}]}),
            "line 2: field 'file': 'b.md' is not indexed",
        ),
        (
            json.dumps(GOOD | {"evidence": [{"file": "a.md", "quote": "closed"}]}),
            "line 2: field 'quote': not found in a.md",
        ),
        (json.dumps(GOOD | {"evidence": [{"file": "a.md", "quote": ""}]}), "line 2: field 'quote'"),
        (json.dumps(GOOD | {"without": "a.md"}), "line 2: field 'without' is not a list"),
        (
            json.dumps(GOOD | {"evidence": [], "without": ["b.md"]}),
            "line 2: field 'without': 'b.md' is not indexed",
        ),
        (
            json.dumps(GOOD | {"without": ["a.md"]}),
            "line 2: field 'without': it leaves out an article of the evidence",
        ),
        (
            json.dumps(GOOD | {"evidence": [], "without": ["a.md"]}),
            "line 2: field 'without': it leaves out every article",
        ),
        (
            json.dumps(GOOD | {"history": [{"role": "user"}, {"role": "assistant"}]}),
            "line 2: field 'text' is missing",
        ),
    ],
)
def test_a_broken_line_names_file_line_and_field(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps(GOOD) + "\n" + line + "\n")
    with pytest.raises(DataError, match=re.compile("^mine.jsonl, " + message)):
        load_questions(path, ARTICLES)


def _answer(*spans: tuple[int, int]) -> Answer:
    info = ARTICLES["a.md"].info
    citations = [
        Citation(n, info, Span(*s), ARTICLES["a.md"].text[slice(*s)])
        for n, s in enumerate(spans, 1)
    ]
    return Answer("When?", "When?", citations=tuple(citations))


def test_recall_and_precision_are_worked_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    gold = [
        {"file": "a.md", "quote": "The plant opened in 2021."},
        {"file": "a.md", "quote": "It burnt in 2023."},
    ]
    path.write_text(json.dumps(GOOD | {"evidence": gold}) + "\n")
    (question,) = load_questions(path, ARTICLES)
    first, middle, half = (0, 25), (26, 41), (0, 13)
    assert recall(question.gold, _answer()) == 0.0
    assert recall(question.gold, _answer(first)) == 0.5
    assert recall(question.gold, _answer(half)) == 0.5
    assert recall(question.gold, _answer((0, 12))) == 0.0
    assert recall(question.gold, _answer((0, 59))) == 1.0
    assert precision(question.gold, _answer()) == 0.0
    assert precision(question.gold, _answer(first, middle)) == 0.5
    assert precision(question.gold, _answer(first)) == 1.0


def test_evidence_that_nobody_gave_is_not_an_unanswerable_question(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    rejected = [{"file": "a.md", "quote": "It makes cells."}]
    path.write_text(json.dumps(GOOD | {"evidence": None, "rejected": rejected}) + "\n")
    (question,) = load_questions(path, ARTICLES)
    assert question.gold is None
    assert [quote.span for quote in question.rejected] == [Span(26, 41)]


def test_a_file_name_that_two_articles_have_names_neither(tmp_path: Path) -> None:
    for name, text in (("x", "Cells are made in Heide."), ("y", "Steel is made in Ghent.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "note.txt").write_text(text)
    rag.index([tmp_path / "x", tmp_path / "y"], tmp_path / "state")
    articles = articles_by_file(rag.open(tmp_path / "state").library)
    assert "note.txt" not in articles
    assert sorted(article.text[:5] for article in articles.values()) == ["Cells", "Steel"]


def test_articles_that_are_left_out_are_named_by_file_or_id(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    other = Article("It burnt.", id="b", title="B")
    articles = ARTICLES | {"a": ARTICLES["a.md"], "b": other}
    path.write_text(json.dumps(GOOD | {"evidence": [], "without": ["a.md", "a"]}))
    (question,) = load_questions(path, articles)
    assert question.without == ("a",)
    assert not question.answerable
