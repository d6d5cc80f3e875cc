import shutil
import tempfile
from pathlib import Path

import pytest

from rag.errors import IndexBroken
from rag.library.index import dense
from rag.library.index.opened import Indexes, Opened
from tests.library.corpus import Corpus


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


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the private copies."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


def test_generations_share_a_base_and_the_last_one_closes_it(
    corpus: Corpus, temporary: Path
) -> None:
    corpus.write(**{f"more{number}": f"Number {number} is one more." for number in range(20)})
    corpus.sync()
    first = Indexes.open(corpus.index(), ["en"])
    corpus.write(two="Skellefteå opened again.")
    corpus.sync()
    second = Indexes.open(corpus.index(), ["en"], first)
    assert second.base is first.base
    assert sorted(second.dense.ids()) == corpus.chunk_ids() != sorted(first.dense.ids())
    folders = [path / dense.FOLDER for path in temporary.iterdir()]
    assert len([folder for folder in folders if folder.exists()]) == 1
    first.close()
    assert sorted(second.dense.ids()) == corpus.chunk_ids()
    second.close()
    assert list(temporary.iterdir()) == []
    third = Indexes.open(corpus.index(), ["en"], second)  # what was closed is not shared
    assert sorted(third.dense.ids()) == corpus.chunk_ids()
    third.close()


def test_another_base_is_opened_anew(corpus: Corpus, temporary: Path) -> None:
    corpus.sync()
    first = Indexes.open(corpus.index(), ["en"])
    corpus.sync(rebuild=True)
    second = Indexes.open(corpus.index(), ["en"], first)
    assert second.base is not first.base
    first.close()
    second.close()
    assert list(temporary.iterdir()) == []


def test_a_generation_that_is_open_counts_its_users(corpus: Corpus) -> None:
    corpus.sync()
    indexes = Indexes.open(corpus.index(), ["en"])
    opened = Opened("000001", indexes)
    assert (opened.name, opened.indexes, opened.users) == ("000001", indexes, 0)
    indexes.close()
