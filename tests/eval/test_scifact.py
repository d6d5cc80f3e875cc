import json

import pytest

from eval.datasets import MissingData
from eval.suites.scifact import run
from eval.suites.suite import Task
from rag.settings import Settings

CORPUS = [
    {"id": "11", "title": "Willow bark", "text": "Willow bark lowered fever in a trial of forty rowers."},
    {"id": "12", "title": "Sea salt", "text": "Sea salt did not change the growth of barley."},
]
QUERIES = [{"id": "1", "text": "Salt changes how barley grows."}, {"id": "2", "text": "Nobody judged this."}]


def test_queries_with_relevance_are_searched(tmp_path):
    folder = tmp_path / "scifact"
    folder.mkdir()
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, CORPUS)))
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, QUERIES)))
    (folder / "qrels.tsv").write_text("query_id\tdoc_id\trelevance\n1\t12\t1\n")
    outcome = run(Task(tmp_path, Settings(), limit=5))
    values = {(result.system, result.metric): (result.value, result.n) for result in outcome.results}
    assert values["footnote", "nDCG@10"] == (1.0, 1)
    assert {system for system, _ in values} == {"bm25", "dense", "rrf", "unread", "footnote", "langchain-tutorial"}
    assert [(case.id, case.verdict) for case in outcome.cases] == [("1", "first relevant document at rank 1")]


def test_a_missing_set_is_named(tmp_path):
    with pytest.raises(MissingData, match=r"corpus\.jsonl is missing: get it from BEIR's SciFact"):
        run(Task(tmp_path, Settings()))
