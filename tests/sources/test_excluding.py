"""Files that are kept out by a line in the patterns of their folder."""

from pathlib import Path

import pytest

from rag.errors import CorpusError
from rag.sources.excluding import exclude, include, pattern
from rag.sources.files import discover
from rag.sources.ignoring import NAME

AWKWARD = [
    "#1.md",
    "!.md",
    "[a] b.md",
    "a\\b.md",
    " x .md",
    "a*b**c***d****.md",
    "a\nb.md",
    "é?.md",
]


def names(folder: Path) -> set[str]:
    return {name for _, name in discover([folder]).files}


@pytest.mark.parametrize("name", AWKWARD)
def test_exactly_this_file_is_passed_over_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    (tmp_path / "sub").mkdir()
    for file in (tmp_path / name, tmp_path / "sub" / name, tmp_path / "other.md"):
        file.write_text("Words.")
    exclude([tmp_path / name])
    assert names(tmp_path) == {"other.md", f"sub/{name}"}
    include([tmp_path / name])
    assert names(tmp_path) == {"other.md", f"sub/{name}", name}
    assert not (tmp_path / NAME).exists()


def test_what_stood_there_before_stays(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("# mine\n*.tmp\n")
    files = [tmp_path / "a.md", tmp_path / "b.md"]
    exclude([*files, files[0]])
    exclude(files)
    assert (tmp_path / NAME).read_text() == "# mine\n*.tmp\n/a.md\n/b.md\n"
    include([files[0]])
    assert (tmp_path / NAME).read_text() == "# mine\n*.tmp\n/b.md\n"


def test_patterns_that_cannot_be_read_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"\xff")
    with pytest.raises(CorpusError, match="can't be changed"):
        exclude([tmp_path / "a.md"])
    assert (tmp_path / NAME).read_bytes() == b"\xff"
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CorpusError, match="symlink"):
        exclude([tmp_path / "a.md"])


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="can't be changed"):
        exclude([tmp_path / "gone" / "a.md"])


def test_stars_are_counted_as_none() -> None:
    assert "*" not in pattern("*" * 9)
