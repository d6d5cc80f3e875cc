from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from eval.harness.suite import Task
from eval.suites.multihop import read_facts, run
from rag.errors import DataError
from rag.settings import Settings
from tests.eval.sets import Record, write_jsonl
from tests.evaluation.samples import exact_values


def _fact(name: str, title: str, text: str, source: str) -> Record:
    where = {
        "source": source,
        "published": "2031-05-04T10:00:00+00:00",
        "url": "https://example.org",
    }
    return {"id": name, "title": title, "text": text} | where


CORPUS = [
    _fact(
        "f0",
        "Ferry strike",
        "The ferry crews of Harland struck for nine days over night shifts.",
        "Harbour Post",
    ),
    _fact(
        "f1",
        "Ferry deal",
        "Harland Lines paid its ferry crews a bonus after the strike.",
        "Tide Weekly",
    ),
    _fact("f2", "Orchards", "Frost destroyed most of the cherry harvest.", "Farm Echo"),
]


def _query(name: str, text: str, kind: str, answer: str, answerable: bool = True) -> Record:
    return {"id": name, "text": text, "type": kind, "answer": answer, "answerable": answerable}


COMPANY = _query(
    "0",
    "Which company paid ferry crews after a nine day strike?",
    "inference_query",
    "Harland Lines",
)
AGREE = _query("1", "Do both papers report on the ferry strike?", "comparison_query", "Yes")
NULL = _query(
    "2",
    "Who won the chess cup in Lima?",
    "null_query",
    "Insufficient information.",
    answerable=False,
)


def task_of(data: Path, queries: Sequence[Record]) -> Task:
    folder = data / "multihop-facts"
    for name, records in (("corpus", CORPUS), ("queries", queries)):
        write_jsonl(folder / f"{name}.jsonl", records)
    (folder / "qrels.tsv").write_text(
        "query_id\tdoc_id\trelevance\n0\tf0\t1\n0\tf1\t1\n1\tf0\t1\n1\tf1\t1\n"
    )
    return Task(data, Settings())


def test_facts_carry_outlet_and_day(tmp_path: Path) -> None:
    task_of(tmp_path, [])
    fact = read_facts(tmp_path / "multihop-facts")["f1"]
    assert (fact.outlet, fact.published, fact.title) == (
        "Tide Weekly",
        date(2031, 5, 4),
        "Ferry deal",
    )


def test_answerable_questions_are_searched_and_all_are_asked(tmp_path: Path) -> None:
    outcome = run(task_of(tmp_path, [COMPANY, AGREE, NULL]))
    values = exact_values(outcome.results)
    assert values["footnote", "Hits@4"] == values["langchain-tutorial", "R@10"] == (1.0, 2)
    assert values["footnote", "answer holds a reference, no abstention"] == (1.0, 1), (
        "yes and no are not looked for"
    )
    assert values["footnote", "abstention AUC"][1] == 3
    assert values["footnote", "unanswerable refused"][1] == 1
    assert ("footnote", "evidence recall, no abstention: comparison_query") in values
    assert len(outcome.cases[0].expected) == 2
    assert "; first relevant document at rank 1" in outcome.cases[0].verdict


def test_relevance_and_answerable_must_agree(tmp_path: Path) -> None:
    with pytest.raises(
        DataError, match=r"line 1: question 1: only one of qrels\.tsv and 'answerable'"
    ):
        run(task_of(tmp_path, [AGREE | {"answerable": False}]))
