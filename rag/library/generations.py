"""Index generations: each sync that changes something builds a folder beside the current one.

A generation's folder holds both indexes, their manifest and the list of its files. It is built in a
staging folder and renamed when it is whole; the catalog says which folder is current. No two
folders ever have one name, so that nothing that was opened from a folder is taken for another's.
"""

import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from rag.core.corpus import SyncEvent, SyncRow
from rag.core.passage import Chunk
from rag.library.catalog import Catalog
from rag.library.index.contents import write_contents
from rag.library.index.fields import Fields
from rag.library.index.linking import link_files
from rag.library.index.manifest import Manifest
from rag.library.records import Entry, Tell, no_tell

if TYPE_CHECKING:
    from rag.library.index.dense import DenseIndex

T = TypeVar("T")

Entries = Callable[[], Iterable[Entry]]
"""Returns articles to index, as often as they are gone over."""
INDEX_FOLDER = "index"
BATCH = 128
"""Chunks that are embedded and stored at once."""
_INDEXED = 1_000
"""Chunks that are indexed at once."""
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
    entries: Entries,
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
        entries: returns the articles to add.
        stale: the ids of the chunks of the generation before that are not in this one; None begins
            with empty indexes.
        tell: called as chunks are indexed.
    """
    from rag.library.index.lexical import FOLDER, WRITTEN, LexicalIndex

    folder = generation_folder(state, name)
    staging = folder.with_name(name + _STAGING)
    staging.parent.mkdir(exist_ok=True)
    staging.mkdir()
    earlier = None if stale is None else generation_folder(state, before)
    _build_dense(staging, name, earlier, catalog, entries, stale or (), tell)
    if earlier:
        link_files(earlier / FOLDER, staging / FOLDER, WRITTEN)
    texts = (
        (chunk.id, Fields.of(entry.item.article), chunk.embed_text, chunk.article.language)
        for entry in entries()
        for chunk in entry.chunks
    )
    LexicalIndex(staging).update(stale or (), texts)
    manifest.write(staging)
    write_contents(staging, earlier)
    staging.rename(folder)


def _build_dense(
    staging: Path,
    name: str,
    before: Path | None,
    catalog: Catalog,
    entries: Entries,
    stale: Sequence[str],
    tell: Tell,
) -> None:
    """Build the dense index of a generation: a base, or a base that is there and a delta."""
    from rag.library.index.dense import FOLDER, DenseIndex, compact
    from rag.library.index.layers import DELTA, Layers

    have = Layers.read(before) if before else Layers(name, 0)
    layers = have.after(stale, (chunk.id for entry in entries() for chunk in entry.chunks))
    delta = before / DELTA if before and have.delta else None
    if delta and layers.delta:
        shutil.copytree(delta, staging / DELTA)
        with closing(DenseIndex(staging, DELTA)) as changed:
            changed.delete(sorted(set(stale).intersection(have.delta)))
    if before and not layers.grown:
        link_files(before / FOLDER, staging / FOLDER)
        if layers.delta:
            with closing(DenseIndex(staging, DELTA)) as changed:
                _fill(changed, catalog, entries, tell)
        layers.write(staging)
        return
    if before:
        shutil.copytree(before / FOLDER, staging / FOLDER)
    with closing(DenseIndex(staging)) as base:
        base.delete(layers.gone)
        if (staging / DELTA).exists():
            with closing(DenseIndex(staging, DELTA)) as merged:
                base.absorb(merged)
            shutil.rmtree(staging / DELTA)
        _fill(base, catalog, entries, tell)
    compact(staging)
    size = have.size - len(layers.gone) + len(layers.delta)
    Layers(name, size).write(staging)


def _fill(dense: "DenseIndex", catalog: Catalog, entries: Entries, tell: Tell) -> None:
    """Add the chunks of articles to a dense index, with their vectors from the catalog."""
    done, total = 0, sum(len(entry.chunks) for entry in entries())
    for batch in batched(due(entries(), "indexed"), _INDEXED):
        with catalog.view() as view:
            vectors = view.vectors(one.key for one in batch)
        matrix = np.stack([np.frombuffer(vectors[one.key], dtype=np.float32) for one in batch])
        dense.add([one.chunk.id for one in batch], matrix)
        done += len(batch)
        tell(SyncEvent("indexing", done, total, done_now(batch)))


def sweep(state: Path, keep: Iterable[str]) -> None:
    """Remove what no reader needs: all folders but those with these names."""
    names = set(keep)
    for folder in (state / INDEX_FOLDER).iterdir():
        if folder.name not in names:
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Due:
    """A chunk of which something is to be done.

    Attributes:
        chunk: the chunk.
        key: that of its vectors.
        row: what is told of its article afterwards; None where a chunk of it is still to come.
    """

    chunk: Chunk
    key: str
    row: SyncRow | None = None


def due(entries: Iterable[Entry], state: str) -> Iterator[Due]:
    """Yield the chunks of articles; `state` is that of the row of an article that is done."""
    for entry in entries:
        item = entry.item
        row = SyncRow(state, item.source.name, item.article.id)
        last = len(entry.chunks) - 1
        for place, (chunk, key) in enumerate(zip(entry.chunks, entry.vector_keys, strict=True)):
            yield Due(chunk, key, row if place == last else None)


def done_now(chunks: Iterable[Due]) -> tuple[SyncRow, ...]:
    """Return the rows of the articles that are done with some chunks."""
    return tuple(one.row for one in chunks if one.row)


def batched(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield values in lists of at most `size` (as `itertools.batched` of Python 3.12)."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch
