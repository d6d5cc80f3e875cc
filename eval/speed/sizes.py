"""Footnote at index sizes up to a million chunks.

Each size is indexed by a new process, synced by another and asked by a third. Each step leaves a
file with what it measured, so that a measurement that was stopped goes on with the next one.

Embedding 100,000 chunks would take a quarter of an hour, so nothing is embedded here (`speed`
measures that) but an article that is changed: the vectors are in the catalog before `rag.index`
looks for them, which then does all the rest as always: read, cut, stage, Chroma, tantivy, switch.
The articles are those of an index that was made before, SciFact's abstracts. Where a size has more
chunks, copies follow: a number in the title, the dense vectors turned by seeded noise to a cosine
of about 0.9, the token vectors as they are. So times, memory and disk are those of a real index of
this size; what is found is not, and is not scored.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from eval.speed.processes import Worker, size
from rag.core.article import Article
from rag.core.passage import Chunk
from rag.core.vectors import StoredVectors
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.entries import vector_key

NOISE = 0.5
_WARM_UP, _AT_ONCE, _IN_A_FOLDER = 5, 512, 1_000
_EDIT = "This sentence was added when the index was there."


new_worker = partial(Worker, "footnote")
"""Starts a process of Footnote."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An article with its chunks and their vectors."""

    article: Article
    chunks: Sequence[tuple[Chunk, StoredVectors]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What an index cost: times in seconds, a list with one for each query, sizes in MB.

    A MB is 2**20 bytes.

    Attributes:
        chunks: how many it has.
        indexing: the time of `rag.index`, with the model loaded and the vectors made before.
        one_article: the time of a sync after one article was edited.
        nothing: the time of a sync after which nothing changed.
        search, ask: the times of `search` and of `ask`.
        indexing_memory, syncing_memory, asking_memory: the most memory that the process which
            indexed, synced or asked ever held.
        disk: the state folder.
    """

    chunks: int
    indexing: float
    one_article: float
    nothing: float
    search: Sequence[float]
    ask: Sequence[float]
    indexing_memory: float
    syncing_memory: float
    asking_memory: float
    disk: float


def measure(
    stored: Sequence[Stored],
    chunks: int,
    queries: Sequence[str],
    folder: Path,
    model: str,
    worker: Callable[[], AbstractContextManager[Worker]] = new_worker,
) -> Measured:
    """Return what an index of so many chunks costs.

    Args:
        stored: the articles to take and to copy.
        chunks: how many chunks, at least; the last article is taken whole.
        queries: what is searched and asked.
        folder: takes the articles, the index and what was measured; it is empty, or an earlier
            measurement that was stopped is taken up.
        model: the name of the embedding model.
        worker: starts a process: one to index, one to sync and one to ask.

    Raises:
        RuntimeError: when a chunk had to be embedded after all: its vectors were stored under
            another key.
    """
    folder.mkdir(parents=True, exist_ok=True)

    def index() -> dict[str, Any]:
        write(copies(stored, chunks), folder, model)
        return _index(folder, worker)

    indexed = once(folder / "indexed.json", index)
    asked = once(folder / "asked.json", lambda: _ask(folder, queries, worker))
    synced = once(folder / "synced.json", lambda: _sync(folder, worker))
    return Measured(**indexed, **asked, **synced)


def once(path: Path, make: Callable[[], Any]) -> Any:
    """Return what a JSON file holds; where there is none, make it and keep it there."""
    if not path.exists():
        made = path.with_suffix(".new")
        made.write_text(json.dumps(make()), encoding="utf-8")
        made.replace(path)
    return json.loads(path.read_text(encoding="utf-8"))


def _index(folder: Path, worker: Callable[[], AbstractContextManager[Worker]]) -> dict[str, Any]:
    with worker() as indexing:
        indexing.call("start", folder / "warm-up")
        seconds = indexing.call("index", folder / "articles", folder / "state")
        made, embedded = indexing.call("chunks"), indexing.call("embedded")
        memory = indexing.call("peak_memory")
    if embedded:
        raise RuntimeError(
            f"{embedded} of {made} chunks had to be embedded: was the index of the articles "
            "made with another model?"
        )
    return {
        "chunks": made,
        "indexing": seconds,
        "indexing_memory": memory,
        "disk": size(folder / "state"),
    }


def _ask(
    folder: Path, queries: Sequence[str], worker: Callable[[], AbstractContextManager[Worker]]
) -> dict[str, Any]:
    measured: dict[str, Any] = {}
    with worker() as asking:
        asking.call("open", folder / "state")
        for kind in ("search", "ask"):
            asking.call("time", kind, queries[:_WARM_UP])
            measured[kind] = [taken for (taken,) in asking.call("time", kind, queries)]
        measured["asking_memory"] = asking.call("peak_memory")
    return measured


def _sync(folder: Path, worker: Callable[[], AbstractContextManager[Worker]]) -> dict[str, Any]:
    article = next((folder / "articles").rglob("*.md"))
    article.write_text(f"{article.read_text(encoding='utf-8')}\n{_EDIT}\n", encoding="utf-8")
    with worker() as syncing:
        syncing.call("start", folder / "warm-up")
        seconds = [syncing.call("index", folder / "articles", folder / "state") for _ in range(2)]
        memory = syncing.call("peak_memory")
    return {"one_article": seconds[0], "nothing": seconds[1], "syncing_memory": memory}


def read_stored(state: Path) -> list[Stored]:
    """Return the articles of an index with their chunks and vectors, sorted by id."""
    catalog = Catalog(state / FILE_NAME)
    try:
        with catalog.view() as view:
            return [
                Stored(article, list(view.chunks(view.chunk_ids([article.id])).values()))
                for article, _ in list(view.articles())
            ]
    finally:
        catalog.close()


def copies(stored: Sequence[Stored], chunks: int) -> Iterator[Stored]:
    """Yield the articles, and then their copies, until they have so many chunks together."""
    made = 0
    for number in count():
        for article in stored:
            if made >= chunks:
                return
            made += len(article.chunks)
            yield copy(article, number) if number else article


def copy(stored: Stored, number: int) -> Stored:
    """Return the article with a number before its title, and noise in its chunks' dense vectors."""
    article = replace(stored.article, title=f"{number} {stored.article.title}")
    generator = np.random.default_rng([number, *article.sha256.encode()])
    chunks = []
    for chunk, vectors in stored.chunks:
        copied = replace(chunk, article=article.info)
        dense = np.frombuffer(vectors.dense, dtype=np.float16).astype(np.float64)
        dense += generator.normal(0, NOISE / np.sqrt(len(dense)), len(dense))
        dense = (dense / np.linalg.norm(dense)).astype(np.float16)
        added = len(copied.embed_text) - len(chunk.embed_text)
        offsets = np.frombuffer(vectors.offsets, dtype=np.uint16) + np.uint16(added)
        chunks.append((copied, StoredVectors(dense.tobytes(), vectors.tokens, offsets.tobytes())))
    return Stored(article, chunks)


def write(stored: Iterable[Stored], folder: Path, model: str) -> None:
    """Write articles below articles/, and their vectors into an empty catalog in state/.

    What an earlier call left is removed.
    """
    for name in ("articles", "state"):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir()
    catalog = Catalog(folder / "state" / FILE_NAME)
    waiting: dict[str, StoredVectors] = {}
    for number, copied in enumerate(stored):
        path = folder / "articles" / str(number // _IN_A_FOLDER) / f"{number}.md"
        path.parent.mkdir(exist_ok=True)
        write_article(path, copied.article.title, copied.article.text)
        waiting |= {vector_key(model, chunk): vectors for chunk, vectors in copied.chunks}
        if len(waiting) >= _AT_ONCE:
            catalog.add_vectors(waiting)
            waiting = {}
    catalog.add_vectors(waiting)
    catalog.close()


def write_article(path: Path, title: str, text: str) -> None:
    """Write an article as a file with front matter."""
    path.write_text(
        f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n{text}\n", encoding="utf-8"
    )
