"""Articles cut into chunks, and the chunks given their vectors."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from rag.core.vectors import StoredVectors
from rag.library.catalog import Catalog
from rag.library.generations import BATCH, batched, keyed
from rag.library.index.manifest import Manifest
from rag.library.records import Entry, Item

if TYPE_CHECKING:
    from rag.models.embedding import Embedder

_LEAST_TOKENS = 16
"""A chunk may have so many tokens, however long the heading is that is embedded with it."""
_BESIDE_TOKENS = 3
"""The tokens of a chunk's embed text beside its heading and its sentences."""

Progress = Callable[[int, int], None]
"""Called with the number of chunks done and the number of all."""


def cut(
    items: Sequence[Item], embedder: "Callable[[], Embedder]", manifest: Manifest
) -> list[Entry]:
    """Return articles cut into chunks that fit, with their headings, into the model."""
    from rag.library.chunking import chunk_article

    entries = []
    for item in items:
        model = embedder()
        heading = model.count_tokens([item.article.info.heading])[0]
        room = min(manifest.chunk_tokens, model.max_tokens - heading - _BESIDE_TOKENS)
        chunks = chunk_article(item.article, model.count_tokens, max(_LEAST_TOKENS, room))
        texts = [f"{manifest.model}\0{chunk.embed_text}" for chunk in chunks]
        keys = [sha256(text.encode()).hexdigest() for text in texts]
        entries.append(Entry(item, chunks, keys))
    return entries


def embed(
    entries: Sequence[Entry],
    catalog: Catalog,
    embedder: "Callable[[], Embedder]",
    progress: Progress,
) -> int:
    """Give every chunk its vectors, in batches that are durable batch by batch.

    Returns how many had to be made.
    """
    from rag.models.quantization import pack

    texts = {key: chunk.embed_text for entry in entries for chunk, key in keyed(entry)}
    done = made = 0
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
        progress(done, len(texts))
    return made
