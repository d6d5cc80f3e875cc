from langchain_core.documents import Document

from eval.harness.chunk_answers import as_answer, score_baseline
from rag.core.article import Article
from rag.core.span import Span
from rag.evaluation.questions import Gold, Question
from tests.evaluation.samples import values_of

ARTICLE = Article("The plant opened in 2021. It makes cells. It burnt in 2023.", id="a", title="A")
OPENED, MAKES, BURNT = Span(0, 25), Span(26, 41), Span(42, 59)
ARTICLES = {"a": ARTICLE}


def _question(*gold: Span) -> Question:
    return Question("q", "When?", "date", (), tuple(Gold("a", span) for span in gold), ())


def _chunk(span: Span) -> Document:
    return Document(span.slice(ARTICLE.text), metadata={"source": "a", "start_index": span.start})


def test_the_baselines_chunks_are_cut_to_the_words_of_an_answer() -> None:
    cut = as_answer([_chunk(MAKES), _chunk(OPENED), _chunk(BURNT)], ARTICLES, 5)
    assert [citation.quote for citation in cut.citations] == ["It makes cells.", "The plant"]
    whole = as_answer([_chunk(MAKES), _chunk(OPENED)], ARTICLES, None)
    assert [citation.span for citation in whole.citations] == [MAKES, OPENED]


def test_the_baseline_is_scored_cut_and_whole() -> None:
    values = values_of(
        score_baseline("mine", [(_question(OPENED), [_chunk(MAKES), _chunk(OPENED)])], ARTICLES, 5)
    )
    assert values == {
        ("langchain-tutorial", "evidence recall, no abstention"): (0.0, 1),
        ("langchain-tutorial", "citation precision, no abstention"): (0.5, 1),
        ("langchain-tutorial", "words per answer, no abstention"): (5.0, 1),
        ("langchain-tutorial", "evidence recall, 4 whole chunks"): (1.0, 1),
        ("langchain-tutorial", "citation precision, 4 whole chunks"): (0.5, 1),
        ("langchain-tutorial", "words per answer, 4 whole chunks"): (8.0, 1),
    }
