from dataclasses import replace

from rag.answering.choosing import Choice
from rag.answering.lead import exactly
from rag.answering.rating import rated
from rag.core.answer import Answer, Certainty
from rag.core.article import Article
from rag.core.citations import cite
from rag.core.passage import Evidence
from rag.core.request import Request, Task
from rag.core.span import Span
from rag.core.statement import Says, statement

TEXT = "The ferry had 61 passengers on board."
ARTICLE = Article(TEXT, "The ferry")
PIECE = Evidence(ARTICLE.info, Span(0, len(TEXT)), TEXT, 1.0)


def answer(confidence: float) -> Answer:
    sentences, citations = cite([PIECE])
    request = Request(Task.ANSWER, "How many were there?", "How many were there?")
    asked = request.question
    return Answer(asked, asked, sentences, citations, confidence=confidence, request=request)


def test_an_unsure_answer_has_no_words_on_top_and_says_so() -> None:
    choice = Choice([PIECE], introduction=(statement(Says.DIFFER),))
    made = rated(answer(0.0), True, choice, {ARTICLE.id: ARTICLE})
    assert (made.certainty, made.lead) == (Certainty.UNSURE, None)
    assert made.statements == (statement(Says.CLOSEST),)


def test_what_answers_by_rule_is_likely_and_stands_on_top() -> None:
    choice = Choice([PIECE], exactly(PIECE.place, "61"))
    made = rated(answer(0.0), True, choice, {ARTICLE.id: ARTICLE})
    assert made.certainty is Certainty.LIKELY
    assert made.lead
    assert (made.lead.text, made.message) == ("61", "")


def test_what_articles_differ_in_is_kept_where_the_answer_is_not_unsure() -> None:
    words = Span(TEXT.index("61"), TEXT.index("61") + 2)
    choice = Choice([replace(PIECE, answer=words)], introduction=(statement(Says.DIFFER),))
    sure = rated(answer(1.0), True, choice, {ARTICLE.id: ARTICLE})
    assert sure.disagreement
    assert [side.text for side in sure.disagreement.sides] == ["61"]
    assert rated(answer(0.0), True, choice, {ARTICLE.id: ARTICLE}).disagreement is None
