"""Index generations: each sync that changes something builds a folder beside the current one.

A generation's folder holds both indexes and their manifest. It is built in a staging folder and
renamed when it is whole; the catalog says which generation is current.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from rag.core.passage import Chunk
from rag.library.catalog import Catalog
from rag.library.index.manifest import Manifest
from rag.library.records import Entry

T = TypeVar("T")

INDEX_FOLDER = "index"
BATCH = 128
"""Chunks that are embedded and stored at once."""
_STAGING = "staging"


def generation_folder(state: Path, generation: int) -> Path:
    """Return the folder of a generation."""
    return state / INDEX_FOLDER / f"{generation:06d}"


def build(
    state: Path,
    generation: int,
    catalog: Catalog,
    manifest: Manifest,
    entries: Sequence[Entry],
    stale: Sequence[str] | None,
) -> None:
    """Build the folder of a generation.

    Args:
        state: the state folder.
        generation: its number.
        catalog: has the vectors of the entries.
        manifest: what the indexes are made with.
        entries: the articles to add.
        stale: the ids of the chunks to take out of a copy of the generation before; None begins
            with empty indexes.
    """
    from rag.library.index.dense import DenseIndex
    from rag.library.index.lexical import LexicalIndex

    folder, staging = generation_folder(state, generation), state / INDEX_FOLDER / _STAGING
    for leftover in (staging, folder):
        shutil.rmtree(leftover, ignore_errors=True)
    staging.parent.mkdir(exist_ok=True)
    if stale is None:
        staging.mkdir()
    else:
        shutil.copytree(generation_folder(state, generation - 1), staging)
    dense = DenseIndex(staging)
    dense.delete(stale or ())
    for batch in batched((pair for entry in entries for pair in keyed(entry)), BATCH):
        with catalog.view() as view:
            vectors = view.vectors(key for _, key in batch)
        matrix = np.stack([np.frombuffer(vectors[key], dtype=np.float32) for _, key in batch])
        chunks = [chunk for chunk, _ in batch]
        dense.add([c.id for c in chunks], [c.article.id for c in chunks], matrix)
    dense.close()
    chunks = [chunk for entry in entries for chunk in entry.chunks]
    texts = ((c.id, c.article.id, c.embed_text, c.article.language) for c in chunks)
    LexicalIndex(staging).update(stale or (), texts)
    manifest.write(staging)
    staging.rename(folder)


def sweep(state: Path, generation: int) -> None:
    """Remove what no reader needs: all folders but those of a generation and the one before."""
    keep = {generation_folder(state, number) for number in (generation, generation - 1)}
    for folder in (state / INDEX_FOLDER).iterdir():
        if folder not in keep:
            shutil.rmtree(folder, ignore_errors=True)


def keyed(entry: Entry) -> Iterator[tuple[Chunk, str]]:
    """Yield the chunks of an article, each with the key of its vectors."""
    yield from zip(entry.chunks, entry.vector_keys, strict=True)


def batched(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield values in lists of at most `size` (as `itertools.batched` of Python 3.12)."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch
