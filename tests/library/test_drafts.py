import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rag.errors import DataError
from rag.library import drafts
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.drafts import Drafts, KeptDraft
from rag.library.migrations import KEY
from tests.library.keeping import ANNA, BERT


@pytest.fixture
def kept(catalog: Catalog) -> Drafts:
    return Drafts(catalog.database)


def test_a_draft_is_kept_as_it_is_typed(kept: Drafts) -> None:
    assert kept.read(ANNA) == KeptDraft()
    first = kept.write(ANNA, "One\r\ntwo\rthree\0", "draft.md", 0)
    assert first == KeptDraft("One\ntwo\nthree ", "draft.md", 1)
    assert kept.read(ANNA) == first
    assert kept.write(ANNA, "half \ud83d of a letter", "x" * 300, 1).text == "half ? of a letter"
    assert kept.read(ANNA).name == "x" * drafts.MOST_NAME
    assert kept.read(BERT) == KeptDraft()


def test_what_another_window_wrote_is_not_overwritten(kept: Drafts) -> None:
    kept.write(ANNA, "mine", "", 0)
    with pytest.raises(DataError, match="changed in another window: copy what you typed"):
        kept.write(ANNA, "older", "", 0)
    assert kept.read(ANNA).text == "mine"


def test_words_are_put_at_the_end_and_taken_off(kept: Drafts) -> None:
    assert kept.append(ANNA, "“First.”").text == "“First.”"
    second = kept.append(ANNA, "“Second.”")
    assert second.text == "“First.”\n\n“Second.”"
    assert kept.cut(ANNA, len("“First.”\n\n"), second.number).text == "“First.”"
    with pytest.raises(DataError, match="another window"):
        kept.cut(ANNA, 0, second.number)


def test_a_draft_is_deleted_and_brought_back(kept: Drafts) -> None:
    written = kept.write(ANNA, "mine", "draft.md", 0)
    kept.restore(ANNA)
    kept.delete(ANNA)
    gone = kept.read(ANNA)
    assert (gone.text, gone.name) == ("", "")
    assert gone.number > written.number, "a window that shows it may not write over it"
    kept.delete(ANNA)
    kept.restore(ANNA)
    assert kept.read(ANNA).text == "mine"
    kept.delete(ANNA)
    kept.append(ANNA, "new")
    kept.restore(ANNA)
    assert kept.read(ANNA).text == "new"


def test_a_draft_has_a_bound(kept: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_KEPT", 8)
    kept.write(ANNA, "x" * 8, "", 0)
    with pytest.raises(DataError, match="the text has 9 characters, at most 8 are kept"):
        kept.write(ANNA, "x" * 9, "", 1)
    with pytest.raises(DataError, match="split it"):
        kept.append(ANNA, "y")
    assert kept.read(ANNA).text == "x" * 8


def test_a_catalog_from_before_drafts_were_kept(tmp_path: Path) -> None:
    Catalog(tmp_path / FILE_NAME).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as old, old:
        old.execute("DROP TABLE drafts")
        old.execute("UPDATE meta SET value = '10' WHERE key = ?", (KEY,))
    catalog = Catalog(tmp_path / FILE_NAME)
    assert Drafts(catalog.database).write(ANNA, "mine", "", 0).number == 1
    catalog.close()
