"""Chunks are given their vectors."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rag.core.corpus import SyncEvent
from rag.core.vectors import StoredVectors
from rag.library.catalog import Catalog
from rag.library.generations import BATCH, batched, keyed
from rag.library.planned import Finishing
from rag.library.records import Entry, Tell

if TYPE_CHECKING:
    from rag.models.embedding import Embedder


def embed(
    entries: Sequence[Entry],
    catalog: Catalog,
    embedder: "Callable[[], Embedder]",
    tell: Tell,
) -> int:
    """Give every chunk its vectors, in batches that are durable batch by batch.

    Returns how many had to be made.
    """
    from rag.models.quantization import pack

    texts = {key: chunk.embed_text for entry in entries for chunk, key in keyed(entry)}
    done = made = 0
    finished = Finishing(entries, "embedded")
    for batch in batched(texts, BATCH):
        with catalog.view() as view:
            stored = view.vectors(batch)
        missing = [key for key in batch if key not in stored]
        if missing:
            encodings = embedder().encode([texts[key] for key in missing])
            vectors = {
                key: StoredVectors(e.dense.tobytes(), pack(e.tokens), e.offsets.tobytes())
                for key, e in zip(missing, encodings, strict=True)
            }
            catalog.add_vectors(vectors)
        made += len(missing)
        done += len(batch)
        tell(SyncEvent("embedding", done, len(texts), finished(batch)))
    return made
