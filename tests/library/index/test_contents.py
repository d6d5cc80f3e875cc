import json
import os
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


def test_what_was_checked_is_not_read_again_until_it_is_written(folder: Path) -> None:
    checked = check_contents(folder)
    stamp = (folder / "a.bin").stat()
    (folder / "a.bin").write_bytes(b"firsd")
    os.utime(folder / "a.bin", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert check_contents(folder, checked) == checked  # as if a disk had lost a bit
    check_contents(folder, by_stamp=True)
    with pytest.raises(IndexBroken, match=r"a\.bin is missing or damaged"):
        check_contents(folder)
    (folder / "a.bin").write_bytes(b"third")
    for known, by_stamp in ((checked, False), ((), True)):
        with pytest.raises(IndexBroken, match=r"a\.bin is missing or damaged"):
            check_contents(folder, known, by_stamp=by_stamp)


def test_what_is_linked_keeps_its_checksum_and_what_is_new_gets_one(
    folder: Path, tmp_path: Path
) -> None:
    after = folder.parent / f"{folder.name}-after"
    after.mkdir()
    os.link(folder / "a.bin", after / "a.bin")
    (after / "b.bin").write_bytes(b"other")
    write_contents(after, folder)
    check_contents(after)
    listed = [json.loads((one / FILE_NAME).read_text()) for one in (folder, after)]
    assert listed[0]["a.bin"] == listed[1]["a.bin"]
    assert sorted(listed[1]) == ["a.bin", "b.bin"]


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
