"""Articles made ready to be stored: cut into chunks, each with the key of its vectors."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

from rag.library.index.manifest import Manifest
from rag.library.records import Entry, Item

if TYPE_CHECKING:
    from rag.models.embedding import Embedder

_LEAST_TOKENS = 16
"""A chunk may have so many tokens, however long the heading is that is embedded with it."""
_BESIDE_TOKENS = 3
"""The tokens of a chunk's embed text beside its heading and its sentences."""


def make_entries(
    items: Iterable[Item], embedder: "Callable[[], Embedder]", manifest: Manifest
) -> list[Entry]:
    """Cut articles into chunks that fit, with their headings, into the model.

    Args:
        items: the articles.
        embedder: makes the embedding model; called only when there is an article.
        manifest: the settings in force.
    """
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
