from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.harness.datasets import read_documents
from eval.harness.retrieval import Collection
from eval.harness.suite import Task
from eval.suites.mtrag import CLASSES, read_questions, read_turns, run
from rag.core.answer import Turn
from rag.errors import DataError
from rag.settings import Settings
from tests.eval.sets import Record, write_jsonl
from tests.evaluation.samples import exact_values

CORPUS = [
    {
        "id": "k-0",
        "title": "",
        "text": "A kiln is fired with beech wood. The firing of a kiln takes two days.",
    },
    {"id": "s-0", "title": "Sails", "text": "A sail is sewn from flax. Sewing it takes a month."},
    {"id": "w-0", "title": "Wells", "text": "A well is dug by hand. The water is cold."},
]
KILN = [
    {"role": "user", "text": "How is a kiln fired?"},
    {"role": "assistant", "text": "With beech wood."},
]


def _query(
    name: str, text: str, kind: str, contexts: Sequence[str] = (), history: Sequence[Record] = ()
) -> Record:
    known = {
        "context_ids": list(contexts),
        "reference": "It takes two days.",
        "history": list(history),
    }
    return {"id": name, "text": text, "answerability": kind} | known


QUERIES = [
    _query("a<::>1", "How long does it take?", "answerable", ["k-0"], KILN),
    _query("b<::>1", "What is a sail sewn from?", "partial", ["s-0"]),
    _query("c<::>1", "Who discovered the moons of Jupiter?", "unanswerable"),
    _query("d<::>1", "Is the water warm?", "underspecified", ["w-0"]),
]


def task_of(data: Path, queries: Sequence[Record]) -> Task:
    folder = data / "mtrag-un"
    for name, records in (("corpus", CORPUS), ("queries", queries)):
        write_jsonl(folder / f"{name}.jsonl", records)
    (folder / "qrels.tsv").write_text(
        "query_id\tdoc_id\trelevance\na<::>1\tk-0\t1\nb<::>1\ts-0\t1\n"
    )
    return Task(data, Settings())


def test_conversations_are_searched_twice_and_every_class_is_asked(tmp_path: Path) -> None:
    outcome = run(task_of(tmp_path, QUERIES))
    values = exact_values(outcome.results)
    assert values["bm25", "nDCG@5"] == (1.0, 2)
    assert values["bm25, last turn", "nDCG@5"][0] < 1.0, "the last turn does not name the kiln"
    assert values["footnote", "nDCG@10"] == (1.0, 2)
    assert ("langchain-tutorial, last turn", "R@5") in values
    gain = values["footnote", "nDCG@5"][0] - values["footnote, last turn", "nDCG@5"][0]
    assert values["footnote", "nDCG@5, condensed less last turn"] == (pytest.approx(gain), 2)
    assert {("footnote", f"refused: {kind}") for kind in CLASSES} <= set(values)
    assert values["footnote", "abstention AUC"][1] == 2, "only the two clear classes are told apart"
    assert values["footnote", "cites a relevant document, no abstention"] == (1.0, 1)
    assert values["footnote", "verbatim quotes"][0] == 1.0
    first, second, _, _ = outcome.cases
    assert first.verdict.startswith("answerable: ")
    assert first.verdict.endswith("; first relevant document at rank 1")
    assert second.verdict.startswith("partial: ")


def test_turns_are_pairs_of_user_and_assistant() -> None:
    assert read_turns(KILN) == [Turn("How is a kiln fired?", "With beech wood.")]
    with pytest.raises(ValueError, match="do not take turns"):
        read_turns(KILN[::-1])


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    task = task_of(tmp_path, [])
    folder = tmp_path / "mtrag-un"
    with Collection(task, "toy", read_documents(folder)) as collection:
        for change, message in (
            (
                {"history": KILN[:1]},
                "line 1: field 'history': user and assistant do not take turns",
            ),
            ({"answerability": "maybe"}, "line 1: field 'answerability' is none of answerable, "),
            ({"context_ids": ["z"]}, r"line 1: document 'z' is not in corpus\.jsonl"),
        ):
            write_jsonl(folder / "queries.jsonl", [QUERIES[0] | change])
            with pytest.raises(DataError, match=message):
                read_questions(folder, collection)
