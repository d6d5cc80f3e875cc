"""Chunks are given their vectors."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import numpy as np

from rag.core.corpus import SyncEvent
from rag.core.vectors import LAST, StoredVectors
from rag.library.catalog import Catalog
from rag.library.generations import BATCH, batched, done_now, due
from rag.library.records import Entry, Tell

if TYPE_CHECKING:
    from rag.models.embedding import Embedder, Encoding


def embed(
    entries: Collection[Entry],
    catalog: Catalog,
    embedder: "Callable[[], Embedder]",
    tell: Tell,
) -> int:
    """Give every chunk its vectors, in batches that are durable batch by batch.

    Returns how many had to be made.
    """
    total = sum(len(entry.chunks) for entry in entries)
    done = made = 0
    for batch in batched(due(entries, "embedded"), BATCH):
        texts = {one.key: one.chunk.embed_text for one in batch}
        with catalog.view() as view:
            stored = view.vectors(texts)
        missing = [key for key in texts if key not in stored]
        if missing:
            encodings = embedder().encode([texts[key] for key in missing])
            vectors = {
                key: stored_vectors(encoding)
                for key, encoding in zip(missing, encodings, strict=True)
            }
            catalog.add_vectors(vectors)
        made += len(missing)
        done += len(batch)
        tell(SyncEvent("embedding", done, total, done_now(batch)))
    return made


def stored_vectors(encoding: "Encoding") -> StoredVectors:
    """Return the vectors of a text as they are stored."""
    from rag.models.quantization import pack

    starts = np.minimum(encoding.offsets[:, 0], LAST).astype(np.uint16)
    dense = encoding.dense.astype(np.float16)
    return StoredVectors(dense.tobytes(), pack(encoding.tokens), starts.tobytes())
