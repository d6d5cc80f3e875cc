"""Files that are dropped: harmless names, never over another file, whole or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pytest

from rag.errors import CorpusError, PassedOver
from rag.sources.added import (
    FOLDER,
    MOST_BYTES,
    IncomingFile,
    added_folder,
    check_taken,
    safe_name,
)
from rag.sources.files import discover
from rag.sources.ignoring import Patterns


def keep(folder: Path, name: str, parts: Iterable[bytes], most: int = 1_000) -> Path:
    with IncomingFile(folder, safe_name(name), most) as incoming:
        for part in parts:
            incoming.write(part)
        return incoming.keep()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return added_folder([tmp_path])


def test_it_is_a_folder_of_the_first_path_that_can_be_one(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("A.")
    assert added_folder([file, tmp_path / "new", tmp_path]) == tmp_path.resolve() / "new" / FOLDER
    with pytest.raises(CorpusError, match=r"corpus\.paths"):
        added_folder([file])


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a.md", "a.md"),
        ("News\\2026\\May: one?.md", "News/2026/May_ one_.md"),
        ("/etc/a.md", "etc/a.md"),
        ("./a.md", "a.md"),
        ("  <b>.html. ", "_b_.html"),
        ("fdp\u202egnp.pdf", "fdpgnp.pdf"),
        ("a\nbc.md", "abc.md"),
        ("Cafe\u0301.MD", "Café.MD"),
        ("x" * 500 + ".warc.gz", "x" * (MOST_BYTES - 8) + ".warc.gz"),
    ],
)
def test_names_are_made_harmless(name: str, safe: str) -> None:
    assert safe_name(name) == PurePosixPath(safe)


@pytest.mark.parametrize(
    "name", ["", "..", "../a.md", "a/../../b.md", "a\0.md", "/".join("abcdefghi")]
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    with pytest.raises(CorpusError):
        safe_name(name)


@pytest.mark.parametrize("name", [".hidden.md", "x/.git/a.md", "README.md", "a.exe", "a"])
def test_what_no_sync_reads_is_passed_over(name: str) -> None:
    with pytest.raises(PassedOver):
        safe_name(name)


def test_a_file_is_kept_as_it_was_sent(folder: Path) -> None:
    path = keep(folder, "news/a.md", [b"one ", b"two"])
    assert path == folder / "news" / "a.md"
    assert path.read_bytes() == b"one two"
    assert os.listdir(folder) == ["news"]
    assert [name for _, name in discover([folder.parent]).files] == [f"{FOLDER}/news/a.md"]


def test_nothing_is_ever_written_over(folder: Path) -> None:
    first = keep(folder, "a.md", [b"one"])
    assert keep(folder, "a.md", [b"one"]) == first
    assert keep(folder, "a.md", [b"two"]).name == "a (2).md"
    assert keep(folder, "a.md", [b"three"]).name == "a (3).md"
    assert first.read_bytes() == b"one"


@pytest.mark.parametrize("parts", [[], [b""], [b"x" * 600, b"x" * 600]])
def test_what_is_empty_or_too_large_leaves_no_trace(folder: Path, parts: list[bytes]) -> None:
    with pytest.raises(CorpusError, match=r"empty|larger"):
        keep(folder, "a.md", parts)
    assert os.listdir(folder) == []


def test_what_is_not_kept_leaves_no_trace(folder: Path) -> None:
    with IncomingFile(folder, safe_name("a.md"), 10) as incoming:
        incoming.write(b"one")
    assert os.listdir(folder) == []


def test_nothing_is_written_where_a_link_leads(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder.mkdir()
    (folder / "news").symlink_to(elsewhere)
    with pytest.raises(CorpusError, match="symlink"):
        keep(folder, "news/a.md", [b"one"])
    (folder / "b.md").symlink_to(elsewhere / "b.md")
    assert keep(folder, "b.md", [b"one"]).name == "b (2).md"
    assert os.listdir(elsewhere) == []


def test_a_folder_that_is_a_file_is_said(folder: Path) -> None:
    folder.write_text("not a folder")
    with pytest.raises(CorpusError, match="can't be written"):
        keep(folder, "a.md", [b"one"])


def test_what_patterns_pass_over_is_not_taken(folder: Path) -> None:
    name = safe_name("news/a.md")
    check_taken(folder, name, Patterns())
    for patterns in (Patterns(include=("*.txt",)), Patterns(exclude=("added/",))):
        with pytest.raises(PassedOver, match="footnoteignore"):
            check_taken(folder, name, patterns)
    folder.mkdir()
    (folder / ".footnoteignore").write_text("/news/\n")
    with pytest.raises(PassedOver, match="footnoteignore"):
        check_taken(folder, name, Patterns())
    (folder / ".footnoteignore").write_bytes(b"\xff")
    with pytest.raises(CorpusError, match="can't be followed"):
        check_taken(folder, name, Patterns())
