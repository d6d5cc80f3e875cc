import json
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

import rag
from eval.datasets import Document
from eval.processes import Worker
from eval.suites.sizes import Measured, copies, copy, measure, read_stored, vector_key, write
from eval.suites.speed import OURS, compare, costs, embedding, latency, sizes, write_sources
from eval.suites.suite import Task
from rag.embedding import DEFAULT_MODEL
from rag.settings import load_settings

DOCUMENTS = [
    Document("1", 'The "dry" plant: Heide', "The plant in Heide opened in 2021. It makes cells."),
    Document("2", "Whales", "A blue whale weighs up to 150 tonnes. Its heart beats twice a minute."),
]
TASK = Task(Path(), load_settings(), limit=2)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("speed")
    write_sources(DOCUMENTS, folder)
    rag.index(folder / "articles", folder / "state")
    return read_stored(folder / "state")


def _values(results):
    return {(result.system, result.metric): pytest.approx(result.value) for result in results}


def _dense(vectors):
    return np.frombuffer(vectors.dense, dtype=np.float32)


def _words(chunk, vectors):
    return [chunk.embed_text[start:end] for start, end in np.frombuffer(vectors.offsets, dtype=np.int32).reshape(-1, 2)]


def test_both_systems_get_the_same_characters(tmp_path, stored):
    write_sources(DOCUMENTS, tmp_path)
    assert sorted(path.name for path in (tmp_path / "articles").iterdir()) == ["1.md", "2.md"]
    texts = json.loads((tmp_path / "texts.json").read_text(encoding="utf-8"))
    ours = {f"{one.article.title}\n{one.article.text}" for one in stored}
    assert ours == set(texts.values()) == {f"{document.title}\n{document.text}" for document in DOCUMENTS}


def test_a_single_run_of_one_system_stands_against_each_of_the_others():
    results = compare("indexing, characters/s", [300.0, 500.0], [100.0])
    metric = "indexing, characters/s"
    assert _values(results) == {("footnote", metric): 400, ("langchain-tutorial", metric): 100, ("ratio", metric): 4}
    assert [result.n for result in results] == [2, 1, 2]
    assert (results[2].low, results[2].high) == (3, 5)


def test_latency_is_told_in_milliseconds():
    seconds = [0.001 * number for number in range(1, 102)]
    assert _values(latency(OURS, "ask", seconds)) == {("footnote", "ask p50, ms"): 51, ("footnote", "ask p95, ms"): 96}


def test_costs_are_named_for_their_size():
    values = _values(costs("1k chunks", Measured(1_002, 4.0, [0.01], [0.02], 700.0, 600.0, 30.0)))
    assert values == {
        ("footnote", "1k chunks: indexing without embedding, chunks/s"): 250.5,
        ("footnote", "1k chunks: search p50, ms"): 10,
        ("footnote", "1k chunks: search p95, ms"): 10,
        ("footnote", "1k chunks: ask p50, ms"): 20,
        ("footnote", "1k chunks: ask p95, ms"): 20,
        ("footnote", "1k chunks: peak memory indexing, MB"): 700,
        ("footnote", "1k chunks: peak memory asking, MB"): 600,
        ("footnote", "1k chunks: index on disk, MB"): 30,
    }


def test_the_articles_come_before_their_copies(stored):
    made = list(copies(stored, 5))
    assert made[:2] == stored
    assert [one.article.title.split()[0] for one in made[2:]] == ["1", "1", "2"]
    assert len({vector_key(DEFAULT_MODEL, chunk) for one in made for chunk, _ in one.chunks}) == 5


def test_a_copys_vectors_are_close_and_of_length_one_and_its_tokens_stand_where_they_stood(stored):
    ((chunk, vectors),) = stored[0].chunks
    ((copied, own),) = copy(stored[0], 123).chunks
    assert copied.text == chunk.text
    assert np.linalg.norm(_dense(own)) == pytest.approx(1)
    assert 0.8 < float(_dense(own) @ _dense(vectors)) < 0.97
    assert own == copy(stored[0], 123).chunks[0][1], "the same number gives the same noise"
    assert own.tokens == vectors.tokens
    assert _words(copied, own) == _words(chunk, vectors)


def test_nothing_written_has_to_be_embedded(tmp_path, stored):
    write(copies(stored, 7), tmp_path, DEFAULT_MODEL)
    report = rag.index(tmp_path / "articles", tmp_path / "state")
    assert (len(report.added), report.chunks, report.embedded) == (7, 7, 0)
    answer = rag.open(tmp_path / "state").examine("How much does a blue whale weigh?").always
    assert answer.citations[0].quote == "A blue whale weighs up to 150 tonnes."


def test_an_index_is_measured_in_processes_of_its_own(tmp_path, stored):
    measured = measure(stored, 3, ["How much does a blue whale weigh?"] * 2, tmp_path, DEFAULT_MODEL)
    assert measured.chunks == 3
    assert len(measured.search) == len(measured.ask) == 2
    assert min(measured.indexing, *measured.search, *measured.ask, measured.disk) > 0
    assert min(measured.indexing_memory, measured.asking_memory) > 50


def test_the_reader_shares_the_word_embeddings_that_are_loaded():
    with Worker("footnote") as worker:
        seconds, megabytes = worker.call("reader")
    assert 0 < seconds < 30
    assert 20 < megabytes < 200, "its own weights are 21 MB in float16, the word embeddings that it shares 46 MB in float32"


def test_sizes_above_the_limit_are_left_out(tmp_path, stored):
    assert sizes(TASK, stored, [], tmp_path) == []


def test_embedding_is_compared_with_the_peak(stored):
    share, peak = embedding(TASK, list(islice(copies(stored, 4), 4)))
    assert (share.metric, share.n) == ("share of matmul peak while embedding", 3)
    assert 0 < share.value < 1 < peak.value
