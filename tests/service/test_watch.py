"""What changes on disk while the app runs is answered from, without a command."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

import rag
from rag.core.corpus import SyncReport
from rag.errors import IndexLocked
from rag.service import watch
from rag.service.watch import watching
from rag.settings import AppSettings, CorpusSettings, Settings
from rag.wiring import open_library

PATIENCE = 30
"""Seconds; a change is seen in about two."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of an app whose folder, with one article, is indexed."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "heide.md").write_text("The plant in Heide opened in 2021.")
    settings = Settings(
        state_dir=tmp_path / "state",
        corpus=CorpusSettings(paths=(str(folder),)),
        app=AppSettings(),
    )
    rag.index(folder, settings=settings)
    return settings


Synced = Callable[[], tuple[str, ...]]


@pytest.fixture
def synced(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Synced]:
    """Watches; returns the ids of the articles after the next sync that is done."""
    done = Event()
    real = rag.sync

    def sync(*arguments: object, **named: object) -> SyncReport:
        report = real(*arguments, **named)  # type: ignore[arg-type]
        done.set()
        return report

    def next_sync() -> tuple[str, ...]:
        assert done.wait(PATIENCE), "nothing was synced"
        done.clear()
        library = open_library(settings=settings)
        try:
            return tuple(info.id for info in library.articles())
        finally:
            library.close()

    monkeypatch.setattr(rag, "sync", sync)
    with watching(settings):
        assert next_sync() == ("heide",), "what changed before it was watched is looked for"
        yield next_sync


def folder(settings: Settings) -> Path:
    return Path(settings.corpus.paths[0])


def test_a_file_that_is_added_edited_or_removed_is_seen(settings: Settings, synced: Synced) -> None:
    (folder(settings) / "herne.md").write_text("The plant in Herne opened in 2024.")
    assert synced() == ("heide", "herne")
    (folder(settings) / "heide.md").write_text("The plant in Heide opened in 2022.")
    synced()
    answer = rag.open(settings=settings).ask("When did the plant in Heide open?")
    assert answer.citations[0].quote == "The plant in Heide opened in 2022."
    (folder(settings) / "heide.md").unlink()
    assert synced() == ("herne",)


def test_a_folder_that_is_taken_away_keeps_its_articles_and_is_followed_when_it_is_back(
    settings: Settings, synced: Synced, capsys: pytest.CaptureFixture[str]
) -> None:
    away = folder(settings).with_name("away")
    shutil.copytree(folder(settings), away)
    (away / "herne.md").write_text("The plant in Herne opened in 2024.")
    shutil.rmtree(folder(settings))
    away.rename(folder(settings))
    assert synced() == ("heide", "herne")
    (folder(settings) / "hof.md").write_text("The plant in Hof opened in 2025.")
    assert synced() == ("heide", "herne", "hof")


def test_a_folder_that_is_indexed_meanwhile_is_followed(settings: Settings, synced: Synced) -> None:
    other = folder(settings).with_name("other")
    other.mkdir()
    (other / "herne.md").write_text("The plant in Herne opened in 2024.")
    rag.index(other, settings=settings)
    assert synced() == ("heide", "herne")
    (other / "hof.md").write_text("The plant in Hof opened in 2025.")
    assert synced() == ("heide", "herne", "hof")


def test_a_folder_that_is_gone_is_said_and_its_articles_stay(
    settings: Settings, synced: Synced, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, told = Event(), []

    def say(message: str) -> None:
        told.append(message)
        said.set()

    monkeypatch.setattr(watch, "say", say)
    shutil.rmtree(folder(settings))
    assert said.wait(PATIENCE)
    assert "is gone: its articles stay until it is back or `rag forget` is run" in told[0]
    assert rag.open(settings=settings).library.article("heide")


def test_a_sync_that_another_process_holds_up_is_tried_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    again, calls = Event(), []

    def sync(*arguments: object, **named: object) -> SyncReport:
        calls.append(arguments)
        if len(calls) == 1:
            raise IndexLocked("locked")
        again.set()
        return SyncReport()

    monkeypatch.setattr(rag, "sync", sync)
    with watching(settings):
        assert again.wait(PATIENCE)


def test_a_path_with_a_tilde_is_followed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home = settings.model_copy(update={"corpus": CorpusSettings(paths=("~/articles",))})
    monkeypatch.setenv("HOME", str(folder(settings).parent))
    synced = Event()

    def sync(*arguments: object, **named: object) -> SyncReport:
        synced.set()
        return SyncReport()

    monkeypatch.setattr(rag, "sync", sync)
    with watching(at_home):
        assert synced.wait(PATIENCE)


def test_more_than_half_of_the_articles_never_leave_unasked(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, tried, real = Path(settings.corpus.paths[0]), Event(), rag.sync
    for number in range(6):
        (folder / f"more-{number}.md").write_text(f"Number {number}.")
    rag.index(folder, settings=settings)
    for path in folder.glob("more-*.md"):
        path.unlink()

    def sync(*arguments: object, **named: object) -> SyncReport:
        try:
            return real(*arguments, **named)  # type: ignore[arg-type]
        finally:
            tried.set()

    monkeypatch.setattr(rag, "sync", sync)
    with watching(settings):
        assert tried.wait(PATIENCE)
    assert "rag: 6 of 7 articles would leave the index" in capsys.readouterr().err
    library = open_library(settings=settings)
    assert len(library.articles()) == 7
    library.close()
