import numpy as np
import pytest
from filelock import FileLock

from rag.article import Article
from rag.errors import CorpusError, IndexBroken, IndexLocked, IndexStale
from rag.indexing.dense import DenseIndex
from rag.indexing.manifest import Manifest
from rag.indexing.sync import INDEX_FOLDER, LOCK_NAME, generation_folder
from rag.report import Failure


def outcome(report):
    return {name: count for name, count in report.counts() if count}


def test_the_first_sync_indexes_everything(corpus):
    report = corpus.sync()
    assert report.added == ("one", "three", "two")
    ids = corpus.chunk_ids()
    assert report.chunks == report.embedded == len(ids)
    assert {name.split(":")[0] for name in ids} == {"one", "two", "three"}
    assert corpus.text("three") == "🔋 Solid state."


def test_a_second_sync_does_nothing_and_needs_no_model(corpus):
    corpus.sync()
    corpus.embedder = None
    report = corpus.sync()
    assert outcome(report) == {"unchanged": 3}
    assert report.embedded == 0
    assert [folder.name for folder in (corpus.state / INDEX_FOLDER).iterdir()] == ["000001"]


def test_added_changed_moved_removed_and_failed_at_once(corpus):
    corpus.write(four="Fourth article.")
    corpus.sync()
    corpus.write(one="It was cancelled.", new="Something new.", broken="\0")
    (corpus.folder / "two.md").rename(corpus.folder / "moved.md")
    (corpus.folder / "three.md").unlink()
    report = corpus.sync()
    assert (report.added, report.changed, report.moved) == (("new",), ("one",), ("two",))
    assert (report.removed, report.unchanged) == (("three",), ("four",))
    assert report.failed == (Failure("broken.md", "binary file: only text is read"),)
    assert report.embedded == 2
    assert {name.split(":")[0] for name in corpus.chunk_ids()} == {"new", "one", "two", "four"}
    with corpus.catalog.view() as view:
        assert view.article("two").source == "moved.md"


def test_a_dry_run_reports_the_same_and_changes_nothing(corpus):
    corpus.sync()
    before = corpus.chunk_ids()
    corpus.write(one="It was cancelled.", new="Something new.")
    (corpus.folder / "three.md").unlink()
    planned = corpus.sync(dry_run=True)
    assert (planned.added, planned.changed, planned.removed) == (("new",), ("one",), ("three",))
    assert (planned.dry_run, planned.embedded) == (True, 0)
    assert corpus.chunk_ids() == before
    assert corpus.text("three") is not None
    done = corpus.sync()
    assert (done.added, done.changed, done.removed) == (planned.added, planned.changed, planned.removed)


def test_every_bad_file_is_reported_and_the_others_are_indexed(corpus):
    (corpus.folder / "binary.md").write_bytes(b"\x89PNG\x00")
    (corpus.folder / "latin.txt").write_bytes("café".encode("latin-1"))
    (corpus.folder / "empty.md").write_bytes(b"")
    (corpus.folder / "loop.md").symlink_to(corpus.folder / "loop.md")
    (corpus.folder / "out.md").symlink_to(corpus.state / "catalog.db")
    report = corpus.sync()
    assert outcome(report) == {"added": 3, "failed": 5}
    assert [failure.path for failure in report.failed] == ["binary.md", "empty.md", "latin.txt", "loop.md", "out.md"]
    assert len(corpus.chunk_ids()) == report.chunks


def test_a_file_that_can_not_be_opened_is_reported(corpus, monkeypatch):
    def refuse(path, *arguments, **options):
        if str(path).endswith("two.md"):
            raise PermissionError(13, "Permission denied")
        return open(path, *arguments, **options)

    monkeypatch.setattr("rag.loading.files.open", refuse, raising=False)
    report = corpus.sync()
    assert report.failed == (Failure("two.md", "can't be read: Permission denied"),)
    assert report.added == ("one", "three")


def test_old_texts_are_kept_for_old_citations(corpus):
    corpus.sync()
    with corpus.catalog.view() as view:
        old = view.article("one")
    corpus.write(one="It was cancelled.")
    (corpus.folder / "two.md").unlink()
    corpus.sync()
    with corpus.catalog.view() as view:
        assert view.text_version("one", old.sha256) == old.text
        assert view.article("two") is None


