"""Index generations: each sync that changes something builds a folder beside the current one.

A generation's folder holds both indexes, their manifest and the list of its files. It is built in a
staging folder and renamed when it is whole; the catalog says which folder is current. No two
folders ever have one name, so that nothing that was opened from a folder is taken for another's.
"""

import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from rag.core.corpus import SyncEvent
from rag.core.passage import Chunk
from rag.library.catalog import Catalog
from rag.library.index.contents import write_contents
from rag.library.index.fields import Fields
from rag.library.index.manifest import Manifest
from rag.library.planned import Finishing
from rag.library.records import Entry, Tell, no_tell

if TYPE_CHECKING:
    from rag.library.index.dense import DenseIndex

T = TypeVar("T")

INDEX_FOLDER = "index"
BATCH = 128
"""Chunks that are embedded and stored at once."""
_STAGING = ".staging"


def new_name(generation: int) -> str:
    """Return a name that no folder of a generation ever had."""
    return f"{generation:06d}-{secrets.token_hex(4)}"


def generation_folder(state: Path, name: str) -> Path:
    """Return the folder of a generation by its name."""
    return state / INDEX_FOLDER / name


def build(
    state: Path,
    name: str,
    before: str,
    catalog: Catalog,
    manifest: Manifest,
    entries: Sequence[Entry],
    stale: Sequence[str] | None,
    tell: Tell = no_tell,
) -> None:
    """Build the folder of a generation.

    Args:
        state: the state folder.
        name: the folder's name.
        before: that of the generation before.
        catalog: has the vectors of the entries.
        manifest: what the indexes are made with.
        entries: the articles to add.
        stale: the ids of the chunks to take out of a copy of the generation before; None begins
            with empty indexes.
        tell: called as chunks are indexed.
    """
    from rag.library.index.dense import DenseIndex
    from rag.library.index.lexical import LexicalIndex

    folder = generation_folder(state, name)
    staging = folder.with_name(name + _STAGING)
    staging.parent.mkdir(exist_ok=True)
    if stale is None:
        staging.mkdir()
    else:
        shutil.copytree(
            generation_folder(state, before), staging, ignore=shutil.ignore_patterns("*.lock")
        )
    with closing(DenseIndex(staging)) as dense:
        dense.delete(stale or ())
        _fill(dense, catalog, entries, tell)
    texts = (
        (chunk.id, Fields.of(entry.item.article), chunk.embed_text, chunk.article.language)
        for entry in entries
        for chunk in entry.chunks
    )
    LexicalIndex(staging).update(stale or (), texts)
    manifest.write(staging)
    write_contents(staging)
    staging.rename(folder)


def _fill(dense: "DenseIndex", catalog: Catalog, entries: Sequence[Entry], tell: Tell) -> None:
    """Add the chunks of articles to a dense index, with their vectors from the catalog."""
    finished = Finishing(entries, "indexed")
    done, total = 0, sum(len(entry.chunks) for entry in entries)
    fields = {entry.item.article.id: Fields.of(entry.item.article) for entry in entries}
    for batch in batched((pair for entry in entries for pair in keyed(entry)), BATCH):
        with catalog.view() as view:
            vectors = view.vectors(key for _, key in batch)
        matrix = np.stack([np.frombuffer(vectors[key], dtype=np.float32) for _, key in batch])
        about = [fields[chunk.article.id] for chunk, _ in batch]
        dense.add([chunk.id for chunk, _ in batch], about, matrix)
        done += len(batch)
        tell(SyncEvent("indexing", done, total, finished(key for _, key in batch)))


def sweep(state: Path, keep: Iterable[str]) -> None:
    """Remove what no reader needs: all folders but those with these names."""
    names = set(keep)
    for folder in (state / INDEX_FOLDER).iterdir():
        if folder.name not in names:
            shutil.rmtree(folder, ignore_errors=True)


def keyed(entry: Entry) -> Iterator[tuple[Chunk, str]]:
    """Yield the chunks of an article, each with the key of its vectors."""
    yield from zip(entry.chunks, entry.vector_keys, strict=True)


def batched(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield values in lists of at most `size` (as `itertools.batched` of Python 3.12)."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch
