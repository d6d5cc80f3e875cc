"""What the library page is given."""

from pathlib import Path

import pytest

import rag
from rag.errors import IndexStale
from rag.library.library import Library
from rag.library.shelf import EMPTY
from rag.ui.handlers.library import findings, shelf_of
from rag.wiring import open_library
from tests.ui.folder import followed_folder


def test_an_empty_library_has_an_empty_shelf(tmp_path: Path) -> None:
    assert shelf_of(lambda: open_library(tmp_path)) is EMPTY


def test_what_keeps_it_from_being_read_is_told() -> None:
    def stale() -> Library:
        raise IndexStale("made with other settings")

    with pytest.raises(IndexStale):
        shelf_of(stale)


def test_its_articles_are_looked_at_one_by_one(tmp_path: Path) -> None:
    folder, settings = followed_folder(tmp_path)
    rag.index(folder, settings=settings)
    assert [one.check for one in findings(settings)] == ["no date of publication"]
    library = open_library(settings=settings)
    shelf = shelf_of(lambda: library)
    assert set(shelf.articles) == {"heide", "herne"}
    assert shelf_of(lambda: library) is shelf