def test_articles_in_memory(corpus):
    report = corpus.sync(Article("A note.", id="note"), corpus.folder)
    assert report.added == ("note", "one", "three", "two")
    assert outcome(corpus.sync()) == {"unchanged": 3}
    assert corpus.text("note") == "A note."
    assert corpus.sync(Article("A note, edited.", id="note")).changed == ("note",)
    assert {name.split(":")[0] for name in corpus.chunk_ids()} == {"note", "one", "two", "three"}


def test_two_articles_with_one_id(corpus):
    note = Article("A note.", id="note")
    assert corpus.sync(note, note).added == ("note",)
    with pytest.raises(CorpusError, match="two articles have the id 'note': give each its own"):
        corpus.sync(note, Article("Another note.", id="note"))
    assert corpus.text("note") == "A note."


def test_a_reader_from_before_the_switch_sees_the_old_state_alone(corpus):
    corpus.sync()
    ids = corpus.chunk_ids()
    vector = np.array(corpus.embedder.embed_query("plant"), dtype=np.float32)
    with corpus.catalog.view() as old:
        dense = DenseIndex(generation_folder(corpus.state, old.generation))
        corpus.write(one="It was cancelled.", new="Something new.")
        corpus.sync()
        assert old.chunk_ids(["one", "two", "three", "new"]) == ids
        assert sorted(old.chunks(ids)) == ids
        assert sorted(name for name, _ in dense.search(vector, 99)) == ids
        dense.close()
    assert corpus.chunk_ids() != ids


def test_only_the_current_folder_and_the_one_before_are_kept(corpus):
    for n in range(4):
        corpus.write(one=f"Edition {n}.")
        corpus.sync()
    assert sorted(folder.name for folder in (corpus.state / INDEX_FOLDER).iterdir()) == ["000003", "000004"]


def test_a_locked_index(corpus):
    corpus.sync()
    with FileLock(corpus.state / LOCK_NAME), pytest.raises(IndexLocked, match=r"another process is indexing into .*: wait"):
        corpus.sync()
    assert outcome(corpus.sync()) == {"unchanged": 3}


def test_other_settings_need_a_rebuild(corpus):
    corpus.sync()
    before = corpus.chunk_ids()
    smaller = Manifest(model="test", chunk_tokens=32)
    with pytest.raises(IndexStale, match="made with chunk_tokens 64, now it is 32: run `rag index --rebuild`"):
        corpus.sync(manifest=smaller)
    assert corpus.chunk_ids() == before
    report = corpus.sync(manifest=smaller, rebuild=True)
    assert outcome(report) == {"unchanged": 3}
    assert report.chunks > len(before)
    assert len(corpus.chunk_ids()) == report.chunks
    assert outcome(corpus.sync(manifest=smaller)) == {"unchanged": 3}


def test_a_rebuild_mends_what_was_lost_and_keeps_articles_in_memory(corpus):
    corpus.sync(corpus.folder, Article("A note.", id="note"))
    ids = corpus.chunk_ids()
    manifest = generation_folder(corpus.state, 1) / "manifest.json"
    manifest.write_text("{")
    with pytest.raises(IndexBroken, match="missing or damaged: run `rag index --rebuild`"):
        corpus.sync()
    report = corpus.sync(rebuild=True)
    assert report.embedded == 0
    assert corpus.chunk_ids() == ids


def test_an_empty_folder_is_an_error_and_the_index_stays(corpus):
    corpus.sync()
    ids = corpus.chunk_ids()
    for path in corpus.folder.iterdir():
        path.unlink()
    with pytest.raises(CorpusError, match="no articles in"):
        corpus.sync()
    assert corpus.chunk_ids() == ids


def test_all_articles_but_one_leave(corpus):
    corpus.sync()
    (corpus.folder / "one.md").unlink()
    (corpus.folder / "two.md").unlink()
    assert corpus.sync().removed == ("one", "two")
    assert corpus.chunk_ids() == ["three:0-14"]


def test_progress_counts_up_to_all_chunks(corpus):
    seen = []
    report = corpus.sync(progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (report.chunks, report.chunks)
    assert seen == sorted(seen)


def test_the_same_text_in_two_files_is_embedded_once(corpus):
    corpus.write(same="---\ntitle: T\n---\nThe same words.", again="---\ntitle: T\n---\nThe same words.")
    report = corpus.sync()
    assert report.embedded == report.chunks - 1
    assert len(corpus.chunk_ids()) == report.chunks
