"""Keep the index equal to the articles: plan, embed, stage, switch.

A sync is killed anywhere without harm. Vectors are stored as they are made, under the hash of what was embedded, so the
next sync goes on where this one ended. The new index is built in a staging folder from a copy of the current one; one
catalog transaction then makes the new articles and the new index current together; what is left over is swept away.
"""

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from filelock import FileLock, Timeout

from rag.article import Article
from rag.catalog import Catalog
from rag.errors import IndexBroken, IndexLocked
from rag.indexing.manifest import Manifest
from rag.indexing.plan import Plan, make_plan
from rag.report import SyncReport
from rag.schema import Entry, Known, StoredVectors

if TYPE_CHECKING:
    from rag.embedding import Embedder

LOCK_NAME = "lock"
INDEX_FOLDER = "index"
_STAGING = "staging"
_AT_ONCE = 128

Progress = Callable[[int, int], None]
"""Called with the number of chunks done and the number of all."""


def generation_folder(state: Path, generation: int) -> Path:
    """Return the folder of an index generation."""
    return state / INDEX_FOLDER / f"{generation:06d}"


def sync(
    items: Iterable[str | Path | Article],
    state: Path,
    catalog: Catalog,
    manifest: Manifest,
    embedder: Callable[[], "Embedder"],
    *,
    rebuild: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda done, total: None,
) -> SyncReport:
    """Bring the index in `state` up to date with `items` and report what was done.

    Args:
        items: files, folders and articles made in memory.
        state: the state folder, which exists.
        catalog: the catalog of the state folder.
        manifest: the settings in force.
        embedder: makes the embedding model; called only when something has to be embedded.
        rebuild: chunk and index every known article anew, with the settings in force.
        dry_run: report what would be done and change nothing.
        progress: called as chunks get their vectors.

    Raises:
        CorpusError: for a path that is not usable.
        IndexLocked: when another process is writing.
        IndexStale: when the index was made with other settings and `rebuild` is not asked for.
        IndexBroken: when the state folder can't be written.
    """
    started = time.monotonic()
    with _writer_lock(state), _clear_errors(state):
        with catalog.view() as view:
            generation, known = view.generation, view.known()
            if generation and not rebuild:
                Manifest.read(generation_folder(state, generation)).check(manifest)
            plan = make_plan(items, known)
            again = _to_rebuild(plan, view.articles()) if rebuild else []
        embedded = 0
        if not dry_run and (rebuild or not plan.empty):
            entries = _cut([*plan.added, *plan.changed, *again], embedder, manifest)
            embedded = _embed(entries, catalog, embedder, progress)
            _stage(state, catalog, generation, manifest, plan, entries, rebuild)
            catalog.switch(generation + 1, entries, plan.removed, plan.moved)
            _sweep(state, generation + 1)
        elif not dry_run:
            catalog.mark_synced()
        with catalog.view() as view:
            chunk_count = view.facts().chunks
    return SyncReport(
        added=tuple(article.id for article, *_ in plan.added),
        changed=tuple(article.id for article, *_ in plan.changed),
        moved=tuple(plan.moved),
        removed=tuple(plan.removed),
        unchanged=tuple(plan.unchanged),
        failed=tuple(plan.failed),
        chunks=chunk_count,
        embedded=embedded,
        seconds=time.monotonic() - started,
        dry_run=dry_run,
    )


def _to_rebuild(plan: Plan, stored: Iterable[tuple[Article, Known]]) -> list[tuple[Article, str, str]]:
    """Return the stored articles that stay as they are, to be cut and indexed anew from the catalog's text."""
    skip = {*plan.removed, *(article.id for article, *_ in plan.changed)}
    again = []
    for article, known in stored:
        if article.id not in skip:
            identity, source = plan.moved.get(article.id, (known.identity, article.source))
            again.append((replace(article, source=source), identity, known.content_sha256))
    return again


