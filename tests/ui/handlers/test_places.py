"""Where articles come from."""

from pathlib import Path

import pytest

from rag.errors import CorpusError
from rag.ui.handlers.places import Places, check_named, places_of, with_siblings
from tests.ui.shelves import shelf_of, shelved

SHELF = shelf_of(
    shelved("one", identity="/news/feed.xml//1"),
    shelved("two", identity="/news/feed.xml//2"),
    shelved("web", identity="https://a.example/f#1"),
    shelved("made", identity="memory:made"),
    shelved("drop", identity="/news/added/d.md"),
)


def test_each_place_is_named_once_by_its_kind() -> None:
    assert places_of(SHELF.articles, SHELF, Path("/news/added")) == Places(
        (Path("/news/feed.xml"),), (Path("/news/added/d.md"),), ("https://a.example/f",), ("made",)
    )
    assert places_of(["drop"], SHELF, None).files == (Path("/news/added/d.md"),)


def test_who_shares_a_file_goes_along() -> None:
    assert with_siblings(["one"], SHELF) == ["one", "two"]
    assert with_siblings(["made"], SHELF) == ["made"]


def test_a_file_that_the_settings_name_cannot_be_kept_out(tmp_path: Path) -> None:
    file = tmp_path.resolve() / "a.md"
    check_named([file], [str(tmp_path)])
    with pytest.raises(CorpusError, match=r"a\.md is named"):
        check_named([file], [str(tmp_path / "a.md")])
