"""Files of what is followed: tried again when a limit has grown, known again after an import."""

import shutil
from pathlib import Path

import pytest

import rag
from rag.library.catalog import FILE_NAME
from rag.settings import CorpusSettings, ParsingSettings, Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = CorpusSettings(paths=(str(tmp_path / "corpus"),))
    return Settings(state_dir=tmp_path / "state", corpus=corpus)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "one"
    folder.mkdir()
    for town in ("hof", "herne"):
        (folder / f"{town}.md").write_text(f"The plant in {town} opened.")
    return folder


def test_a_file_that_ran_into_a_limit_is_read_when_that_has_grown(
    folder: Path, settings: Settings
) -> None:
    (folder / "big.txt").write_text("It is big. " * 150_000)
    small = settings.model_copy(update={"parsing": ParsingSettings(input_mb=1)})
    for _ in range(2):
        assert [f.reason for f in rag.index(folder, settings=small).failed] == [
            "larger than 1 MB: split it"
        ]
    assert [f.path for f in rag.sync(settings=small).failed] == ["big.txt"]
    planned = rag.sync(dry_run=True, settings=settings)
    assert (planned.failed, len(planned.added)) == ((), 1)


def test_what_was_imported_is_not_added_again_by_its_own_files(
    folder: Path, tmp_path: Path, settings: Settings
) -> None:
    rag.index(folder, settings=settings)
    rag.export_library(tmp_path / "all.footnote", settings=settings)
    (settings.state_dir / FILE_NAME).rename(tmp_path / "away")
    shutil.rmtree(settings.state_dir)
    rag.import_library(tmp_path / "all.footnote", settings=settings)
    (folder / "hanau.md").write_text("The plant in Hanau opened.")
    report = rag.index(folder, settings=settings)
    assert (set(report.moved), report.added, report.embedded) == ({"hof", "herne"}, ("hanau",), 1)
    (folder / "hof.md").write_text("The plant in Hof closed.")
    (folder / "herne.md").unlink()
    report = rag.sync(settings=settings)
    assert (report.changed, report.removed, report.added) == (("hof",), ("herne",), ())
    rag.import_library(tmp_path / "all.footnote", settings=settings)
    assert rag.index(folder, settings=settings).added == ()
