import pytest

import rag
from rag.core.answer import Answer, Citation, Sentence
from rag.core.article import Article
from rag.core.span import Span
from rag.evaluation.measure.result import Shown
from rag.evaluation.questions import Gold, Question
from rag.evaluation.scoring import (
    as_case,
    evaluate,
    score_abstention,
    score_correctness,
    score_evidence,
    score_quotes,
    score_rejected,
)
from tests.evaluation.samples import asked_question, values_of

SUITE = "mine"
ARTICLE = Article("The plant opened in 2021. It makes cells. It burnt in 2023.", id="a", title="A")
OPENED, MAKES, BURNT = Span(0, 25), Span(26, 41), Span(42, 59)
ARTICLES = {"a": ARTICLE}


def _question(*gold: Span, category: str = "date") -> Question:
    return Question("q", "When?", category, (), tuple(Gold("a", span) for span in gold), ())


def _answer(*spans: Span, confidence: float = 0.9) -> Answer:
    citations = tuple(
        Citation(n, ARTICLE.info, span, span.slice(ARTICLE.text)) for n, span in enumerate(spans, 1)
    )
    sentences = tuple(Sentence(citation.quote, (citation.number,)) for citation in citations)
    return Answer(
        "When?", "When?", sentences, citations, abstained=not spans, confidence=confidence
    )


ANSWERED = [
    asked_question(_question(OPENED, BURNT), _answer(OPENED, MAKES), _answer(OPENED, MAKES)),
    asked_question(_question(MAKES, category="single"), _answer(), _answer(MAKES, confidence=0.3)),
    asked_question(
        _question(category="unanswerable"),
        _answer(MAKES, confidence=0.5),
        _answer(MAKES, confidence=0.5),
    ),
    asked_question(_question(category="unanswerable"), _answer(), _answer(MAKES, confidence=0.1)),
]


def test_evidence_is_scored_by_question() -> None:
    assert values_of(score_evidence(SUITE, ANSWERED)) == {
        ("footnote", "evidence recall, no abstention"): (0.75, 2),
        ("footnote", "evidence recall, as served"): (0.25, 2),
        ("footnote", "citation precision, no abstention"): (0.75, 2),
        ("footnote", "citation precision, as served"): (0.25, 2),
        ("footnote", "evidence F1, no abstention"): (0.75, 2),
        ("footnote", "words per answer, no abstention"): (5.5, 2),
        ("footnote", "evidence recall, no abstention: date"): (0.5, 1),
        ("footnote", "evidence recall, no abstention: single"): (1.0, 1),
    }


def test_abstention_is_scored_on_all_questions() -> None:
    assert values_of(score_abstention(SUITE, ANSWERED)) == {
        ("footnote", "abstention AUC"): (0.75, 4),  # .9 > .5, .9 > .1, .3 < .5, .3 > .1
        ("footnote", "refusal precision"): (0.5, 4),
        ("footnote", "refusal recall"): (0.5, 4),
        ("footnote", "refusal F1"): (0.5, 4),
        ("footnote", "risk-coverage area"): ((0 + 1 / 2 + 1 / 3 + 2 / 4) / 4, 4),
        ("footnote", "answerable refused"): (0.5, 2),
        ("footnote", "unanswerable refused"): (0.5, 2),
        ("footnote", "abstention balanced accuracy"): (0.5, 4),
    }


def test_a_set_of_one_kind_has_no_auc() -> None:
    assert {result.metric for result in score_abstention(SUITE, ANSWERED[:2])} == {
        "answerable refused"
    }


def test_a_quote_that_is_not_verbatim_is_counted() -> None:
    wrong = Answer(
        "", "", citations=(Citation(1, ARTICLE.info, OPENED, "The plant opened in 2022."),)
    )
    (result,) = score_quotes(
        SUITE,
        [asked_question(_question(OPENED), wrong, _answer(OPENED, MAKES))],
        {"a": ARTICLE.text},
    )
    assert (result.metric, result.value, result.n) == ("verbatim quotes", pytest.approx(2 / 3), 3)
    assert score_quotes(SUITE, [], {}) == []


def test_correctness_is_scored_where_there_are_references() -> None:
    question = Question("q", "When?", "date", ("in 2021", "never"), (Gold("a", OPENED),), ())
    assert values_of(
        score_correctness(
            SUITE, [asked_question(question, _answer(), _answer(OPENED)), ANSWERED[0]]
        )
    ) == {
        ("footnote", "answer holds a reference, no abstention"): (1.0, 1),
        ("footnote", "token F1, no abstention"): (2 * 2 / (4 + 2), 1),
    }


def test_a_quote_that_somebody_rejected_is_watched() -> None:
    question = Question("q", "When?", "feedback", (), None, (), (Gold("a", MAKES),))
    again = [
        asked_question(question, _answer(OPENED, MAKES), _answer(MAKES)),
        asked_question(question, _answer(OPENED), _answer(MAKES)),
    ]
    assert values_of(score_rejected(SUITE, again)) == {
        ("footnote", "rejected quotes cited again"): (0.5, 2)
    }
    assert score_evidence(SUITE, again) == score_abstention(SUITE, again) == []


def test_a_case_tells_what_was_expected_cited_and_missed() -> None:
    case = as_case(SUITE, ANSWERED[0], {"a": ARTICLE.text})
    assert (case.score, case.verdict) == (0.5, "cites 50% of the evidence, confidence 0.90")
    assert [shown.text for shown in case.expected] == [
        "The plant opened in 2021.",
        "It burnt in 2023.",
    ]
    assert case.cited == (
        Shown("A", "The plant opened in 2021.", None, True),
        Shown("A", "It makes cells.", None, False),
    )
    assert as_case(SUITE, ANSWERED[2], {}).verdict.startswith(
        "answered, but the corpus does not hold the answer"
    )


def test_an_evaluation_run_twice_gives_the_same_numbers(starter_bot: rag.Chatbot) -> None:
    question = Question(
        "q", "When did Northvolt file for bankruptcy in Sweden?", "date", (), (), ()
    )
    first, second = (evaluate(SUITE, starter_bot, [question], {})[0] for _ in range(2))
    assert first == second
    assert first.cases[0].retrieved[0].score >= first.cases[0].retrieved[-1].score
