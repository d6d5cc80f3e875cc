from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import rag
from eval.speed.processes import Worker
from eval.speed.sizes import Stored, copies, copy, measure, once, write
from rag.core.passage import Chunk
from rag.core.vectors import StoredVectors
from rag.library.entries import vector_key
from rag.models.embedding import DEFAULT_MODEL


def _dense(vectors: StoredVectors) -> NDArray[np.float32]:
    return np.frombuffer(vectors.dense, dtype=np.float16).astype(np.float32)


def _letters(chunk: Chunk, vectors: StoredVectors) -> list[str]:
    starts = np.frombuffer(vectors.offsets, dtype=np.uint16).tolist()
    return [chunk.embed_text[start] for start in starts]


def test_the_articles_come_before_their_copies(stored: list[Stored]) -> None:
    made = list(copies(stored, 5))
    assert made[:2] == stored
    assert [one.article.title.split()[0] for one in made[2:]] == ["1", "1", "2"]
    assert len({vector_key(DEFAULT_MODEL, chunk) for one in made for chunk, _ in one.chunks}) == 5


def test_a_copys_vectors_are_close_and_of_length_one_and_its_tokens_stand_where_they_stood(
    stored: list[Stored],
) -> None:
    ((chunk, vectors),) = stored[0].chunks
    ((copied, noisy),) = copy(stored[0], 123).chunks
    assert copied.text == chunk.text
    assert np.linalg.norm(_dense(noisy)) == pytest.approx(1, abs=1e-3)
    assert 0.8 < float(_dense(noisy) @ _dense(vectors)) < 0.97
    assert noisy == copy(stored[0], 123).chunks[0][1], "the same number gives the same noise"
    assert noisy.tokens == vectors.tokens
    assert _letters(copied, noisy) == _letters(chunk, vectors)


def test_nothing_written_has_to_be_embedded(tmp_path: Path, stored: list[Stored]) -> None:
    write(copies(stored, 7), tmp_path, DEFAULT_MODEL)
    report = rag.index(tmp_path / "articles", tmp_path / "state")
    assert (len(report.added), report.chunks, report.embedded) == (7, 7, 0)
    answer = rag.open(tmp_path / "state").quote("How much does a blue whale weigh?").unrefused
    assert answer.citations[0].quote == "A blue whale weighs up to 150 tonnes."


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One process for all that is measured here."""
    with Worker("footnote") as started:
        yield started


def test_the_cross_encoder_shares_the_word_embeddings_that_are_loaded(worker: Worker) -> None:
    seconds, megabytes = worker.call("cross_encoder")
    assert 0 < seconds < 30
    assert 20 < megabytes < 200, (
        "its own weights are 21 MB in float16, the word embeddings that it shares 46 MB in float32"
    )


def test_an_index_is_measured(tmp_path: Path, stored: list[Stored], worker: Worker) -> None:
    queries = ["How much does a blue whale weigh?"] * 2
    measured = measure(stored, 3, queries, tmp_path, DEFAULT_MODEL, lambda: nullcontext(worker))
    assert measured.chunks == 3
    assert len(measured.search) == len(measured.ask) == 2
    seconds = (measured.indexing, measured.one_article, measured.nothing)
    assert min(*seconds, *measured.search, *measured.ask, measured.disk) > 0
    assert measured.nothing < measured.one_article
    memory = (measured.indexing_memory, measured.syncing_memory, measured.asking_memory)
    assert min(memory) > 50
    again = measure(stored, 3, queries, tmp_path, DEFAULT_MODEL, _no_worker)
    assert again == measured, "what was measured is not measured again"


def _no_worker() -> nullcontext[Worker]:
    raise AssertionError("a process was started")


def test_what_was_made_once_is_kept_and_a_failure_is_not(tmp_path: Path) -> None:
    def fail() -> int:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once(tmp_path / "a.json", fail)
    assert once(tmp_path / "a.json", lambda: 1) == once(tmp_path / "a.json", lambda: 2) == 1
