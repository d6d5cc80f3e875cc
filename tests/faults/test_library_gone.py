"""Faults found by attack: what left the disk, or is to be forgotten, leaves the library."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import rag
from rag.errors import CorpusError, IndexMissing
from rag.wiring import open_library

QUESTION = "When did the plant in Heide open?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two articles, which are indexed."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "heide.md").write_text("The plant in Heide opened in 2021.")
    (folder / "herne.md").write_text("Soup is served in Herne.")
    rag.index(folder, tmp_path / "state")
    return folder


def ids(folder: Path) -> list[str]:
    library = open_library(folder.parent / "state")
    try:
        return [info.id for info in library.articles()]
    finally:
        library.close()


def test_gone_is_gone_when_the_last_file_of_a_folder_was_deleted(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    report = rag.index(folder, folder.parent / "state")
    assert (report.removed, report.chunks) == (("heide", "herne"), 0)
    assert ids(folder) == []
    assert rag.open(folder.parent / "state").ask(QUESTION).abstained
    (folder / "new.md").write_text("The plant in Heide opened in 2022.")
    assert rag.index(folder, folder.parent / "state").added == ("new",)
    assert rag.open(folder.parent / "state").ask(QUESTION).citations


@pytest.mark.parametrize("name", ["articles", "articles/heide.md"])
def test_gone_is_gone_when_what_was_named_was_deleted(folder: Path, name: str) -> None:
    path = folder.parent / name
    shutil.rmtree(folder)
    assert rag.index(path, folder.parent / "state").removed == ("heide", "herne")
    assert ids(folder) == []


def test_gone_is_gone_when_a_folder_was_renamed_and_a_file_edited(folder: Path) -> None:
    renamed = folder.rename(folder.with_name("renamed"))
    (renamed / "heide.md").write_text("The plant in Heide opened in 2022.")
    report = rag.index(renamed, folder.parent / "state")
    assert (report.moved, report.removed, len(report.added)) == (("herne",), ("heide",), 1)
    answer = rag.open(folder.parent / "state").ask(QUESTION)
    assert {citation.quote for citation in answer.citations} == {
        "The plant in Heide opened in 2022."
    }


def test_gone_is_gone_leaves_articles_made_in_memory(folder: Path) -> None:
    state = folder.parent / "state"
    rag.index(rag.Article("Made in memory.", id="memory"), state)
    shutil.rmtree(folder)
    assert rag.index(folder, state).removed == ("heide", "herne")
    assert ids(folder) == ["memory"]


def test_a_path_that_was_never_indexed_is_still_an_error(folder: Path) -> None:
    state = folder.parent / "state"
    with pytest.raises(CorpusError, match="no such file or folder"):
        rag.index(folder.with_name("art"), state)
    folder.with_name("empty").mkdir()
    with pytest.raises(CorpusError, match="no articles in"):
        rag.index(folder.with_name("empty"), state)
    assert ids(folder) == ["heide", "herne"]


def test_an_article_is_forgotten_by_its_id_also_one_made_in_memory(folder: Path) -> None:
    state = folder.parent / "state"
    rag.index(rag.Article("Made in memory.", id="memory"), state)
    assert rag.forget("memory", state).removed == ("memory",)
    assert rag.forget("heide", state).unchanged == ("herne",)
    assert ids(folder) == ["herne"]


@pytest.mark.parametrize(("name", "left"), [("heide.md", ["herne"]), (".", [])])
def test_a_file_or_a_folder_is_forgotten_by_its_path(
    folder: Path, name: str, left: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    rag.forget(Path(name), folder.parent / "state")
    assert ids(folder) == left
    assert rag.index(folder, folder.parent / "state").unchanged == tuple(left)


def test_what_is_not_there_can_not_be_forgotten(folder: Path) -> None:
    with pytest.raises(CorpusError, match=r"no article 'nope' in the index: `rag search` shows"):
        rag.forget("nope", folder.parent / "state")
    with pytest.raises(IndexMissing, match="run `rag index PATH` first"):
        rag.forget("heide", folder.parent / "nowhere")
    assert not (folder.parent / "nowhere").exists()


def test_the_command_line_forgets_and_reports(folder: Path) -> None:
    state = str(folder.parent / "state")
    command = [sys.executable, "-c", "from rag.cli import main; main()", "forget", "--state", state]
    done = subprocess.run([*command, "heide"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 removed, 1 unchanged; 1 chunks")
    assert ids(folder) == ["herne"]
    done = subprocess.run([*command, "heide"], capture_output=True, text=True)
    message = "rag: no article 'heide' in the index: `rag search` shows the ids\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", message)
