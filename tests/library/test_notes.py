"""What a library keeps besides its articles."""

import pytest

from rag.library.catalog import Catalog
from rag.library.notes import Notes


def test_what_was_said_of_answers_stays_in_its_order(catalog: Catalog) -> None:
    notes = Notes(catalog)
    notes.add_feedback("{}")
    notes.add_feedback('{"right": true}')
    assert [record for _, record in notes.feedback()] == ["{}", '{"right": true}']


def test_a_value_is_kept_under_its_key(catalog: Catalog) -> None:
    notes = Notes(catalog)
    assert notes.noted("questions") is None
    notes.note("questions", "one")
    notes.note("questions", "two")
    assert notes.noted("questions") == "two"


def test_where_nothing_can_be_written_nothing_is_kept(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(catalog), "read_only", True)
    notes = Notes(catalog)
    notes.note("questions", "one")
    assert notes.noted("questions") is None
