from dataclasses import replace

import pytest

from rag.core.answer import Answer, Citation, Reason, Sentence
from rag.core.article import Article
from rag.core.span import Location, Span
from rag.core.usage import Usage
from tests.said import said


def test_the_text_has_markers_or_the_message() -> None:
    sentences = (Sentence("One.", (1, 2)), Sentence("Two.", ()))
    assert Answer("q", "q", sentences).text == "One. [1] [2] Two."
    refused = Answer(
        "q",
        "q",
        abstained=True,
        reason=Reason.WEAK_EVIDENCE,
        statements=said("Not in the articles."),
    )
    assert refused.text == "Not in the articles."


def test_a_comparison_has_a_list_under_each_heading_then_what_belongs_to_both() -> None:
    sentences = (
        Sentence("A is new.", (1,), column=0),
        Sentence("Both grow.", (2,)),
        Sentence("A is large.", (3,), column=0),
    )
    answer = Answer("q", "q", sentences, columns=("A", "B"), statements=said("See:"))
    expected = "See:\nA:\n- A is new. [1]\n- A is large. [3]\nB: nothing found\nBoth grow. [2]"
    assert answer.text == expected


def test_two_answers_that_say_the_same_are_equal_whatever_time_they_took() -> None:
    quick = Answer("q", "q", (Sentence("One.", (1,)),), seconds={"total": 0.1})
    slow = replace(quick, seconds={"total": 9.0, "select": 1.0})
    assert quick == slow
    assert quick != replace(quick, confidence=0.5)


def test_without_a_language_model_nothing_was_used() -> None:
    assert Answer("q", "q").usage == Usage()
    assert Usage().cost is None


@pytest.mark.parametrize(
    ("costs", "total"), [((None, None), None), ((0.5, None), 0.5), ((0.5, 0.25), 0.75)]
)
def test_usage_adds_up_and_an_unknown_cost_stays_unknown(
    costs: tuple[float | None, float | None], total: float | None
) -> None:
    first, second = (Usage(1, 10, 3, cost) for cost in costs)
    assert first + second == Usage(2, 20, 6, total)


def test_a_citation_says_where_its_quote_stands() -> None:
    article = Article("Cells are made in Heide.", id="heide")
    citation = Citation(1, article.info, Span(0, 5), "Cells")
    assert citation.place == Location("heide", Span(0, 5))
    assert str(citation.place) == "heide:0-5"
