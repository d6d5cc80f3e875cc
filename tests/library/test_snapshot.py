from contextlib import closing
from pathlib import Path

from rag.core.corpus import Filter
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.index.dense import DenseIndex
from rag.library.index.layers import Layers
from rag.library.index.lexical import LexicalIndex
from rag.library.index.opened import Indexes
from rag.library.snapshot import Snapshot
from tests.library.entries import put_all


def opened(folder: Path) -> Indexes:
    """Open two empty indexes."""
    DenseIndex(folder).close()
    LexicalIndex(folder)
    Layers("000001", 0).write(folder)
    return Indexes.open(folder, ["en"])


def test_a_snapshot_gives_the_indexes_that_belong_to_its_view(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / FILE_NAME)
    with closing(opened(tmp_path)) as indexes, catalog.view() as view:
        snapshot = Snapshot(view, indexes, (Filter(articles=("a",)),))
        assert (snapshot.dense, snapshot.lexical) == (indexes.dense, indexes.lexical)
        assert snapshot.view.generation == 0
    catalog.close()


def test_every_filter_limits_a_snapshot(catalog: Catalog, tmp_path: Path) -> None:
    put_all(catalog)
    with closing(opened(tmp_path)) as indexes, catalog.view() as view:
        whole = Snapshot(view, indexes)
        assert (whole.narrowed(Filter()), whole.where, whole.bounds) == (whole, Filter(), None)
        tidning = whole.narrowed(Filter(outlets="Tidning"))
        cells = tidning.narrowed(Filter(topics="CELLS"))
        assert [snapshot.count for snapshot in (whole, tidning, cells)] == [3, 2, 1]
        assert [info.id for info in cells.infos()] == ["skell"]
        assert cells.where == Filter(topics="CELLS")
        assert cells.bounds
        assert cells.bounds.passing(["heide", "skell", "unknown"]) == {"skell"}