def _cut(
    articles: Sequence[tuple[Article, str, str]], embedder: Callable[[], "Embedder"], manifest: Manifest
) -> list[Entry]:
    from rag.chunking import chunk_article

    entries = []
    for article, identity, content_sha256 in articles:
        count = embedder().count_tokens
        room = embedder().max_tokens - count([article.info.heading])[0] - 3
        chunks = chunk_article(article, count, max(16, min(manifest.chunk_tokens, room)))
        keys = [sha256(f"{manifest.model}\0{chunk.embed_text}".encode()).hexdigest() for chunk in chunks]
        entries.append(Entry(article, identity, content_sha256, chunks, keys))
    return entries


def _embed(entries: Sequence[Entry], catalog: Catalog, embedder: Callable[[], "Embedder"], progress: Progress) -> int:
    """Give every chunk its vectors, in batches that are durable one by one; return how many had to be made."""
    from rag.quantization import pack

    texts = {key: chunk.embed_text for entry in entries for key, chunk in zip(entry.vector_keys, entry.chunks, strict=True)}
    keys, made = list(texts), 0
    for start in range(0, len(keys), _AT_ONCE):
        batch = keys[start : start + _AT_ONCE]
        with catalog.view() as view:
            stored = view.vectors(batch)
        missing = [key for key in batch if key not in stored]
        encodings = embedder().encode([texts[key] for key in missing]) if missing else []
        vectors = {
            key: StoredVectors(e.dense.tobytes(), pack(e.tokens), e.offsets.tobytes())
            for key, e in zip(missing, encodings, strict=True)
        }
        catalog.add_vectors(vectors)
        made += len(missing)
        progress(start + len(batch), len(keys))
    return made


def _stage(
    state: Path, catalog: Catalog, generation: int, manifest: Manifest, plan: Plan, entries: Sequence[Entry], rebuild: bool
) -> None:
    """Build the folder of the next generation beside the current one."""
    from rag.indexing.dense import DenseIndex
    from rag.indexing.lexical import LexicalIndex

    staging, following = state / INDEX_FOLDER / _STAGING, generation_folder(state, generation + 1)
    for leftover in (staging, following):
        shutil.rmtree(leftover, ignore_errors=True)
    staging.parent.mkdir(exist_ok=True)
    stale: list[str] = []
    if generation and not rebuild:
        shutil.copytree(generation_folder(state, generation), staging)
        with catalog.view() as view:
            stale = view.chunk_ids([*plan.removed, *(article.id for article, *_ in plan.changed)])
    else:
        staging.mkdir()
    chunks = [(chunk, key) for entry in entries for chunk, key in zip(entry.chunks, entry.vector_keys, strict=True)]
    dense = DenseIndex(staging)
    dense.delete(stale)
    for start in range(0, len(chunks), _AT_ONCE):
        batch = chunks[start : start + _AT_ONCE]
        with catalog.view() as view:
            vectors = view.vectors(key for _, key in batch)
        matrix = np.stack([np.frombuffer(vectors[key], dtype=np.float32) for _, key in batch])
        dense.add([chunk.id for chunk, _ in batch], [chunk.article.id for chunk, _ in batch], matrix)
    dense.close()
    LexicalIndex(staging).update(stale, ((chunk.id, chunk.article.id, chunk.embed_text) for chunk, _ in chunks))
    manifest.write(staging)
    staging.rename(following)


def _sweep(state: Path, generation: int) -> None:
    """Remove what no reader needs: every index folder but the current one and the one before."""
    keep = {generation_folder(state, generation), generation_folder(state, generation - 1)}
    for folder in (state / INDEX_FOLDER).iterdir():
        if folder not in keep:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _writer_lock(state: Path) -> Iterator[None]:
    lock = FileLock(state / LOCK_NAME, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise IndexLocked(f"another process is indexing into {state}: wait until it is done") from error
    except OSError as error:
        raise IndexBroken(
            f"can't write to {state} ({error.strerror}): choose a folder you may write with --state"
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _clear_errors(state: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise IndexBroken(f"can't write the index in {state} ({error}): check its permissions and free space") from error
