from pathlib import Path

import pytest

from rag.errors import IndexBroken, IndexLocked
from rag.library.index.contents import FILE_NAME, check_contents, clear_index_errors, write_contents


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two files, which are listed."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.bin").write_bytes(b"first")
    (tmp_path / "deep" / "b.bin").write_bytes(b"second")
    (tmp_path / "x.lock").write_bytes(b"")
    write_contents(tmp_path)
    return tmp_path


def test_files_that_are_as_they_were_pass(folder: Path) -> None:
    check_contents(folder)
    (folder / "x.lock").unlink()
    (folder / "new.bin").write_bytes(b"new")
    check_contents(folder)


@pytest.mark.parametrize("data", [b"", b"firsd", b"first and more", None])
def test_a_file_that_was_changed_or_deleted_is_noticed(folder: Path, data: bytes | None) -> None:
    if data is None:
        (folder / "a.bin").unlink()
    else:
        (folder / "a.bin").write_bytes(data)
    with pytest.raises(IndexBroken, match="is missing or damaged: run `rag index --rebuild`"):
        check_contents(folder)


@pytest.mark.parametrize("text", ["", "[]", "1", "{", "[" * 100_000, '{"a.bin": null}'])
def test_a_damaged_list_is_noticed(folder: Path, text: str) -> None:
    (folder / FILE_NAME).write_text(text)
    with pytest.raises(IndexBroken, match="is missing or damaged"):
        check_contents(folder)


def test_an_index_of_an_earlier_footnote_has_no_list(folder: Path) -> None:
    (folder / FILE_NAME).unlink()
    check_contents(folder)


class Panic(BaseException):
    """As Rust code raises it."""


@pytest.mark.parametrize("error", [ValueError("corrupt"), Panic("index out of bounds")])
def test_whatever_an_index_raises_is_ours(error: BaseException) -> None:
    broken = pytest.raises(IndexBroken, match="the index is missing or damaged: run `rag index")
    with broken, clear_index_errors("the index"):
        raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), IndexLocked("locked")])
def test_what_is_no_damage_is_left_as_it_is(error: BaseException) -> None:
    with pytest.raises(type(error)), clear_index_errors("the index"):
        raise error
