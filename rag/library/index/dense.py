"""The dense index: one Chroma collection of a generation folder, cosine."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings
from numpy.typing import NDArray

from rag.core.corpus import Filter
from rag.library.index.contents import clear_index_errors
from rag.library.index.fields import Bounds, Fields, as_number, small

COLLECTION = "chunks"
FOLDER = "chroma"
_NAME = "the dense index"
_BATCH = 2_000
_MOST_NAMES, _MOST_PARTS = 10_000, 100
"""How many names, and how many alternatives, one of Chroma's filters can have."""
_FEW = 100
"""The vectors of so many articles are compared one by one: the graph is slow where few pass."""
_WIDER = (2, 8)
"""Of so many times the chunks that are wanted those that pass are taken, before Chroma filters: it
is slow where many pass."""
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
        self, ids: Sequence[str], fields: Sequence[Fields], vectors: NDArray[np.float32]
    ) -> None:
        """Add chunks with what is known of their articles and their vectors, (n, dimension)."""
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            about: list[Any] = [_metadata(one) for one in fields[part]]
            self._collection.add(ids=list(ids[part]), embeddings=vectors[part], metadatas=about)

    def delete(self, ids: Sequence[str]) -> None:
        """Take chunks out; an unknown id is passed over."""
        for start in range(0, len(ids), _BATCH):
            self._collection.delete(ids=list(ids[start : start + _BATCH]))

    def ids(self) -> list[str]:
        """Return the ids of all chunks."""
        with clear_index_errors(_NAME):
            return list(self._collection.get(include=[])["ids"])

    def search(
        self, vector: NDArray[np.float32], k: int, bounds: Bounds | None = None
    ) -> list[tuple[str, float]]:
        """Return the `k` nearest chunks as (id, cosine similarity), best first, ties by id.

        Args:
            vector: the question's vector, shape (dimension,).
            k: how many.
            bounds: what the articles of the chunks must pass; None does not limit.
        """
        if bounds is None:
            return _ranked(self._nearest(vector, k, None))[:k]
        if bounds.articles is not None and len(bounds.articles) <= _FEW:
            pairs = [pair for where in _wheres(bounds) for pair in self._exact(vector, where)]
            return _ranked(pairs)[:k]
        for times in _WIDER:
            nearest = self._nearest(vector, times * k, None)
            passing = bounds.passing({_article(name) for name, _ in nearest})
            kept = [pair for pair in nearest if _article(pair[0]) in passing]
            if len(kept) >= k or len(nearest) < times * k:
                return _ranked(kept)[:k]
        found = {pair for where in _wheres(bounds) for pair in self._nearest(vector, k, where)}
        return _ranked(found)[:k]

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


def _ranked(pairs: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def _article(chunk_id: str) -> str:
    return chunk_id.rpartition(":")[0]


def _metadata(fields: Fields) -> dict[str, Any]:
    """Return fields as Chroma keeps them; it has no empty lists."""
    lists = {"topics": list(fields.topics), "authors": list(fields.authors)}
    found: dict[str, Any] = {"article_id": fields.article_id, "outlet": fields.outlet}
    found |= {name: values for name, values in lists.items() if values}
    return found if fields.day is None else found | {"day": fields.day}


def _wheres(bounds: Bounds) -> Iterator[Any]:
    """Yield filters of Chroma's; a chunk passes bounds where it passes any of them."""
    choices: list[list[Any]] = []
    if bounds.articles is not None:
        choices.append(_names("article_id", sorted(bounds.articles)))
    for where in bounds.filters:
        choices += _choices(where)
    for conditions in product(*choices):
        yield {"$and": list(conditions)} if len(conditions) > 1 else next(iter(conditions), None)


def _choices(where: Filter) -> Iterator[list[Any]]:
    """Yield conditions, one of each list of which must hold; articles are not among them."""
    if where.outlets:
        yield _names("outlet", where.outlets)
    for name, values in (("topics", where.topics), ("authors", where.authors)):
        if values:
            several = [{name: {"$contains": value}} for value in small(values)]
            yield [
                part[0] if len(part) == 1 else {"$or": part}
                for part in _parts(several, _MOST_PARTS)
            ]
    if where.since:
        yield [{"day": {"$gte": as_number(where.since)}}]
    if where.until:
        yield [{"day": {"$lte": as_number(where.until)}}]


def _names(field: str, names: Sequence[str]) -> list[Any]:
    return [{field: {"$in": part}} for part in _parts(names, _MOST_NAMES)]


def _parts(values: Sequence[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(values), size):
        yield list(values[start : start + size])
