"""A layer of the dense index: one Chroma collection in a folder of its own, cosine."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Self

import chromadb
import numpy as np
from chromadb.config import Settings
from numpy.typing import NDArray

from rag.library.index.chroma_filters import metadata_of, wheres_of
from rag.library.index.contents import clear_index_errors
from rag.library.index.fields import Bounds, Fields

COLLECTION = "chunks"
FOLDER = "chroma"
_NAME = "the dense index"
_BATCH = 2_000
_FEW = 100
"""The vectors of so many articles are compared one by one: the graph is slow where few pass."""
_SPARE = 4
"""Of every four chunks that are wanted one more is asked for, where chunks are passed over."""
_WIDER = (2.4, 12)
"""Of so many times the chunks that are wanted those that pass are taken, before Chroma filters: it
is slow where many pass."""
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

    def add(
        self, ids: Sequence[str], fields: Sequence[Fields], vectors: NDArray[np.float32]
    ) -> None:
        """Add chunks with what is known of their articles and their vectors, (n, dimension)."""
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            about: list[Any] = [metadata_of(one) for one in fields[part]]
            self._collection.add(ids=list(ids[part]), embeddings=vectors[part], metadatas=about)

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
            found = other._collection.get(include=["embeddings", "metadatas"])
            for start in range(0, len(found["ids"]), _BATCH):
                part = slice(start, start + _BATCH)
                self._collection.add(
                    ids=found["ids"][part],
                    embeddings=found["embeddings"][part],
                    metadatas=found["metadatas"][part],
                )

    def search(
        self,
        vector: NDArray[np.float32],
        k: int,
        bounds: Bounds | None = None,
        without: frozenset[str] = frozenset(),
    ) -> list[tuple[str, float]]:
        """Return the `k` nearest chunks as (id, cosine similarity), best first, ties by id.

        Args:
            vector: the question's vector, shape (dimension,).
            k: how many.
            bounds: what the articles of the chunks must pass; None does not limit.
            without: the ids of chunks that are passed over.
        """
        enough = (k + min(len(without), k // _SPARE), k + len(without))
        if bounds is None:
            return ranked(self._first(vector, k, enough, without) or ())[:k]
        wheres = list(wheres_of(bounds))
        if bounds.articles is not None and len(bounds.articles) <= _FEW:
            pairs = [pair for where in wheres for pair in self._exact(vector, where)]
            return ranked(pair for pair in pairs if pair[0] not in without)[:k]
        wider = [round(times * k) for times in _WIDER]
        found = self._first(vector, k, wider, without, passing=bounds.passing)
        if found is None:
            parts = [self._first(vector, k, enough, without, where) or () for where in wheres]
            found = list(dict.fromkeys(chain.from_iterable(parts)))
        return ranked(found)[:k]

    def _first(
        self,
        vector: NDArray[np.float32],
        k: int,
        counts: Iterable[int],
        without: frozenset[str],
        where: Any = None,
        passing: Callable[[Collection[str]], Collection[str]] | None = None,
    ) -> list[tuple[str, float]] | None:
        """Return the `k` nearest chunks or more; None where the counts do not suffice.

        Args:
            vector: the question's vector.
            k: how many.
            counts: how many are looked at, one after another until so many are kept.
            without: the ids of chunks that are passed over.
            where: a filter of Chroma's.
            passing: returns those of some articles that are kept; without it all are.
        """
        for count in counts:
            nearest = self._nearest(vector, count, where)
            kept = [pair for pair in nearest if pair[0] not in without]
            if passing:
                articles = passing({_article(name) for name, _ in kept})
                kept = [pair for pair in kept if _article(pair[0]) in articles]
            if len(kept) >= k or len(nearest) < count:
                return kept
        return None

    def _exact(self, vector: NDArray[np.float32], where: Any) -> list[tuple[str, float]]:
        """Return every chunk that passes a filter of Chroma's with its cosine similarity."""
        with clear_index_errors(_NAME):
            found = self._collection.get(where=where, include=["embeddings"])
        if not found["ids"]:
            return []
        vectors = np.asarray(found["embeddings"], dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1) * np.linalg.norm(vector)
        return list(zip(found["ids"], (vectors @ vector / lengths).tolist(), strict=True))

    def _nearest(self, vector: NDArray[np.float32], k: int, where: Any) -> list[tuple[str, float]]:
        query = vector[None, :]
        with clear_index_errors(_NAME):
            found = self._collection.query(
                query_embeddings=query, n_results=k, where=where, include=["distances"]
            )
        distances = (found["distances"] or [[]])[0]
        return [
            (name, 1.0 - float(distance))
            for name, distance in zip(found["ids"][0], distances, strict=True)
        ]

    def close(self) -> None:
        """Let go of the folder's files."""
        self._client.close()


def ranked(pairs: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return pairs of an id and a score, best first, ties by id."""
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def _article(chunk_id: str) -> str:
    return chunk_id.rpartition(":")[0]
