import os
import tempfile
from pathlib import Path

import pytest

from rag.errors import IndexBroken
from rag.library.index import private
from rag.library.index.dense import FOLDER
from rag.library.index.layers import DELTA
from rag.library.index.private import PrivateCopy

BOTH = (FOLDER, "tantivy")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The folder of a generation with a file of each kind."""
    source = tmp_path / "source"
    for name in (f"{FOLDER}/deep/a.bin", "tantivy/b.store", "tantivy/.x.lock", "manifest.json"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(name)
    return source


def test_chroma_writes_into_a_copy_and_locks_are_left_out(source: Path) -> None:
    copy = PrivateCopy(source, BOTH)
    written = copy.folder / FOLDER / "deep" / "a.bin"
    written.write_text("changed")
    assert (source / FOLDER / "deep" / "a.bin").read_text() == f"{FOLDER}/deep/a.bin"
    assert (copy.folder / "tantivy" / "b.store").read_text() == "tantivy/b.store"
    assert not (copy.folder / "tantivy" / ".x.lock").exists()
    assert not (copy.folder / "manifest.json").exists()
    copy.close()


def test_only_what_is_named_and_there_is_brought(source: Path) -> None:
    copy = PrivateCopy(source, ["tantivy", DELTA])
    assert sorted(path.name for path in copy.folder.iterdir() if path.is_dir()) == ["tantivy"]
    copy.close()


def test_it_is_removed_when_it_is_closed_or_forgotten(source: Path) -> None:
    closed, forgotten = PrivateCopy(source, BOTH), PrivateCopy(source, BOTH)
    folders = [closed.folder, forgotten.folder]
    closed.close()
    closed.close()
    del forgotten
    assert not any(folder.exists() for folder in folders)
    assert (source / "tantivy" / "b.store").exists()


def test_where_there_is_no_room_shared_memory_is_used_or_it_is_an_error(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shared").mkdir()
    monkeypatch.setattr(private, "_SHARED_MEMORY", tmp_path / "shared")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    copy = PrivateCopy(source, BOTH)
    assert copy.folder.parent == tmp_path / "shared"
    copy.close()
    monkeypatch.setattr(private, "_SHARED_MEMORY", tmp_path / "nowhere")
    with pytest.raises(IndexBroken, match="free some space or set TMPDIR"):
        PrivateCopy(source, BOTH)


def test_what_a_killed_process_left_is_swept_and_what_is_in_use_stays(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    left, new = (tmp_path / "temporary" / f"footnote-index-{name}" for name in ("left", "new"))
    for folder in (left, new):
        (folder / "chroma").mkdir(parents=True)
    in_use = PrivateCopy(source, BOTH)
    for folder in (left, in_use.folder):
        os.utime(folder, (0, 0))
    other = PrivateCopy(source, BOTH)
    assert [folder.exists() for folder in (left, new, in_use.folder)] == [False, True, True]
    in_use.close()
    other.close()
