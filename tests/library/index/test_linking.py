import os
from pathlib import Path

import pytest

from rag.library.index.linking import link_files


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with a file that never changes, one that is written again, and a lock."""
    source = tmp_path / "source"
    for name in ("deep/a.bin", "meta.json", ".x.lock"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(name)
    return source


def test_what_never_changes_is_linked_and_the_rest_copied(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    link_files(source, target, ["meta.json"])
    assert (target / "deep" / "a.bin").samefile(source / "deep" / "a.bin")
    assert not (target / "meta.json").samefile(source / "meta.json")
    assert (target / "meta.json").read_text() == "meta.json"
    assert not (target / ".x.lock").exists()


def test_where_there_are_no_links_everything_is_copied(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    link_files(source, tmp_path / "target")
    copy = tmp_path / "target" / "deep" / "a.bin"
    assert copy.read_text() == "deep/a.bin"
    assert not copy.samefile(source / "deep" / "a.bin")
