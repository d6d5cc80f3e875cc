import json

import pytest

from eval.datasets import read_documents
from eval.retrieval import Collection
from eval.suites.mtrag import read_questions, read_turns, run
from eval.suites.suite import Task
from rag.errors import DataError
from rag.settings import Settings
from rag.types import Turn

CORPUS = [
    {"id": "k-0", "title": "", "text": "A kiln is fired with beech wood. The firing of a kiln takes two days."},
    {"id": "s-0", "title": "Sails", "text": "A sail is sewn from flax. Sewing it takes a month."},
    {"id": "w-0", "title": "Wells", "text": "A well is dug by hand. The water is cold."},
]
KILN = [{"role": "user", "text": "How is a kiln fired?"}, {"role": "assistant", "text": "With beech wood."}]


def _query(name, text, kind, contexts=(), history=()):
    known = {"context_ids": list(contexts), "reference": "It takes two days.", "history": list(history)}
    return {"id": name, "text": text, "answerability": kind} | known


QUERIES = [
    _query("a<::>1", "How long does it take?", "answerable", ["k-0"], KILN),
    _query("b<::>1", "What is a sail sewn from?", "partial", ["s-0"]),
    _query("c<::>1", "Who discovered the moons of Jupiter?", "unanswerable"),
    _query("d<::>1", "Is the water warm?", "underspecified", ["w-0"]),
]


def _task(data, queries):
    folder = data / "mtrag-un"
    folder.mkdir()
    for name, records in (("corpus", CORPUS), ("queries", queries)):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, records)))
    (folder / "qrels.tsv").write_text("query_id\tdoc_id\trelevance\na<::>1\tk-0\t1\nb<::>1\ts-0\t1\n")
    return Task(data, Settings())


def test_conversations_are_searched_twice_and_every_class_is_asked(tmp_path):
    outcome = run(_task(tmp_path, QUERIES))
    values = {(result.system, result.metric): (result.value, result.n) for result in outcome.results}
    assert values["bm25", "nDCG@5"] == (1.0, 2)
    assert values["bm25, last turn", "nDCG@5"][0] < 1.0, "the last turn does not name the kiln"
    assert values["footnote", "nDCG@10"] == (1.0, 2)
    assert ("langchain-tutorial, last turn", "R@5") in values
    gain = values["footnote", "nDCG@5"][0] - values["footnote, last turn", "nDCG@5"][0]
    assert values["footnote", "nDCG@5, condensed less last turn"] == (pytest.approx(gain), 2)
    assert values["footnote", "refused: unanswerable"] == (1.0, 1)
    assert {("footnote", f"refused: {kind}") for kind in ("answerable", "underspecified", "partial")} <= set(values)
    assert values["footnote", "abstention AUC"] == (1.0, 2), "only the two clear classes are told apart"
    assert values["footnote", "cites a relevant document, no abstention"] == (1.0, 1)
    assert values["footnote", "verbatim quotes"][0] == 1.0
    first, second, third, _ = outcome.cases
    assert first.verdict.startswith("answerable: ")
    assert first.verdict.endswith("; first relevant document at rank 1")
    assert second.verdict.startswith("partial: ")
    assert (third.score, third.verdict.split(",")[0]) == (1.0, "unanswerable: refused")


def test_turns_are_pairs_of_user_and_assistant():
    assert read_turns(KILN) == [Turn("How is a kiln fired?", "With beech wood.")]
    with pytest.raises(ValueError, match="do not take turns"):
        read_turns(KILN[::-1])


def test_a_broken_line_is_named(tmp_path):
    task = _task(tmp_path, [])
    folder = tmp_path / "mtrag-un"
    with Collection(task, "toy", read_documents(folder)) as collection:
        for change, message in (
            ({"history": KILN[:1]}, "line 1: field 'history': user and assistant do not take turns"),
            ({"answerability": "maybe"}, "line 1: field 'answerability' is none of answerable, "),
            ({"context_ids": ["z"]}, r"line 1: document 'z' is not in corpus\.jsonl"),
        ):
            (folder / "queries.jsonl").write_text(json.dumps(QUERIES[0] | change))
            with pytest.raises(DataError, match=message):
                read_questions(folder, collection)
