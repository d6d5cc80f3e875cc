import os
from hashlib import sha256
from pathlib import Path

import pytest

from rag.core.corpus import NOT_READ, Failure
from rag.errors import CorpusError
from rag.sources.files import MAX_BYTES, Discovery, FileRead, discover, read_file


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Some text.")


def names(found: Discovery) -> list[str]:
    return [name for _, name in found.files]


def test_discover_finds_articles_in_folders_sorted(tmp_path: Path) -> None:
    write(
        tmp_path,
        "b.md",
        "a.txt",
        "deep/er/c.MD",
        "README.md",
        "deep/readme.md",
        ".hidden.md",
        ".git/d.md",
        "e.pdf",
        "f.png",
        "deep/g",
    )
    found = discover([tmp_path])
    assert names(found) == ["a.txt", "b.md", "deep/er/c.MD", "e.pdf"]
    assert found.files[0][0] == str(tmp_path.resolve() / "a.txt")
    assert found.failures == ()
    assert found.passed_over == (Failure("deep/g", NOT_READ), Failure("f.png", NOT_READ))


def test_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    assert names(discover([tmp_path, tmp_path / "a.md", str(tmp_path)])) == ["a.md"]


def test_a_single_file_is_named_by_its_file_name(tmp_path: Path) -> None:
    write(tmp_path, "deep/a.md")
    assert names(discover([tmp_path / "deep" / "a.md"])) == ["a.md"]


def test_missing_path(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no such file or folder: .*nowhere; check the path"):
        discover([tmp_path / "nowhere"])


def test_unknown_format_named_by_hand(tmp_path: Path) -> None:
    write(tmp_path, "a.png")
    with pytest.raises(CorpusError, match=r"can't read a\.png: formats are \.atom, .*; convert it"):
        discover([tmp_path / "a.png"])


def test_links_out_in_loops_and_to_nothing_are_failures(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "out"
    write(folder, "a.md")
    write(outside, "secret.md")
    (folder / "out.md").symlink_to(outside / "secret.md")
    (folder / "loop.md").symlink_to(folder / "loop.md")
    (folder / "broken.md").symlink_to(folder / "nothing.md")
    (folder / "again").symlink_to(folder)
    found = discover([folder])
    assert names(found) == ["a.md"]
    assert sorted(found.failures, key=lambda failure: failure.path) == [
        Failure("again", "symlink to a folder: not followed"),
        Failure("broken.md", "symlink that is broken or in a loop"),
        Failure("loop.md", "symlink that is broken or in a loop"),
        Failure("out.md", "symlink that leaves the folder"),
    ]


def test_a_link_inside_the_folder_is_the_same_article(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (tmp_path / "same.md").symlink_to(tmp_path / "a.md")
    found = discover([tmp_path])
    assert (names(found), found.failures) == (["a.md"], ())


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    os.mkfifo(tmp_path / "pipe.md")
    found = discover([tmp_path])
    assert names(found) == ["a.md"]
    assert found.failures == (Failure("pipe.md", "not a regular file"),)


def test_a_root_that_is_a_link_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "real", "a.md")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    found = discover([tmp_path / "link"])
    assert found.files == ((str(tmp_path.resolve() / "real" / "a.md"), "a.md"),)


def test_read_file_hashes_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"Text.\r\n")
    file = read_file(str(tmp_path / "a.md"), "a.md")
    assert file.sha256 == sha256(b"Text.\r\n").hexdigest()
    (article,) = file.parse().articles.values()
    assert (article.text, article.id) == ("Text.", "a")


def test_read_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="can't be read: No such file"):
        read_file(str(tmp_path / "gone.md"), "gone.md")


def test_read_file_too_large(tmp_path: Path) -> None:
    with open(tmp_path / "big.txt", "wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(CorpusError, match="larger than 100 MB: split it"):
        read_file(str(tmp_path / "big.txt"), "big.txt")


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"\x89PNG\x00\x01", "a picture"), (b"a\0b", "binary file"), (b"", "empty file")],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(CorpusError, match=reason):
        FileRead("/x/a.md", "a.md", data, "").parse()
