from pathlib import Path

import pytest

from eval.harness.datasets import MissingData
from eval.harness.suite import Task
from eval.suites.scifact import run
from rag.settings import Settings
from tests.eval.sets import write_jsonl
from tests.evaluation.samples import exact_values

CORPUS = [
    {
        "id": "11",
        "title": "Willow bark",
        "text": "Willow bark lowered fever in a trial of forty rowers.",
    },
    {"id": "12", "title": "Sea salt", "text": "Sea salt did not change the growth of barley."},
]
QUERIES = [
    {"id": "1", "text": "Salt changes how barley grows."},
    {"id": "2", "text": "Nobody judged this."},
]


def test_queries_with_relevance_are_searched(tmp_path: Path) -> None:
    folder = tmp_path / "scifact"
    write_jsonl(folder / "corpus.jsonl", CORPUS)
    write_jsonl(folder / "queries.jsonl", QUERIES)
    (folder / "qrels.tsv").write_text("query_id\tdoc_id\trelevance\n1\t12\t1\n")
    outcome = run(Task(tmp_path, Settings(), limit=5))
    values = exact_values(outcome.results)
    assert values["footnote", "nDCG@10"] == (1.0, 1)
    assert {system for system, _ in values} == {
        "bm25",
        "dense",
        "rrf",
        "unread",
        "footnote",
        "langchain-tutorial",
    }
    assert [(case.id, case.verdict) for case in outcome.cases] == [
        ("1", "first relevant document at rank 1")
    ]


def test_a_missing_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingData, match=r"corpus\.jsonl is missing: get it from BEIR's SciFact"):
        run(Task(tmp_path, Settings()))
