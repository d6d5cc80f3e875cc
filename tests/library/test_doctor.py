import sqlite3
from contextlib import closing
from datetime import date

from rag.library.catalog import FILE_NAME
from rag.library.doctor import compare, examine
from rag.library.generations import INDEX_FOLDER
from rag.library.index.dense import DenseIndex
from rag.library.index.fields import Fields
from rag.library.index.lexical import LexicalIndex
from tests.library.corpus import Corpus

TODAY = date(2026, 11, 27)


def broken(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    found = examine(corpus.state, corpus.catalog, TODAY)
    return {one.check: one.examples for one in found if one.broken}


def test_a_library_in_order(corpus: Corpus) -> None:
    assert examine(corpus.state, corpus.catalog, TODAY) == []
    corpus.sync()
    (only,) = examine(corpus.state, corpus.catalog, TODAY)
    assert (only.check, only.count, only.broken) == ("no date of publication", 3, False)


def test_an_index_that_differs_from_the_catalog_is_broken_and_rebuilt(corpus: Corpus) -> None:
    corpus.sync()
    first, *_ = ids = corpus.chunk_ids()
    folder = corpus.index()
    dense = DenseIndex(folder)
    dense.delete([first])
    dense.close()
    LexicalIndex(folder).update([first], [("strange:0-4", Fields("strange"), "Text", "en")] * 2)
    (folder / "contents.json").unlink()
    assert broken(corpus) == {
        "not in the dense index": (first,),
        "not in the lexical index": (first,),
        "only in the lexical index": ("strange:0-4",),
        "twice in the lexical index": ("strange:0-4",),
    }
    assert corpus.syncer.sync([], rebuild=True).removed == ()
    assert (broken(corpus), corpus.chunk_ids()) == ({}, ids)


def test_an_index_that_is_damaged_is_broken(corpus: Corpus) -> None:
    corpus.sync()
    (corpus.index() / "manifest.json").write_text("{")
    (check,) = broken(corpus)
    assert check == "the index can't be read"
    assert (corpus.state / INDEX_FOLDER).is_dir()


def test_chunks_without_vectors_are_broken(corpus: Corpus) -> None:
    corpus.sync()
    with closing(sqlite3.connect(corpus.state / FILE_NAME)) as catalog, catalog:
        catalog.execute("DELETE FROM vectors")
    assert "without vectors" in broken(corpus)
    corpus.syncer.sync([], rebuild=True)
    assert broken(corpus) == {}


def test_indexes_that_agree_have_no_findings() -> None:
    assert list(compare("dense", ["a", "b"], ["b", "a"])) == []
