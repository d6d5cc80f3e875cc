from pathlib import Path

from rag.core.article import Article
from rag.core.corpus import SyncEvent, SyncRow
from rag.library.entries import make_entries
from rag.library.preparing import embed
from rag.library.records import Item, Source
from tests.library.corpus import Corpus


def test_what_has_vectors_is_not_embedded_again(corpus: Corpus, tmp_path: Path) -> None:
    corpus.sync()
    article = Article("The plant in Heide. " * 400, "Heide", "heide")
    item = Item(article, Source("memory:heide", "", "hash"))
    entries = make_entries([item], corpus.embedder, corpus.manifest)
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
    assert seen[-1][0] == seen[-1][1] == len(set(entry.vector_keys))
