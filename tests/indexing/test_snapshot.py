from pathlib import Path

import pytest

import rag
from rag.catalog import FILE_NAME, Catalog
from rag.errors import IndexMissing, IndexStale
from rag.indexing.manifest import Manifest
from rag.indexing.snapshot import IndexReader
from rag.settings import Settings

MANIFEST = Manifest(Settings().embedding.model, Settings().chunking.tokens)


def test_a_snapshot_stays_as_it_was_and_the_next_one_follows_the_sync(tmp_path: Path) -> None:
    rag.index(rag.Article("Cells are made in Heide.", id="a"), tmp_path)
    reader = IndexReader(tmp_path, Catalog(tmp_path / FILE_NAME), MANIFEST)
    with reader.snapshot() as before:
        rag.index(rag.Article("Soup is served at noon.", id="b"), tmp_path)
        assert [known.id for known in before.view.known()] == ["a"]
        assert [name for name, _ in before.lexical.search("soup cells", 5)] == ["a:0-24"]
    with reader.snapshot() as after:
        assert [known.id for known in after.view.known()] == ["a", "b"]
        assert {name for name, _ in after.lexical.search("soup cells", 5)} == {"a:0-24", "b:0-23"}


def test_without_an_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"no index in .*: run `rag index PATH` first"):
        IndexReader(tmp_path, Catalog(tmp_path / FILE_NAME), MANIFEST)


def test_other_settings(starter_state: Path) -> None:
    with pytest.raises(IndexStale, match=r"made with chunk_tokens 200, now it is 64: run `rag index --rebuild`"):
        IndexReader(starter_state, Catalog(starter_state / FILE_NAME), Manifest(MANIFEST.model, 64))
