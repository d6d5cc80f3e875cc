"""The dense index: one Chroma collection of a generation folder, cosine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings
from numpy.typing import NDArray

from rag.library.index.contents import clear_index_errors

COLLECTION = "chunks"
FOLDER = "chroma"
_NAME = "the dense index"
_BATCH = 2_000
_MOST_ARTICLES = 10_000
"""How many articles one of Chroma's filters can name."""
_EF_SEARCH = 500
"""The candidates that a search of the graph keeps; so many miss next to nothing."""


class DenseIndex:
    """Nearest neighbours by cosine, from a folder that one process writes and any number read.

    Args:
        folder: the generation's folder, or a reader's private copy of it.
        create: whether the collection is created where it is missing.

    Raises:
        IndexBroken: when it is missing or can't be opened.
    """

    def __init__(self, folder: Path, *, create: bool = True) -> None:
        path = (folder / FOLDER).absolute()  # Chroma keeps a client for each path as it is spelt
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
            configuration={"hnsw": {"space": "cosine", "ef_search": _EF_SEARCH}},
        )

    def add(
        self, ids: Sequence[str], article_ids: Sequence[str], vectors: NDArray[np.float32]
    ) -> None:
        """Add chunks with their vectors, shape (n, dimension)."""
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            owners: list[Any] = [{"article_id": owner} for owner in article_ids[part]]
            self._collection.add(ids=list(ids[part]), embeddings=vectors[part], metadatas=owners)

    def delete(self, ids: Sequence[str]) -> None:
        """Take chunks out; an unknown id is passed over."""
        for start in range(0, len(ids), _BATCH):
            self._collection.delete(ids=list(ids[start : start + _BATCH]))

    def ids(self) -> list[str]:
        """Return the ids of all chunks."""
        with clear_index_errors(_NAME):
            return list(self._collection.get(include=[])["ids"])

    def search(
        self, vector: NDArray[np.float32], k: int, articles: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Return the `k` nearest chunks as (id, cosine similarity), best first, ties by id.

        Args:
            vector: the question's vector, shape (dimension,).
            k: how many.
            articles: limits the search to chunks of these articles; None does not limit.
        """
        filters: list[Any] = [None]
        if articles is not None:
            starts = range(0, len(articles), _MOST_ARTICLES)
            parts = (list(articles[start : start + _MOST_ARTICLES]) for start in starts)
            filters = [{"article_id": {"$in": part}} for part in parts]
        pairs = [pair for where in filters for pair in self._nearest(vector, k, where)]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:k]

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
