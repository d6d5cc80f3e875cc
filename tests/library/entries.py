"""Articles, and entries of them for the catalog."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from rag.core.article import Article
from rag.core.passage import Chunk
from rag.core.span import Span
from rag.core.vectors import StoredVectors
from rag.library.catalog import Catalog
from rag.library.records import Entry, Item, Move, Source

VECTORS = StoredVectors(np.arange(4, dtype=np.float16).tobytes(), b"tokens", b"offsets")
HEIDE = Article(
    "🔋 Heide. Ünder way.",
    "Heide",
    "heide",
    "Die Zeitung",
    "https://example.org/h",
    date(2025, 3, 1),
    ("Cells", "🔋"),
    "de",
)
SKELL = Article(
    "Skellefteå closed.",
    "Skellefteå",
    "skell",
    "Tidning",
    published=date(2025, 6, 30),
    topics=("lithium", "cells"),
)
UNDATED = Article("Nobody knows when.", "Undated", "undated", "Tidning")


def entry(article: Article, *places: tuple[int, int], key: str = "k") -> Entry:
    """Return an entry with one chunk of one sentence for each (start, end)."""
    spans = [Span(*place) for place in places]
    chunks = [Chunk(article.info, span, span.slice(article.text), (span,)) for span in spans]
    source = Source(f"/{article.id}.md", f"{article.id}.md", f"hash of {article.id}")
    return Entry(Item(article, source), chunks, [f"{key}{span.start}" for span in spans])


def put(
    catalog: Catalog,
    generation: int,
    *entries: Entry,
    remove: Sequence[str] = (),
    moved: Mapping[str, Move] | None = None,
) -> None:
    keys = {key for entry in entries for key in entry.vector_keys}
    with catalog.view() as view:
        keys -= set(view.vectors(keys))
    catalog.add_vectors(dict.fromkeys(keys, VECTORS))
    catalog.switch(generation, entries, list(remove), moved or {})


def put_all(catalog: Catalog) -> None:
    """Put HEIDE, SKELL and UNDATED into a catalog, a chunk of each."""
    skell, undated = entry(SKELL, (0, 18), key="s"), entry(UNDATED, (0, 18), key="u")
    put(catalog, 1, entry(HEIDE, (0, 8)), skell, undated)
