"""Articles made ready to be stored: judged, and cut into chunks with the keys of their vectors."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from rag.core.passage import Chunk
from rag.library.index.manifest import VECTORS, Manifest
from rag.library.records import Entry, Item
from rag.sources.injection import judged

if TYPE_CHECKING:
    from rag.models.embedding import Embedder

_LEAST_TOKENS = 16
"""A chunk may have so many tokens, however long the heading is that is embedded with it."""
_BESIDE_TOKENS = 3
"""The tokens of a chunk's embed text beside its heading and its sentences."""


def make_entries(
    items: Iterable[Item], embedder: "Callable[[], Embedder]", manifest: Manifest
) -> Iterator[Entry]:
    """Judge articles, and cut them into chunks that fit, with their headings, into the model.

    Every article that is stored comes this way, wherever it is from.

    Args:
        items: the articles.
        embedder: makes the embedding model; called only when there is an article.
        manifest: the settings in force.
    """
    from rag.library.chunking import chunk_article

    for item in items:
        model = embedder()
        heading = model.count_tokens([item.article.info.heading])[0]
        room = min(manifest.chunk_tokens, model.max_tokens - heading - _BESIDE_TOKENS)
        chunks = chunk_article(item.article, model.count_tokens, max(_LEAST_TOKENS, room))
        keys = [vector_key(manifest.model, chunk) for chunk in chunks]
        sentences = [span for chunk in chunks for span in chunk.sentences]
        yield Entry(replace(item, article=judged(item.article, sentences)), chunks, keys)


def vector_key(model: str, chunk: Chunk) -> str:
    """Return the key under which the vectors that a model makes of a chunk are stored."""
    return sha256(f"{model}\0{VECTORS}\0{chunk.embed_text}".encode()).hexdigest()


def suspicious_ids(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the ids of the articles among them that have text that talks to a model."""
    infos = (entry.item.article.info for entry in entries)
    return tuple(info.id for info in infos if info.is_suspicious)
