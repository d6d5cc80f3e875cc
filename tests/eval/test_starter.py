import pytest
from langchain_core.documents import Document

from eval.questions import Gold, Question
from eval.suites.starter import Asked, as_answer, score_abstention, score_baseline, score_evidence, score_quotes
from rag.article import Article
from rag.types import Answer, Citation, Sentence, Span

ARTICLE = Article("The plant opened in 2021. It makes cells. It burnt in 2023.", id="a", title="A")
OPENED, MAKES, BURNT = Span(0, 25), Span(26, 41), Span(42, 59)
ARTICLES = {"a": ARTICLE}


def _question(*gold, category="date"):
    return Question("q", "When?", category, (), tuple(Gold("a", span) for span in gold), ())


def _answer(*spans, confidence=0.9):
    citations = tuple(Citation(n, ARTICLE.info, span, span.slice(ARTICLE.text)) for n, span in enumerate(spans, 1))
    sentences = tuple(Sentence(citation.quote, (citation.number,)) for citation in citations)
    return Answer("When?", "When?", sentences, citations, abstained=not spans, confidence=confidence)


def _values(results):
    return {(result.system, result.metric): (pytest.approx(result.value), result.n) for result in results}


ASKED = [
    Asked(_question(OPENED, BURNT), _answer(OPENED, MAKES), _answer(OPENED, MAKES)),
    Asked(_question(MAKES, category="single"), _answer(), _answer(MAKES, confidence=0.3)),
    Asked(_question(category="unanswerable"), _answer(MAKES, confidence=0.5), _answer(MAKES, confidence=0.5)),
    Asked(_question(category="unanswerable"), _answer(), _answer(MAKES, confidence=0.1)),
]


def test_evidence_is_scored_by_question():
    assert _values(score_evidence(ASKED)) == {
        ("footnote", "evidence recall, no abstention"): (0.75, 2),
        ("footnote", "evidence recall, as served"): (0.25, 2),
        ("footnote", "citation precision, no abstention"): (0.75, 2),
        ("footnote", "citation precision, as served"): (0.25, 2),
        ("footnote", "words per answer, no abstention"): (5.5, 2),
        ("footnote", "evidence recall, no abstention: date"): (0.5, 1),
        ("footnote", "evidence recall, no abstention: single"): (1.0, 1),
    }


def test_abstention_is_scored_on_all_questions():
    assert _values(score_abstention(ASKED)) == {
        ("footnote", "abstention AUC"): (0.75, 4),  # .9 > .5, .9 > .1, .3 < .5, .3 > .1
        ("footnote", "answerable refused"): (0.5, 2),
        ("footnote", "unanswerable refused"): (0.5, 2),
        ("footnote", "abstention balanced accuracy"): (0.5, 4),
    }


def test_a_set_of_one_kind_has_no_auc():
    assert {result.metric for result in score_abstention(ASKED[:2])} == {"answerable refused"}


def test_a_quote_that_is_not_verbatim_is_counted():
    wrong = Answer("", "", citations=(Citation(1, ARTICLE.info, OPENED, "The plant opened in 2022."),))
    (result,) = score_quotes([Asked(_question(OPENED), wrong, _answer(OPENED, MAKES))], {"a": ARTICLE.text})
    assert (result.metric, result.value, result.n) == ("verbatim quotes", pytest.approx(2 / 3), 3)
    assert score_quotes([], {}) == []


def _chunk(span):
    return Document(span.slice(ARTICLE.text), metadata={"source": "a", "start_index": span.start})


def test_the_baselines_chunks_are_cut_to_the_words_of_an_answer():
    cut = as_answer([_chunk(MAKES), _chunk(OPENED), _chunk(BURNT)], ARTICLES, 5)
    assert [citation.quote for citation in cut.citations] == ["It makes cells.", "The plant"]
    whole = as_answer([_chunk(MAKES), _chunk(OPENED)], ARTICLES, None)
    assert [citation.span for citation in whole.citations] == [MAKES, OPENED]


def test_the_baseline_is_scored_cut_and_whole():
    values = _values(score_baseline([(_question(OPENED), [_chunk(MAKES), _chunk(OPENED)])], ARTICLES, 5))
    assert values == {
        ("langchain-tutorial", "evidence recall, no abstention"): (0.0, 1),
        ("langchain-tutorial", "citation precision, no abstention"): (0.5, 1),
        ("langchain-tutorial", "words per answer, no abstention"): (5.0, 1),
        ("langchain-tutorial", "evidence recall, 4 whole chunks"): (1.0, 1),
        ("langchain-tutorial", "citation precision, 4 whole chunks"): (0.5, 1),
        ("langchain-tutorial", "words per answer, 4 whole chunks"): (8.0, 1),
    }
