"""The chatbot of an app: loaded once, and tried again while a library is empty."""

from pathlib import Path

import pytest

import rag
from rag.errors import IndexMissing, IndexStale
from rag.service.opening import Opening
from tests.ui.handlers.plant import plant_bot


def test_an_empty_library_is_tried_again_until_it_has_articles(tmp_path: Path) -> None:
    opening = Opening(lambda: rag.open(tmp_path))
    opening.try_now()
    with pytest.raises(IndexMissing):
        opening()
    plant_bot(tmp_path)
    assert opening().facts().articles == 1
    assert opening() is opening()


def test_what_is_wrong_with_a_library_is_told_at_once() -> None:
    def stale() -> rag.Chatbot:
        raise IndexStale("made with other settings")

    with pytest.raises(IndexStale):
        Opening(stale).try_now()
