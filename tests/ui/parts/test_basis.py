from dataclasses import replace
from datetime import date

from rag.core.answer import Answer
from rag.core.beside import Disagreement, Side
from rag.core.corpus import Facts, Filter
from rag.core.request import Request, Task
from rag.core.span import Span
from rag.ui.parts.basis import counts, searched
from tests.ui.tree import EN, cited

FACTS = Facts(12, 40, date(2025, 1, 1), date(2026, 1, 1), None)
SIDES = (Side("61", Span(0, 2), 1), Side("63", Span(0, 2), 1))


def test_what_an_answer_rests_on() -> None:
    answer = replace(cited(), seconds={"total": 0.62})
    assert list(counts(answer, Filter(), EN, FACTS)) == ["1 quote, 1 article", "0.6 s"]


def test_a_contradiction_is_counted_and_a_correction_is_none() -> None:
    told = [replace(cited(), disagreement=Disagreement(SIDES, corrected)) for corrected in (0, 1)]
    assert [list(counts(one, Filter(), EN, FACTS))[1:] for one in told] == [["they contradict"], []]


def test_what_was_looked_at_is_not_counted_where_only_some_articles_were() -> None:
    refused = Answer("Q?", "Q?", abstained=True, seconds={"total": 0.1})
    assert list(counts(refused, Filter(), EN, FACTS)) == ["12 articles searched", "0.1 s"]
    assert list(counts(refused, Filter(outlets="A"), EN, FACTS)) == ["0.1 s"]


def test_what_was_searched() -> None:
    request = Request(Task.ANSWER, "Who?", "Who?", missing=("Peru",))
    assert dict(searched(request, Filter(since="2025-06-01"), EN, FACTS)) == {
        "Words": "Who?",
        "Dates": "1 June 2025 to 1 January 2026",
        "Outlets": "all",
        "In no article": "Peru",
    }
    assert dict(searched(request, Filter(), EN, FACTS))["Passages"] == "40"
    late = dict(searched(request, Filter(since="2026-02-01"), EN, FACTS))
    assert late["Dates"] == "1 February 2026 to …"
    assert list(searched(None, Filter(), EN, FACTS)) == []
