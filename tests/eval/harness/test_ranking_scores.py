import math

import pytest

from eval.harness.datasets import Query
from eval.harness.ranking_scores import as_cases, measure, score_runs, with_verdicts
from eval.harness.retrieval import Collection
from rag.evaluation.measure.result import Case

QRELS = {"q1": {"trains": 1}, "q2": {"cafe": 1, "bees": 0}}


def test_measures_go_by_rank_and_a_query_without_result_counts_zero() -> None:
    run = {"q2": {"bees": 0.1, "cafe": 0.1}, "q1": {}}
    values = measure(run, QRELS, ["q1", "q2"], ["nDCG@10", "R@1", "MRR@10", "Hits@4"])
    expected = {"nDCG@10": 1 / math.log2(3), "R@1": 0.0, "MRR@10": 0.5, "Hits@4": 1.0}
    assert values == {name: [0.0, pytest.approx(value)] for name, value in expected.items()}


def test_results_are_kept_by_query_and_system() -> None:
    runs = {"footnote": {"q1": {"trains": 1.0}}, "bm25": {}}
    results = score_runs("toy", runs, QRELS, ["q1", "q2"], ["R@5"])
    assert [(r.system, r.metric, r.value, r.n) for r in results] == [
        ("footnote", "R@5", 0.5, 2),
        ("bm25", "R@5", 0.0, 2),
    ]
    assert results[0].sample.columns == ((1.0, 0.0),)
    assert results[0].sample.cases == results[1].sample.cases


def test_cases_show_what_was_expected_and_found(collection: Collection) -> None:
    queries = [Query("q1", "train to Bergen"), Query("q2", "nectar from heather")]
    runs = {"footnote": {"q1": {"trains": 2.0}, "q2": {"bees": 3.0, "trains": 1.0}}}
    first, second = as_cases("toy", collection, queries, runs, QRELS)
    assert (first.score, first.verdict) == (1.0, "first relevant document at rank 1")
    assert (second.score, second.verdict) == (0.0, "no relevant document among 2")
    assert [(shown.label, shown.score, shown.right) for shown in second.retrieved] == [
        ("Bees", 3.0, False),
        ("Railways", 1.0, False),
    ]
    assert len(second.retrieved[0].text) <= 300
    assert [shown.text for shown in second.expected] == [collection.article("cafe").text]


def test_the_case_of_an_answer_says_where_the_search_had_it() -> None:
    cases = [Case("toy", "q1", "?", 1.0, "refused"), Case("toy", "q9", "?", 1.0, "rightly refused")]
    told = with_verdicts(cases, {"footnote": {"q1": {"cafe": 2.0, "trains": 1.0}}}, QRELS)
    assert [case.verdict for case in told] == [
        "refused; first relevant document at rank 2",
        "rightly refused",
    ]
