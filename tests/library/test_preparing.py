from pathlib import Path

import numpy as np

from rag.core.article import Article
from rag.core.corpus import SyncEvent, SyncRow
from rag.core.vectors import LAST
from rag.library.entries import make_entries
from rag.library.preparing import embed, stored_vectors
from rag.library.records import Item, Source
from rag.models.embedding import Encoding
from rag.models.quantization import unpack
from tests.library.corpus import Corpus


def test_what_has_vectors_is_not_embedded_again(corpus: Corpus, tmp_path: Path) -> None:
    corpus.sync()
    article = Article("The plant in Heide. " * 400, "Heide", "heide")
    item = Item(article, Source("memory:heide", "", "hash"))
    entries = list(make_entries([item], corpus.embedder, corpus.manifest))
    (entry,) = entries
    assert len(entry.chunks) == len(entry.vector_keys) > 1
    assert "".join(chunk.text for chunk in entry.chunks).count("Heide") == 400
    seen: list[tuple[int, int]] = []

    rows: list[SyncRow] = []

    def tell(event: SyncEvent) -> None:
        assert event.phase == "embedding"
        seen.append((event.done, event.total))
        rows.extend(event.rows)

    assert embed(entries, corpus.catalog, corpus.embedder, tell) == len(set(entry.vector_keys))
    assert embed(entries, corpus.catalog, corpus.embedder, tell) == 0
    assert rows == 2 * [SyncRow("embedded", "", "heide")]
    assert seen[-1][0] == seen[-1][1] == len(entry.chunks)


def test_vectors_are_stored_with_the_starts_of_their_tokens() -> None:
    tokens = np.eye(3, 8, dtype=np.float32)
    places = np.array([(0, 3), (4, 9), (70_018, 70_023)], dtype=np.int32)
    stored = stored_vectors(Encoding(tokens[1], tokens, places))
    assert np.frombuffer(stored.offsets, dtype=np.uint16).tolist() == [0, 4, LAST]
    assert unpack(stored.tokens, 8).argmax(axis=1).tolist() == [0, 1, 2]
    assert np.frombuffer(stored.dense, dtype=np.float16).tolist() == tokens[1].tolist()
