import sqlite3
from pathlib import Path

import pytest

from rag.errors import IndexBroken, IndexLocked
from rag.library.lock import clear_errors, writer_lock


def test_one_process_at_a_time_holds_the_lock(tmp_path: Path) -> None:
    locked = pytest.raises(IndexLocked, match="another process is indexing")
    with writer_lock(tmp_path), locked, writer_lock(tmp_path):
        pass
    with writer_lock(tmp_path):
        pass


def test_a_folder_in_which_there_can_be_no_lock(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    broken = pytest.raises(IndexBroken, match=r"can't write to .*: choose a folder")
    with broken, writer_lock(tmp_path / "file"):
        pass


@pytest.mark.parametrize("error", [OSError(28, "No space left"), sqlite3.OperationalError("full")])
def test_an_error_of_writing_is_ours(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(IndexBroken, match="can't write the index in"), clear_errors(tmp_path):
        raise error
