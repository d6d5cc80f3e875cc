"""What stops a sync, and that the index stays as it was."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from rag.core.article import Article
from rag.core.corpus import Failure
from rag.errors import CorpusError, IndexBroken, IndexLocked, IndexStale
from rag.library.index import lexical
from rag.library.index.manifest import FILE_NAME, FORMAT, Manifest
from rag.library.library import Library
from rag.library.lock import LOCK_NAME
from tests.library.corpus import MANIFEST, Corpus, no_embedder, outcome


def test_every_bad_file_is_reported_and_the_others_are_indexed(corpus: Corpus) -> None:
    (corpus.folder / "binary.md").write_bytes(b"\x89PNG\x00")
    (corpus.folder / "latin.txt").write_bytes("café".encode("latin-1"))
    (corpus.folder / "empty.md").write_bytes(b"")
    (corpus.folder / "loop.md").symlink_to(corpus.folder / "loop.md")
    (corpus.folder / "out.md").symlink_to(corpus.state / "catalog.db")
    report = corpus.sync()
    assert outcome(report) == {"added": 4, "failed": 4}
    failed = [failure.path for failure in report.failed]
    assert failed == ["binary.md", "empty.md", "loop.md", "out.md"]
    guess = "not UTF-8: read as cp1252, save it as UTF-8"
    assert report.warned == (Failure("latin.txt", guess),)
    assert len(corpus.chunk_ids()) == report.chunks


def test_a_file_that_can_not_be_opened_is_reported(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, mode: str) -> object:
        if path.endswith("two.md"):
            raise PermissionError(13, "Permission denied")
        return Path(path).open(mode)

    monkeypatch.setattr("rag.sources.files.open", refuse, raising=False)
    report = corpus.sync()
    assert report.failed == (Failure("two.md", "can't be read: Permission denied"),)
    assert report.added == ("one", "three")


def test_a_given_id_that_repeats_is_an_error_and_the_index_stays(corpus: Corpus) -> None:
    note = Article("A note.", id="note")
    assert corpus.sync(note, note).added == ("note",)
    with pytest.raises(CorpusError, match="two articles have the id 'note': give each its own"):
        corpus.sync(note, Article("Another note.", id="note"))
    assert corpus.text("note") == "A note."


def test_a_locked_index(corpus: Corpus) -> None:
    corpus.sync()
    message = r"another process is indexing into .*: wait"
    with FileLock(corpus.state / LOCK_NAME), pytest.raises(IndexLocked, match=message):
        corpus.sync()
    assert outcome(corpus.sync()) == {"unchanged": 3}


def test_a_state_folder_that_can_not_be_written(corpus: Corpus) -> None:
    (corpus.state / "index").write_text("no folder")
    with pytest.raises(IndexBroken, match=r"can't write the index in .*: check its permissions"):
        corpus.sync()
    assert corpus.text("one") == ""


def test_other_settings_need_a_rebuild(corpus: Corpus) -> None:
    corpus.sync()
    before = corpus.chunk_ids()
    corpus.manifest = Manifest(model="test", chunk_tokens=32)
    message = "made with chunk_tokens 64, now it is 32: run `rag index --rebuild`"
    with pytest.raises(IndexStale, match=message):
        corpus.sync()
    assert corpus.chunk_ids() == before
    report = corpus.sync(rebuild=True)
    assert outcome(report) == {"unchanged": 3}
    assert report.chunks > len(before)
    assert len(corpus.chunk_ids()) == report.chunks
    assert outcome(corpus.sync()) == {"unchanged": 3}


def test_a_rebuild_mends_what_was_lost_and_keeps_articles_in_memory(corpus: Corpus) -> None:
    corpus.sync(corpus.folder, Article("A note.", id="note"))
    ids = corpus.chunk_ids()
    manifest = corpus.index() / FILE_NAME
    manifest.write_text("{")
    with pytest.raises(IndexBroken, match="missing or damaged: run `rag index --rebuild`"):
        corpus.sync()
    report = corpus.sync(rebuild=True)
    assert report.embedded == 0
    assert corpus.chunk_ids() == ids


def make_old(corpus: Corpus) -> None:
    """Make the index one of format 1, whose lexical index this Footnote can't use."""
    folder = corpus.index()
    replace(MANIFEST, format=1).write(folder)
    shutil.rmtree(folder / lexical.FOLDER)
    (folder / lexical.FOLDER).mkdir()


def test_the_index_of_an_earlier_footnote_can_not_be_asked(corpus: Corpus) -> None:
    corpus.sync()
    make_old(corpus)
    library = Library(corpus.state, MANIFEST)
    with (
        pytest.raises(IndexStale, match="made by an earlier Footnote: run `rag index`"),
        library.snapshot(),
    ):
        pass
    library.close()


def test_a_plain_sync_rebuilds_it_without_embedding_anew(corpus: Corpus) -> None:
    corpus.sync()
    ids = corpus.chunk_ids()
    model = corpus.embedder()
    make_old(corpus)
    planned = corpus.sync(dry_run=True)
    assert outcome(planned) == {"unchanged": 3}
    report = corpus.sync()
    assert (outcome(report), report.embedded) == ({"unchanged": 3}, 0)
    assert corpus.chunk_ids() == ids
    manifest = json.loads((corpus.index() / FILE_NAME).read_text())
    assert manifest["format"] == FORMAT
    corpus.embedder = no_embedder
    assert outcome(corpus.sync()) == {"unchanged": 3}
    assert model.count_tokens(["one"]) == [1]


def test_an_earlier_index_with_other_settings_still_needs_a_rebuild(corpus: Corpus) -> None:
    corpus.sync()
    make_old(corpus)
    corpus.manifest = Manifest(model="test", chunk_tokens=32)
    with pytest.raises(IndexStale, match="made with chunk_tokens 64, now it is 32"):
        corpus.sync()
