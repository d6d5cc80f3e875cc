import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_text_splitters import CharacterTextSplitter

from eval.datasets import MissingData
from eval.ranges import difference, intersection, length, union
from eval.suites.chunking import run, split
from eval.suites.excerpts import Place, Question, iou, precision, precision_omega, recall
from eval.suites.suite import Task
from rag.errors import DataError
from rag.settings import load_settings
from rag.types import Span

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda pair: Span(pair[0], sum(pair))), max_size=6)
QUESTION = Question("q", "Where?", "a", (Span(10, 20), Span(30, 40)))
PLANT = "The plant in Heide opened in 2021.\n\nIt makes battery cells for buses."
WHALE = "A blue whale weighs up to 150 tonnes.\n\nIts heart beats twice a minute."


def _set(spans):
    return {position for span in spans for position in range(span.start, span.end)}


def _is_sorted_and_apart(spans):
    return all(one.end < two.start for one, two in pairwise(spans))


@given(SPANS)
def test_union_has_each_character_once(spans):
    assert _set(union(spans)) == _set(spans)
    assert _is_sorted_and_apart(union(spans))
    assert length(union(spans)) == len(_set(spans))


@given(SPANS, SPANS)
def test_intersection_has_the_characters_of_both(spans, others):
    both = intersection(spans, others)
    assert _set(both) == _set(spans) & _set(others)
    assert length(both) == len(_set(both))


@given(SPANS, SPANS)
def test_difference_takes_the_others_from_each(spans, others):
    assert _set(difference(spans, others)) == _set(spans) - _set(others)
    assert length(difference(spans, others)) == sum(len(_set([span]) - _set(others)) for span in spans)


def _places(*spans, corpus="a"):
    return [Place(corpus, Span(*span)) for span in spans]


def test_scores_of_chunks_that_overlap_and_of_another_corpus():
    found = [*_places((5, 15), (12, 25)), *_places((10, 40), corpus="b")]
    assert recall(QUESTION, found) == 10 / 20
    assert precision(QUESTION, found) == 10 / (10 + 13 + 30), "the denominator is a sum, not a union"
    assert iou(QUESTION, found) == 10 / (10 + 13 + 30 + 10)


def test_precision_omega_reads_every_chunk_that_meets_an_excerpt_and_what_they_miss():
    chunks = [*_places((0, 15), (12, 25), (41, 60)), *_places((0, 100), corpus="b")]
    assert precision_omega(QUESTION, chunks) == 10 / (25 + 10)
    assert precision_omega(QUESTION, _places((0, 10), (10, 20), (40, 45))) == 10 / (20 + 10 + 5), "touching is meeting"
    assert precision_omega(QUESTION, _places((50, 60))) == 0
    assert precision_omega(QUESTION, _places((10, 20), (30, 40))) == 1


@given(SPANS, SPANS.filter(bool))
def test_scores_agree_with_sets_of_characters(spans, excerpts):
    question = Question("q", "Where?", "a", tuple(union(excerpts)))
    found = [Place("a", span) for span in [*spans, Span(0, 1)]]
    wanted, read = _set(excerpts), length(place.span for place in found)
    hit = wanted & _set(place.span for place in found)
    assert recall(question, found) == len(hit) / len(wanted)
    assert precision(question, found) == len(hit) / read
    assert iou(question, found) == len(hit) / (read + len(wanted - hit))


def test_a_chunk_stands_where_it_was_cut():
    text = "One two.\n\nOne two.\n\nThree."
    splitter = CharacterTextSplitter(chunk_size=8, chunk_overlap=0, add_start_index=True)
    assert split(text, splitter) == [Span(0, 8), Span(10, 18), Span(20, 26)]


def test_a_chunk_that_is_not_found_again_is_an_error():
    splitter = CharacterTextSplitter("-+", is_separator_regex=True, chunk_size=8, chunk_overlap=0, add_start_index=True)
    with pytest.raises(ValueError, match="lost its chunk 'b"):
        split("b--c", splitter)


def _write(folder, records):
    (folder / "chunking" / "corpora").mkdir(parents=True)
    (folder / "chunking" / "queries.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")


def _record(name, text, corpus, *spans):
    return {"id": name, "text": text, "corpus": corpus, "spans": spans}


def _task(folder, limit=None):
    return Task(folder, load_settings(), limit)


def test_the_suite_on_two_corpora(tmp_path):
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
    assert {system for system, _ in values} == {"footnote", "footnote, dense only", "recursive 200/0", "langchain-tutorial"}
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
    assert values["langchain-tutorial", "precision at 5"] == pytest.approx(71 / 2 / (len(PLANT) + len(WHALE)))
    assert [case.id for case in outcome.cases] == ["1", "2"]
    (case, _) = outcome.cases
    assert case.expected[0].text == PLANT[:34]
    assert [shown.right for shown in case.retrieved] == [True, False]


def test_a_missing_corpus_is_named(tmp_path):
    _write(tmp_path, [_record("1", "When?", "plant", [0, 3])])
    with pytest.raises(MissingData, match=r"plant\.md is missing: get it from github.com/brandonstarxel"):
        run(_task(tmp_path))


@pytest.mark.parametrize(
    ("spans", "message"), [([], "line 1: field 'spans' is empty"), ([[3, 3]], "line 1: a span needs 0 <= start < end")]
)
def test_wrong_spans_are_told_with_their_line(tmp_path, spans, message):
    _write(tmp_path, [_record("1", "When?", "plant", *spans)])
    with pytest.raises(DataError, match=message):
        run(_task(tmp_path))


def test_a_corpus_whose_offsets_would_move_is_refused(tmp_path):
    _write(tmp_path, [_record("1", "When?", "plant", [0, 3])])
    (tmp_path / "chunking" / "corpora" / "plant.md").write_bytes(b"One.\r\nTwo.")
    with pytest.raises(DataError, match="other line ends or characters"):
        run(_task(tmp_path))
