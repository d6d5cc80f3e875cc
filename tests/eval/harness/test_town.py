from dataclasses import replace
from datetime import date

import pytest

from eval.harness.town import AskedTown, TownQuestion, read_articles, read_questions, says
from rag.core.answer import Answer, Certainty, Citation, Lead, Sentence
from rag.core.article import Article
from rag.core.span import Span
from rag.evaluation.questions import Gold

TEXT = "It cost 251 million euros. It opened in May."
ARTICLE = Article(TEXT, title="T", id="t")
QUESTION = TownQuestion(
    "q",
    "number",
    "How much?",
    date(2026, 11, 26),
    answerable=True,
    answers=("251 million",),
    must=("euros|crowns",),
    gold=((Gold("t", Span(0, 26)),), (Gold("t", Span(0, 10)), Gold("t", Span(27, 44)))),
    articles=frozenset(),
    history=(),
)
FIRST = Citation(1, ARTICLE.info, Span(0, 26), TEXT[:26])
SECOND = Citation(2, ARTICLE.info, Span(27, 44), TEXT[27:])
ANSWER = Answer("How much?", "How much?", (Sentence(FIRST.quote, (1,)),), (FIRST,))


def test_every_quote_of_the_evidence_stands_in_its_article() -> None:
    articles = read_articles()
    questions = read_questions(articles)
    assert len(articles) == 73
    assert len(questions) == 233
    assert sum(not question.answerable for question in questions) == 27
    assert all(any(q.gold) or not q.answerable or q.articles or q.must for q in questions if q)


def test_an_answer_is_right_when_all_that_must_be_said_is_said() -> None:
    asked = AskedTown(QUESTION, ANSWER)
    assert asked.is_right
    assert not AskedTown(replace(QUESTION, must=("crowns",)), ANSWER).is_right
    assert not AskedTown(replace(QUESTION, answers=("252 million",)), ANSWER).is_right
    assert not AskedTown(QUESTION, replace(ANSWER, abstained=True)).is_right


def test_the_short_answer_counts_or_else_the_first_sentence() -> None:
    assert AskedTown(QUESTION, ANSWER).lead_is_right
    led = replace(ANSWER, lead=Lead("in May", SECOND))
    assert not AskedTown(QUESTION, led).lead_is_right


def test_evidence_and_precision_are_of_the_best_set_and_of_any() -> None:
    both = replace(ANSWER, citations=(FIRST, SECOND))
    only = replace(QUESTION, gold=QUESTION.gold[:1])
    assert (AskedTown(only, both).evidence, AskedTown(only, both).precision) == (1.0, 0.5)
    assert AskedTown(QUESTION, both).precision == 1.0
    assert AskedTown(QUESTION, ANSWER).words == 5


def test_what_is_unsure_is_held_back() -> None:
    assert not AskedTown(QUESTION, replace(ANSWER, certainty=Certainty.LIKELY)).held_back
    assert AskedTown(QUESTION, replace(ANSWER, certainty=Certainty.UNSURE)).held_back
    assert AskedTown(QUESTION, ANSWER).lists_exactly


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("It is 6.4 kilometres", "6.4", True),
        ("It is 16.4 kilometres", "6.4", False),
        ("It is 6.45", "6.4", False),
        ("in 2025/26", "2025", True),
        ("A  Big\nword", "big word", True),
    ],
)
def test_numbers_count_as_whole_numbers(text: str, words: str, expected: bool) -> None:
    assert says(text, words) is expected
