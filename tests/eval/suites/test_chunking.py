from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from langchain_text_splitters import CharacterTextSplitter

from eval.harness.datasets import MissingData
from eval.harness.suite import Task
from eval.suites.chunking import run, split
from rag.core.span import Span
from rag.errors import DataError
from rag.settings import load_settings
from tests.eval.sets import Record, write_jsonl

PLANT = "The plant in Heide opened in 2021.\n\nIt makes battery cells for buses."
WHALE = "A blue whale weighs up to 150 tonnes.\n\nIts heart beats twice a minute."


def test_a_chunk_stands_where_it_was_cut() -> None:
    text = "One two.\n\nOne two.\n\nThree."
    splitter = CharacterTextSplitter(chunk_size=8, chunk_overlap=0, add_start_index=True)
    assert split(text, splitter) == [Span(0, 8), Span(10, 18), Span(20, 26)]


def test_a_chunk_that_is_not_found_again_is_an_error() -> None:
    splitter = CharacterTextSplitter(
        "-+", is_separator_regex=True, chunk_size=8, chunk_overlap=0, add_start_index=True
    )
    with pytest.raises(ValueError, match="lost its chunk 'b"):
        split("b--c", splitter)


def _write(folder: Path, records: Sequence[Record]) -> None:
    (folder / "chunking" / "corpora").mkdir(parents=True)
    write_jsonl(folder / "chunking" / "queries.jsonl", records)


def _record(name: str, text: str, corpus: str, *spans: list[int]) -> Record:
    return {"id": name, "text": text, "corpus": corpus, "spans": spans}


def _task(folder: Path, limit: int | None = None) -> Task:
    return Task(folder, load_settings(), limit)


def test_the_suite_on_two_corpora(tmp_path: Path) -> None:
    _write(
        tmp_path,
        [
            _record("1", "When did the plant in Heide open?", "plant", [0, 34]),
            _record("2", "How much does a blue whale weigh?", "whale", [0, 37]),
            _record("3", "Never asked", "whale", [0, 1]),
        ],
    )
    for name, text in (("plant", PLANT), ("whale", WHALE)):
        (tmp_path / "chunking" / "corpora" / f"{name}.md").write_text(text, encoding="utf-8")
    outcome = run(_task(tmp_path, limit=2))
    values = {(result.system, result.metric): result.value for result in outcome.results}
    assert {system for system, _ in values} == {
        "footnote",
        "footnote, dense only",
        "recursive 200/0",
        "langchain-tutorial",
    }
    of_chunks = {"recall at 5", "precision at 5", "precision omega", "IoU at 5"}
    of_quotes = {"recall of the cited text", "IoU of the cited text"}
    assert {metric for system, metric in values if system != "footnote"} == of_chunks
    assert {metric for system, metric in values if system == "footnote"} == of_chunks | of_quotes
    assert values["footnote", "recall of the cited text"] == 1
    assert values["footnote", "IoU of the cited text"] > values["footnote", "IoU at 5"]
    assert all(result.n == 2 and result.sample for result in outcome.results)
    assert values["footnote", "recall at 5"] == 1
    whole = (34 / len(PLANT) + 37 / len(WHALE)) / 2
    assert values["langchain-tutorial", "precision omega"] == pytest.approx(whole)
    assert values["langchain-tutorial", "precision at 5"] == pytest.approx(
        71 / 2 / (len(PLANT) + len(WHALE))
    )
    assert [case.id for case in outcome.cases] == ["1", "2"]
    alone = run(replace(_task(tmp_path, limit=2), alone=True))
    assert {result.system for result in alone.results} == {"footnote", "footnote, dense only"}
    (case, _) = outcome.cases
    assert case.expected[0].text == PLANT[:34]
    assert [shown.right for shown in case.retrieved] == [True, False]


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    _write(tmp_path, [_record("1", "When?", "plant", [0, 3])])
    with pytest.raises(
        MissingData, match=r"plant\.md is missing: get it from github.com/brandonstarxel"
    ):
        run(_task(tmp_path))


@pytest.mark.parametrize(
    ("spans", "message"),
    [([], "line 1: field 'spans' is empty"), ([[3, 3]], "line 1: a span needs 0 <= start < end")],
)
def test_wrong_spans_are_told_with_their_line(
    tmp_path: Path, spans: list[list[int]], message: str
) -> None:
    _write(tmp_path, [_record("1", "When?", "plant", *spans)])
    with pytest.raises(DataError, match=message):
        run(_task(tmp_path))


def test_a_corpus_whose_offsets_would_move_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, [_record("1", "When?", "plant", [0, 3])])
    (tmp_path / "chunking" / "corpora" / "plant.md").write_bytes(b"One.\r\nTwo.")
    with pytest.raises(DataError, match="other line ends or characters"):
        run(_task(tmp_path))
