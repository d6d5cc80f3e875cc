from pathlib import Path

import pytest

from rag.commands.handing_on import check_place, wanted, write_file
from rag.errors import DataError
from rag.render.exports.forms import Format


def test_the_name_of_the_file_says_the_format_unless_an_option_does(tmp_path: Path) -> None:
    assert wanted(None, None) is None
    assert wanted(None, tmp_path / "a.md") is Format.MARKDOWN
    assert wanted("ris", tmp_path / "a.md") is Format.RIS
    assert wanted("md", None) is Format.MARKDOWN


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    check_place(file)
    write_file(file, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert file.read_bytes() == b"new"


def test_a_place_that_takes_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none" / "a.md"):
        with pytest.raises(DataError, match="a folder that exists"):
            check_place(path)
