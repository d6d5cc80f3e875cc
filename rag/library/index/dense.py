"""A layer of the dense index: one Chroma collection in a folder of its own, cosine."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Self

import chromadb
import numpy as np
from chromadb.config import Settings
from numpy.typing import NDArray

from rag.library.index.contents import clear_index_errors
from rag.library.index.fields import Passing

COLLECTION = "chunks"
FOLDER = "chroma"
_DATABASE = "chroma.sqlite3"
_NAME = "the dense index"
_BATCH = 2_000
_SPARE = 4
"""Of every four chunks that are wanted one more is asked for, where chunks are passed over."""
_WIDER = (2.4, 12)
"""Among so many times the chunks that are wanted those that pass are looked for."""
_EF_SEARCH = 500
"""The candidates that a search of the graph keeps; so many miss next to nothing."""
_UNSAVED = 100
"""So many vectors may stand in Chroma's log alone: who opens it has to put them in the graph."""
_GRAPH: Any = {
    "space": "cosine",
    "ef_search": _EF_SEARCH,
    "batch_size": _UNSAVED,
    "sync_threshold": _UNSAVED,
}


class DenseIndex:
    """Nearest neighbours by cosine, from a folder that one process writes and any number read.

    Args:
        folder: the generation's folder, or a reader's private copy of it.
        name: that of the collection's folder in it.
        create: whether the collection is created where it is missing.

    Raises:
        IndexBroken: when it is missing or can't be opened.
    """

    def __init__(self, folder: Path, name: str = FOLDER, *, create: bool = True) -> None:
        path = (folder / name).absolute()  # Chroma keeps a client for each path as it is spelt
        self._client: Any
        with clear_index_errors(_NAME):
            if not create and not path.is_dir():
                raise FileNotFoundError(path)
            self._client = chromadb.PersistentClient(
                str(path), settings=Settings(anonymized_telemetry=False)
            )
            try:
                self._collection = self._open(create)
            except BaseException:
                self._client.close()
                raise

    def _open(self, create: bool) -> Any:
        if not create:
            return self._client.get_collection(COLLECTION, embedding_function=None)
        return self._client.get_or_create_collection(
            COLLECTION,
            embedding_function=None,
            configuration={"hnsw": _GRAPH},
        )

    def add(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Add chunks with their vectors, (n, dimension)."""
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            self._collection.add(ids=list(ids[part]), embeddings=vectors[part])

    def delete(self, ids: Sequence[str]) -> None:
        """Take chunks out; an unknown id is passed over."""
        for start in range(0, len(ids), _BATCH):
            self._collection.delete(ids=list(ids[start : start + _BATCH]))

    def ids(self) -> list[str]:
        """Return the ids of all chunks."""
        with clear_index_errors(_NAME):
            return list(self._collection.get(include=[])["ids"])

    def absorb(self, other: Self) -> None:
        """Add all chunks of another collection."""
        with clear_index_errors(_NAME):
            found = other._collection.get(include=["embeddings"])
            for start in range(0, len(found["ids"]), _BATCH):
                part = slice(start, start + _BATCH)
                self._collection.add(
                    ids=found["ids"][part],
                    embeddings=found["embeddings"][part],
                )

    def search(
        self, vector: NDArray[np.float32], k: int, without: frozenset[str] = frozenset()
    ) -> list[tuple[str, float]]:
        """Return the `k` nearest chunks as (id, cosine similarity), best first, ties by id.

        Args:
            vector: the question's vector, shape (dimension,).
            k: how many.
            without: the ids of chunks that are passed over.
        """
        for count in (k + min(len(without), k // _SPARE), k + len(without)):
            nearest = self._nearest(vector, count)
            kept = [pair for pair in nearest if pair[0] not in without]
            if len(kept) >= k or len(nearest) < count:
                break
        return ranked(kept)[:k]

    def near(
        self,
        vector: NDArray[np.float32],
        k: int,
        passing: Passing,
        without: frozenset[str] = frozenset(),
    ) -> list[tuple[str, float]] | None:
        """Return the `k` nearest chunks of articles that pass, or more, in no order.

        None where so few of those near the question pass that looking farther does not pay.

        Args:
            vector: the question's vector, shape (dimension,).
            k: how many.
            passing: returns those of some articles that pass.
            without: the ids of chunks that are passed over.
        """
        few, many = (round(times * k) for times in _WIDER)
        for count in (few, many):
            nearest = self._nearest(vector, count)
            kept = [pair for pair in nearest if pair[0] not in without]
            articles = passing({_article(name) for name, _ in kept})
            kept = [pair for pair in kept if _article(pair[0]) in articles]
            if len(kept) >= k or len(nearest) < count:
                return kept
            if len(kept) * many < k * count:
                break
        return None

    def _nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        query = vector[None, :]
        with clear_index_errors(_NAME):
            found = self._collection.query(
                query_embeddings=query, n_results=k, include=["distances"]
            )
        distances = (found["distances"] or [[]])[0]
        return [
            (name, 1.0 - float(distance))
            for name, distance in zip(found["ids"][0], distances, strict=True)
        ]

    def close(self) -> None:
        """Let go of the folder's files."""
        self._client.close()


def compact(folder: Path, name: str = FOLDER) -> None:
    """Give back what the database of a closed collection holds and does not use.

    Args:
        folder: the generation's folder.
        name: that of the collection's folder in it.
    """
    with closing(sqlite3.connect(folder / name / _DATABASE)) as database:
        database.execute("VACUUM").close()


def ranked(pairs: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return pairs of an id and a score, best first, ties by id."""
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def _article(chunk_id: str) -> str:
    return chunk_id.rpartition(":")[0]
