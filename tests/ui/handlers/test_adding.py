"""An address or a path that is added."""

from pathlib import Path

import pytest

from rag.errors import CorpusError, FetchError
from rag.library.records import no_tell
from rag.ui.catalogue import catalogue
from rag.ui.handlers.adding import AddRequest, adding
from tests.ui.folder import followed_folder

EN = catalogue("en")


def test_a_path_is_planned_and_an_address_is_not(tmp_path: Path) -> None:
    folder, settings = followed_folder(tmp_path)
    path = adding(AddRequest(place=f" {folder} "), settings, True, EN)
    assert path.plan
    assert path.plan(no_tell).counts == {"added": 2}
    assert (
        adding(AddRequest(place="https://a.example/f", kind="feed"), settings, True, EN).plan
        is None
    )


def test_what_may_not_be_added_is_refused(tmp_path: Path) -> None:
    _, settings = followed_folder(tmp_path)
    with pytest.raises(FetchError):
        adding(AddRequest(place="ftp://a.example"), settings, True, EN)
    with pytest.raises(CorpusError, match="drop the files instead"):
        adding(AddRequest(place="/etc"), settings, False, EN)
