from datetime import date
from pathlib import Path

import pytest

import rag
from rag.core.corpus import Failure
from rag.errors import DataError, IndexMissing
from rag.wiring import open_library

QUESTION = "When did the plant in Heide open?"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A library whose one article was edited after it was cited."""
    heide = tmp_path / "articles" / "heide.md"
    heide.parent.mkdir()
    heide.write_text("---\ndate: 2026-01-01\n---\nThe plant in Heide opened in 2021.")
    rag.index(heide.parent, tmp_path / "state")
    return tmp_path / "state"


def test_a_library_is_carried_to_another_place_with_its_citations(
    state: Path, tmp_path: Path
) -> None:
    (old,) = rag.open(state).ask(QUESTION).citations
    heide = tmp_path / "articles" / "heide.md"
    heide.write_text("---\ndate: 2026-01-01\n---\nThe plant in Heide opened in 2022.")
    rag.index(heide.parent, state)
    (new,) = rag.open(state).ask(QUESTION).citations
    counts = rag.export_library(tmp_path / "all.footnote", state)
    assert counts == {"articles": 1, "versions": 1, "feedback": 0}
    report = rag.import_library(tmp_path / "all.footnote", tmp_path / "other")
    assert (report.added, report.warned) == (("heide",), ())
    there = open_library(tmp_path / "other")
    assert there.article("heide") == open_library(state).article("heide")
    assert there.recheck(old)
    assert there.recheck(new)
    assert rag.open(tmp_path / "other").ask(QUESTION).citations == (new,)
    again = rag.import_library(tmp_path / "all.footnote", tmp_path / "other")
    assert (again.unchanged, again.embedded) == (("heide",), 0)
    rag.export_library(tmp_path / "again.footnote", tmp_path / "other")
    assert sorted(tmp_path.glob("*.footnote")) == [
        tmp_path / "again.footnote",
        tmp_path / "all.footnote",
    ]
    assert rag.index(tmp_path / "articles", tmp_path / "other").removed == (), "none of its files"


def test_what_is_there_stays_and_what_was_imported_can_be_rechecked(
    state: Path, tmp_path: Path
) -> None:
    (cited,) = rag.open(state).ask(QUESTION).citations
    rag.export_library(tmp_path / "all.footnote", state)
    other = tmp_path / "other"
    rag.index(rag.Article("Heide is a town.", "Heide", "heide"), other)
    report = rag.import_library(tmp_path / "all.footnote", other)
    assert (report.added, report.changed) == ((), ())
    assert [file.path for file in report.warned] == ["heide"]
    assert isinstance(report.warned[0], Failure)
    library = open_library(other)
    kept = library.article("heide")
    assert kept
    assert kept.text == "Heide is a town."
    assert library.recheck(cited)


def test_mistakes(state: Path, tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        rag.export_library(tmp_path / "x", tmp_path / "none")
    with pytest.raises(IndexMissing):
        rag.doctor(tmp_path / "none")
    with pytest.raises(DataError):
        rag.import_library(tmp_path / "none", tmp_path / "new")
    assert not (tmp_path / "new").exists(), "nothing is made for a file that is none"


def test_the_day_from_which_days_are_impossible_can_be_given(state: Path) -> None:
    (found,) = rag.doctor(state, today=date(2025, 1, 1))
    assert (found.check, found.examples) == ("impossible date of publication", ("heide",))
    assert rag.doctor(state) == []
