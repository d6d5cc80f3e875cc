import time
from pathlib import Path

import pytest

from rag.sources.ignoring import NAME, FolderRules, Patterns, is_below, walk


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Some text.")


def rules(folder: Path, name: str, *patterns: str) -> None:
    write(folder, f"{name}/x" if name else "x")
    (folder / name / NAME).write_text("\n".join(patterns))


def found(
    folder: Path, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()
) -> tuple[list[str], list[str], list[str]]:
    """Return the files that are read, what is ignored and what failed, below a folder."""
    ignored: set[str] = set()
    failed: list[str] = []
    read = [
        str((Path(below) / name).relative_to(folder))
        for below, _, names in walk(
            folder, Patterns(include, exclude), lambda path, why: failed.append(why), ignored
        )
        for name in names
        if name not in (NAME, "x")
    ]
    return sorted(read), sorted(str(Path(p).relative_to(folder)) for p in ignored), failed


def test_without_patterns_all_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "deep/b.md")
    assert found(tmp_path) == (["a.md", "deep/b.md"], [], [])


def test_patterns_of_the_settings(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "b.txt", "drafts/c.md", "deep/drafts/d.md", "deep/e.md", "deep/f.txt")
    read, ignored, _ = found(tmp_path, exclude=("drafts/", "/b.txt"))
    assert read == ["a.md", "deep/e.md", "deep/f.txt"]
    assert ignored == ["b.txt", "deep/drafts", "drafts"]
    assert found(tmp_path, include=("*.md", "!/a.md"), exclude=("/drafts",))[0] == [
        "deep/drafts/d.md",
        "deep/e.md",
    ]


def test_a_file_in_the_folder_has_rules_too(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "b.md", "deep/b.md", "deep/c.md", "deep/er/c.md", "deep/er/d.md")
    rules(tmp_path, "", "# a comment with * * * * stars", "b.md", "c.md")
    rules(tmp_path, "deep/er", "!c.md", "d.md")
    assert found(tmp_path)[0] == ["a.md", "deep/er/c.md"]
    assert found(tmp_path, exclude=("!/deep/b.md", "/a.md"))[0] == ["deep/b.md", "deep/er/c.md"]


def test_what_is_in_a_folder_that_is_ignored_is_not_looked_at(tmp_path: Path) -> None:
    write(tmp_path, "drafts/a.md")
    rules(tmp_path, "", "drafts/")
    rules(tmp_path, "drafts", "!")
    assert found(tmp_path) == ([], ["drafts"], [])


@pytest.mark.parametrize("broken", [b"!", b"\xff\xfe", b"*a*a*a*a*a*b", b"**/a/**/b/**/c/**/d"])
def test_rules_that_can_not_be_read_keep_their_folder_back(tmp_path: Path, broken: bytes) -> None:
    write(tmp_path, "a.md", "deep/b.md", "deep/er/c.md")
    (tmp_path / "deep" / NAME).write_bytes(broken)
    read, ignored, failed = found(tmp_path)
    assert (read, ignored) == (["a.md"], [])
    assert len(failed) == 1
    assert "can't be followed (" in failed[0]


def test_rules_that_lead_nowhere_keep_their_folder_back(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (tmp_path / NAME).symlink_to(tmp_path / "nowhere")
    assert found(tmp_path)[0] == []


def test_onyx_13326_a_pattern_can_not_take_for_ever(tmp_path: Path) -> None:
    rules(tmp_path, "", "*a*a*ab", "*[ab]*[ab]*b")
    folder = FolderRules(str(tmp_path), Patterns())
    folder.enter(str(tmp_path))
    started = time.process_time()
    assert not folder.skips(str(tmp_path / ("a" * 250)))
    assert time.process_time() - started < 5


def test_what_is_below() -> None:
    assert is_below("/a/b", ["/a/b"])
    assert not is_below("/a", ["/a/b"])
    assert not is_below("https://example.org/a", ["/a"])
