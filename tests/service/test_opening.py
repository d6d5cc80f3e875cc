"""The chatbot of an app: loaded once, and tried again while a library is empty."""

import threading
from pathlib import Path

import pytest

import rag
from rag.errors import IndexMissing, IndexStale, LibraryClosed, LibraryUnknown
from rag.library.library import Library
from rag.service.opening import Opening, Openings
from rag.settings import Settings
from tests.beside import index_both
from tests.ui.apps import opening
from tests.ui.handlers.plant import plant_bot


def test_an_empty_library_is_tried_again_until_it_has_articles(tmp_path: Path) -> None:
    opened = opening(Settings(state_dir=tmp_path))
    opened.try_now()
    with pytest.raises(IndexMissing):
        opened()
    with pytest.raises(IndexMissing):
        opened.library()
    plant_bot(tmp_path)
    assert opened().facts().articles == 1
    assert opened() is opened()
    assert opened().library is opened.library()


def test_what_is_wrong_with_a_library_is_told_at_once() -> None:
    def stale() -> Library:
        raise IndexStale("made with other settings")

    def never(library: Library) -> rag.Chatbot:
        pytest.fail("loaded")

    with pytest.raises(IndexStale):
        Opening(stale, never).try_now()


def test_the_library_does_not_wait_for_the_model(tmp_path: Path) -> None:
    bot, may_load = plant_bot(tmp_path), threading.Event()

    def load(library: Library) -> rag.Chatbot:
        may_load.wait()
        return bot

    opened = Opening(lambda: bot.library, load)
    loading = threading.Thread(target=opened.try_now)
    loading.start()
    assert opened.library().facts().articles == 1
    may_load.set()
    loading.join()
    assert opened() is bot


def test_libraries_are_opened_when_they_are_asked_for_and_closed_together(tmp_path: Path) -> None:
    index_both(tmp_path)
    openings = Openings(Settings(state_dir=tmp_path))
    assert openings.names() == ("default", "wire")
    wire = openings("wire")
    assert openings("wire") is wire
    bot = wire()
    assert bot.articles()
    assert wire.library() is bot.library
    rag.index(rag.Article("New.", title="New"), tmp_path, library="new")
    assert openings("new").library().facts().articles == 1
    with pytest.raises(LibraryUnknown, match="no library 'missing' here"):
        openings("missing")
    openings.close()
    with pytest.raises(LibraryClosed, match="open it again"):
        bot.articles()
    assert openings("wire")().articles()
    openings.close()
