import shutil
import tempfile
from pathlib import Path

import pytest

from rag.core.corpus import Filter
from rag.errors import IndexBroken
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.index.dense import DenseIndex
from rag.library.index.lexical import LexicalIndex
from rag.library.snapshot import Indexes, Snapshot
from tests.library.corpus import Corpus
from tests.library.entries import put_all


def test_a_snapshot_gives_the_indexes_that_belong_to_its_view(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / FILE_NAME)
    indexes = Indexes(DenseIndex(tmp_path), LexicalIndex(tmp_path))
    with catalog.view() as view:
        snapshot = Snapshot(view, indexes, (Filter(articles=("a",)),))
        assert (snapshot.dense, snapshot.lexical) == (indexes.dense, indexes.lexical)
        assert snapshot.view.generation == 0
    indexes.close()
    catalog.close()


def test_every_filter_limits_a_snapshot(catalog: Catalog, tmp_path: Path) -> None:
    put_all(catalog)
    indexes = Indexes(DenseIndex(tmp_path), LexicalIndex(tmp_path))
    with catalog.view() as view:
        whole = Snapshot(view, indexes)
        assert (whole.narrowed(Filter()), whole.where, whole.bounds) == (whole, Filter(), None)
        tidning = whole.narrowed(Filter(outlets="Tidning"))
        cells = tidning.narrowed(Filter(topics="CELLS"))
        assert [snapshot.count for snapshot in (whole, tidning, cells)] == [3, 2, 1]
        assert [info.id for info in cells.infos()] == ["skell"]
        assert cells.where == Filter(topics="CELLS")
        assert cells.bounds
        assert cells.bounds.passing(["heide", "skell", "unknown"]) == {"skell"}
    indexes.close()


def test_a_reader_opens_both_indexes_from_a_copy_that_goes_when_it_is_closed(
    corpus: Corpus,
) -> None:
    corpus.sync()
    indexes = Indexes.open(corpus.index(), ["en"])
    assert indexes.copy
    assert indexes.lexical.search("plant", 5)
    folder = indexes.copy.folder
    assert folder.exists()
    indexes.close()
    assert not folder.exists()


def test_nothing_is_left_when_an_index_can_not_be_opened(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.sync()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (corpus.index() / "contents.json").unlink()
    shutil.rmtree(corpus.index() / "chroma")
    with pytest.raises(IndexBroken, match="the dense index is missing or damaged"):
        Indexes.open(corpus.index(), ["en"])
    assert list((tmp_path / "temporary").iterdir()) == []
