import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rag
from rag.article import Article
from rag.catalog import Catalog
from rag.evaluation.questions import Question, articles_by_file, load_questions
from rag.feedback import Cited, Feedback, Quote, eval_cases, find_quote, keep
from rag.schema import Entry
from rag.types import Span, Turn

PLANT = Article("The plant opened in 2021. It makes\n\n“cells”  for cars. Café 🔋 opened.", id="plant")
MINE = Article("The mine opened in 2024.", id="mine")


def cited(article, start, end, rejected=False):
    return Cited(article.id, article.sha256, start, end, article.text[start:end], rejected)


RIGHT = Feedback(
    "And when?", (Turn("Where is it?", "In Heide. [1]"),), "Where is it? And when?", "The plant opened in 2021. [1]",
    False, 0.9, (cited(PLANT, 0, 25),), "right",
)  # fmt: skip


@pytest.fixture
def catalog(tmp_path):
    catalog = Catalog(tmp_path / "catalog.db")
    put(catalog, PLANT, MINE)
    yield catalog
    catalog.close()


def put(catalog, *articles, remove=()):
    catalog.switch(1, [Entry(article, f"/{article.id}.md", "hash", [], []) for article in articles], remove, {})


def cases(catalog, *given):
    for feedback in given:
        keep(feedback, catalog)
    with catalog.view() as view:
        return eval_cases(view)


def load(catalog, tmp_path, lines):
    path = tmp_path / "feedback.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    with catalog.view() as view:
        return load_questions(path, {article.id: article for article, _ in view.articles()})


def test_a_case_has_everything_that_was_said(catalog):
    (case,) = cases(catalog, RIGHT)
    assert case == {
        "id": "feedback-1",
        "question": "And when?",
        "category": "feedback",
        "answers": [],
        "evidence": [{"file": "plant", "quote": "The plant opened in 2021."}],
        "history": [{"role": "user", "text": "Where is it?"}, {"role": "assistant", "text": "In Heide. [1]"}],
        "rejected": [],
        "verdict": "right",
        "answer": "The plant opened in 2021. [1]",
        "citations": [
            {
                "article_id": "plant", "sha256": PLANT.sha256, "start": 0, "end": 25,
                "quote": "The plant opened in 2021.", "rejected": False,
            }
        ],
    }  # fmt: skip


def test_the_cases_are_questions(catalog, tmp_path):
    (question,) = load(catalog, tmp_path, cases(catalog, RIGHT))
    assert question.gold is not None
    assert [(gold.article_id, gold.span) for gold in question.gold] == [("plant", Span(0, 25))]
    assert question.history == RIGHT.history
    wrong = replace(RIGHT, verdict="unsupported", citations=(cited(PLANT, 0, 25, rejected=True),))
    (question,) = load(catalog, tmp_path, cases(catalog, wrong))
    assert isinstance(question, Question)
    assert (question.gold, [gold.span for gold in question.rejected]) == (None, [Span(0, 25)])


REFUSED = replace(RIGHT, abstained=True, citations=())
TWO = replace(RIGHT, citations=(cited(PLANT, 0, 25, rejected=True), cited(MINE, 0, 24)))
GIVEN = (Quote("mine", "opened in 2024"),)


@pytest.mark.parametrize(
    ("feedback", "evidence"),
    [
        (TWO, [{"file": "mine", "quote": "The mine opened in 2024."}]),
        (replace(TWO, verdict="wrong"), None),
        (replace(TWO, verdict="unsupported"), None),
        (replace(TWO, verdict="wrong", expected=GIVEN), [{"file": "mine", "quote": "opened in 2024"}]),
        (REFUSED, []),
        (replace(REFUSED, verdict="wrong"), None),
        (replace(REFUSED, verdict="wrong", expected=GIVEN), [{"file": "mine", "quote": "opened in 2024"}]),
        (replace(RIGHT, citations=(cited(PLANT, 0, 25, rejected=True),)), None),
    ],
)
def test_evidence_is_what_the_feedback_tells(catalog, feedback, evidence):
    (case,) = cases(catalog, feedback)
    assert case["evidence"] == evidence


def test_the_later_judgement_of_an_answer_counts(catalog):
    other = replace(RIGHT, history=())
    found = cases(catalog, RIGHT, other, replace(RIGHT, verdict="wrong"))
    assert [(case["id"], case["verdict"]) for case in found] == [("feedback-2", "right"), ("feedback-3", "wrong")]


def test_a_withdrawn_judgement_is_no_case(catalog):
    assert cases(catalog, RIGHT, replace(RIGHT, verdict="withdrawn")) == []
    assert len(cases(catalog, RIGHT)) == 1


def test_words_that_have_left_the_articles_are_no_evidence(catalog, tmp_path):
    cases(catalog, TWO, replace(RIGHT, history=()), replace(REFUSED, answer="No answer."))
    put(catalog, Article("The plant never opened.", id="plant"), remove=["mine"])
    found = cases(catalog)
    assert [(case["evidence"], case["rejected"]) for case in found] == [(None, []), (None, []), ([], [])]
    assert len(load(catalog, tmp_path, found)) == 3


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        ("opened in 2024", Quote("mine", "opened in 2024")),
        ("  “opened in 2021.”\n", Quote("plant", "opened in 2021.")),
        ("It makes “cells” for cars", Quote("plant", "It makes\n\n“cells”  for cars")),
        ("Cafe\u0301 🔋\r\nopened", Quote("plant", "Café 🔋 opened")),
        ("opened", Quote("mine", "opened")),
        ("opened in .*", None),
        ("%", None),
        ("The plant opened in 2024", None),
        ("opened IN 2021", None),
        ("", None),
        ("…!\x00", None),
        ("opened in 2021 " * 300, None),
    ],
)
def test_pasted_words_are_looked_up(catalog, pasted, found):
    with catalog.view() as view:
        assert find_quote(pasted, view) == found


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 30))
def test_whatever_is_found_stands_in_its_article(tmp_path_factory, words, start, length):
    catalog = Catalog(tmp_path_factory.getbasetemp() / "lookup.db")
    with catalog.view() as view:
        empty = not view.known()
    if empty:
        put(catalog, PLANT, MINE)
    with catalog.view() as view:
        found = find_quote(words, view)
        assert found is None or found.quote in {"plant": PLANT, "mine": MINE}[found.file].text
        taken = PLANT.text[start : start + length]
        assert (find_quote(taken, view) is not None) == any(map(str.isalnum, taken))
    catalog.close()


def test_feedback_survives_what_happens_to_the_index(tmp_path, embedder):
    state = tmp_path / "state"
    rag.index([PLANT, MINE], state)
    catalog = Catalog(state / "catalog.db")
    keep(RIGHT, catalog)
    catalog.close()
    rag.index([PLANT], state, rebuild=True)
    bot = rag.open(state)
    with bot.reader.snapshot() as snapshot:
        lines = eval_cases(snapshot.view)
    path = tmp_path / "feedback.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    (question,) = load_questions(path, articles_by_file(bot))
    assert question.text == "And when?"
    assert question.answerable
