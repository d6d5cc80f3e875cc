import math

import pytest

from eval.datasets import Document, Query
from eval.rankings import fuse_ranks
from eval.retrieval import Collection, as_cases, cut, measure, score_runs, with_verdicts
from eval.suites.suite import Task
from rag.article import Article
from rag.errors import DataError
from rag.evaluation.result import Case
from rag.settings import Settings

SYSTEMS = ["bm25", "dense", "rrf", "unread", "footnote", "langchain-tutorial"]
DOCUMENTS = [
    Document("pets: 1", "Cats", "The cat sleeps in a basket by the stove. It eats fish."),
    Document("trains", "Railways", "The night train from Oslo to Bergen crosses the high plateau in winter."),
    Document("cafe", "", "The cafe\u0301 by the harbour opens at seven and serves rye bread."),
    Document("bees", "Bees", " ".join(f"Bees of hive {number} collect nectar from heather." for number in range(80))),
    *(Document(f"street {n}", f"Street {n}", f"Lamp {n} of street {n} burns until {n % 12} o'clock.") for n in range(60)),
]
QRELS = {"q1": {"trains": 1}, "q2": {"cafe": 1, "bees": 0}}


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    with Collection(Task(tmp_path_factory.mktemp("data"), Settings()), "toy", DOCUMENTS) as opened:
        yield opened


def test_every_system_ranks_documents_by_their_own_ids(collection):
    rankings = collection.rank("Which train crosses the plateau?")
    assert list(rankings) == SYSTEMS
    for system, ranking in rankings.items():
        assert next(iter(ranking)) == "trains", system
        assert set(ranking) <= {document.id for document in DOCUMENTS}
    assert len(rankings["langchain-tutorial"]) == len(DOCUMENTS), "the chunks of a long document count once"


def test_footnotes_ranking_is_what_a_user_gets_continued_by_a_deeper_search(collection):
    query = "Which lamp burns until seven?"
    hits = collection.bot.search(query, 50)
    served = list(dict.fromkeys(collection.documents[hit.chunk.article.id] for hit in hits))
    rankings = collection.rank(query)
    assert list(rankings["footnote"])[: len(served)] == served
    assert set(rankings["footnote"]) == set(rankings["unread"])
    assert collection.rank(query, hits) == rankings
    assert next(iter(collection.rank(query, hits[-1:])["footnote"])) == served[-1]


def test_what_footnote_does_not_take_is_cut_or_finds_nothing(collection):
    assert cut("cafe\u0301\n by " + "x" * 3_000) == "café by " + "x" * 1_992
    assert next(iter(collection.rank("the train to Bergen " * 200)["footnote"])) == "trains"
    nothing = collection.rank("?!")
    assert (nothing["footnote"], nothing["bm25"]) == ({}, {})


def test_articles_have_normalised_text_and_fit_ids(collection):
    assert collection.article("cafe").text.startswith("The café by")
    assert collection.article("pets: 1").id == "d0"
    gold = collection.whole("cafe")
    assert gold.span.slice(collection.texts[gold.article_id]) == collection.article("cafe").text
    with pytest.raises(DataError, match="document 'dogs' is not in"):
        collection.article("dogs")


def test_a_suite_says_what_its_articles_carry(tmp_path):
    def convert(document):
        return Article(document.text, document.title, source="The Example Times")

    with Collection(Task(tmp_path, Settings()), "toy", DOCUMENTS[:1], convert) as collection:
        assert collection.bot.search("cat")[0].chunk.article.source == "The Example Times"


def test_a_document_without_text_is_named(tmp_path):
    with pytest.raises(DataError, match=r"document 'x y' of corpus\.jsonl: an article needs text"):
        Collection(Task(tmp_path, Settings()), "toy", [Document("x y", "Title", "...")])


def test_reciprocal_rank_fusion():
    fused = fuse_ranks([{"a": 9.0, "b": 8.0}, {"b": 0.7, "c": 0.6}])
    assert fused == {"b": 1 / 62 + 1 / 61, "a": 1 / 61, "c": 1 / 62}
    assert list(fused) == ["b", "a", "c"]
    assert list(fuse_ranks([{"b": 1.0}, {"a": 1.0}])) == ["a", "b"], "ties break by id"


def test_measures_go_by_rank_and_a_query_without_result_counts_zero():
    run = {"q2": {"bees": 0.1, "cafe": 0.1}, "q1": {}}
    values = measure(run, QRELS, ["q1", "q2"], ["nDCG@10", "R@1", "MRR@10", "Hits@4"])
    found = {"nDCG@10": 1 / math.log2(3), "R@1": 0.0, "MRR@10": 0.5, "Hits@4": 1.0}
    assert values == {name: [0.0, pytest.approx(value)] for name, value in found.items()}


def test_results_are_kept_by_query_and_system():
    runs = {"footnote": {"q1": {"trains": 1.0}}, "bm25": {}}
    results = score_runs("toy", runs, QRELS, ["q1", "q2"], ["R@5"])
    assert [(r.system, r.metric, r.value, r.n) for r in results] == [("footnote", "R@5", 0.5, 2), ("bm25", "R@5", 0.0, 2)]
    assert results[0].sample.columns == ((1.0, 0.0),)
    assert results[0].sample.cases == results[1].sample.cases


def test_cases_show_what_was_expected_and_found(collection):
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


def test_the_case_of_an_answer_says_where_the_search_had_it():
    cases = [Case("toy", "q1", "?", 1.0, "refused"), Case("toy", "q9", "?", 1.0, "rightly refused")]
    told = with_verdicts(cases, {"footnote": {"q1": {"cafe": 2.0, "trains": 1.0}}}, QRELS)
    assert [case.verdict for case in told] == ["refused; first relevant document at rank 2", "rightly refused"]
