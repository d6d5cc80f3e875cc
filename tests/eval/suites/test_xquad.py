from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.harness.datasets import read_documents
from eval.harness.retrieval import Collection
from eval.harness.suite import Task
from eval.suites.xquad import read_questions, run
from rag.errors import DataError
from rag.settings import Settings
from tests.eval.sets import Record, write_jsonl
from tests.evaluation.samples import exact_values

CORPUS = [
    {
        "id": "p0",
        "title": "Lighthouse",
        "text": "The lighthouse was lit in 1871. Its keeper was Ada Holm.",
    },
    {"id": "p1", "title": "Sawmill", "text": "The sawmill burnt down in May. Nobody rebuilt it."},
]
KEEPER = {
    "id": "a",
    "text": "Who was the keeper of the lighthouse?",
    "doc_id": "p0",
    "answers": ["Ada Holm"],
    "start": 47,
}
BURNT = {
    "id": "b",
    "text": "When did the sawmill burn down?",
    "doc_id": "p1",
    "answers": ["May"],
    "start": 26,
}


def _task(data: Path, queries: Sequence[Record], limit: int | None = None) -> Task:
    for name, records in (("corpus", CORPUS), ("queries", queries)):
        write_jsonl(data / "xquad-en" / f"{name}.jsonl", records)
    return Task(data, Settings(), limit)


def test_paragraphs_sentences_and_answers_are_found(tmp_path: Path) -> None:
    outcome = run(_task(tmp_path, [KEEPER, BURNT]))
    values = exact_values(outcome.results)
    assert values["footnote", "R@1"] == values["bm25", "R@1"] == (1.0, 2)
    assert values["footnote", "evidence recall, no abstention"] == (1.0, 2)
    assert values["footnote", "answer holds a reference, no abstention"] == (1.0, 2)
    assert values["footnote", "verbatim quotes"][0] == 1.0
    assert [case.verdict.split("; ")[1] for case in outcome.cases] == [
        "first relevant document at rank 1"
    ] * 2
    assert outcome.cases[0].expected[0].text == "Ada Holm"


def test_an_answer_that_is_not_at_its_place_is_named(tmp_path: Path) -> None:
    task = _task(tmp_path, [])
    folder = tmp_path / "xquad-en"
    with Collection(task, "toy", read_documents(folder)) as collection:
        for change in ({"start": 48}, {"answers": []}):
            write_jsonl(folder / "queries.jsonl", [BURNT, KEEPER | change])
            with pytest.raises(
                DataError, match="line 2: question a: its answer is not at 'start' of p0"
            ):
                read_questions(folder, collection)
