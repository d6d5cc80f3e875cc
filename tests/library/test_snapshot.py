from pathlib import Path

from rag.core.corpus import Filter
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.index.dense import DenseIndex
from rag.library.index.lexical import LexicalIndex
from rag.library.snapshot import Indexes, Snapshot


def test_a_snapshot_gives_the_indexes_that_belong_to_its_view(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / FILE_NAME)
    indexes = Indexes(DenseIndex(tmp_path), LexicalIndex(tmp_path))
    with catalog.view() as view:
        snapshot = Snapshot(view, indexes, Filter(articles=("a",)), ("a",))
        assert (snapshot.dense, snapshot.lexical) == (indexes.dense, indexes.lexical)
        assert snapshot.view.generation == 0
    indexes.close()
    catalog.close()
