from pathlib import Path

import pytest

from rag.errors import CorpusError
from rag.library.places import below, full, inode, is_gone, named, with_articles
from rag.library.records import MEMORY, Known


def known(folder: Path) -> list[Known]:
    paths = {"a": "a.md", "ab": "ab.md", "deep": "a/deep.md"}
    files = [Known(name, str(folder / path), "") for name, path in paths.items()]
    return [*files, Known("memory", f"{MEMORY}memory", "")]


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        (".", ["a", "ab", "deep"]),
        ("a.md", ["a"]),
        ("a", ["deep"]),
        ("b", []),
        ("a/..", ["a", "ab", "deep"]),
    ],
)
def test_files_at_or_below_a_path(tmp_path: Path, path: str, ids: list[str]) -> None:
    files = known(tmp_path.resolve())
    assert [old.id for old in below(tmp_path / path, files)] == ids


@pytest.mark.parametrize("path", ["", " ", "a\0b"])
def test_nothing_is_below_what_is_no_path(tmp_path: Path, path: str) -> None:
    assert below(path, known(tmp_path)) == []


def test_an_id_goes_before_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    articles = known(tmp_path.resolve())
    assert named("a", articles) == ["a"]
    assert named("./a", articles) == ["deep"]
    assert named("memory", articles) == ["memory"]
    with pytest.raises(CorpusError, match="no article 'b' in the index"):
        named("b", articles)


def test_the_home_folder_has_a_short_name() -> None:
    assert full("~/a") == Path.home() / "a"


def test_a_file_is_gone_when_it_is_surely_there_no_more(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    gone = {name: is_gone(str(tmp_path / name)) for name in ("there", "loop", "no", "there/x")}
    assert gone == {"there": False, "loop": False, "no": True, "there/x": True}
    assert not is_gone(str(tmp_path / "loop" / "x")), "it can't be looked at"
    assert not is_gone(f"{MEMORY}no")


def test_a_file_that_takes_the_place_of_another_is_told_from_it(tmp_path: Path) -> None:
    path, other = tmp_path / "a", tmp_path / "b"
    assert inode(path) is None
    path.write_text("1")
    other.write_text("2")
    before = inode(path)
    path.write_text("3")
    assert inode(path) == before
    other.replace(path)
    assert inode(path) not in (None, before)


def test_the_paths_at_or_below_which_files_are_known(tmp_path: Path) -> None:
    files = known(tmp_path.resolve())
    paths = [".", "a.md", "a", "b", "ab"]
    found = with_articles([tmp_path / path for path in paths], files)
    assert found == {tmp_path / path for path in (".", "a.md", "a")}
    assert with_articles(["", "a\0b"], files) == set()
