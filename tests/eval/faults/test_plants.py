"""The articles that are edited while they are synced."""

from pathlib import Path

import pytest

import rag
from eval.faults.endless import growth
from eval.faults.plants import Plants, held, question, said, towns
from eval.faults.served import Footprint, footprint
from rag.errors import IndexMissing


def test_towns_are_all_different() -> None:
    assert len(set(towns())) == len(towns()) > 400


def test_a_library_holds_what_the_folder_says_after_every_edit(tmp_path: Path) -> None:
    folder, state = tmp_path / "articles", tmp_path / "state"
    folder.mkdir()
    plants, seen = Plants(folder, 8, seed=1), []
    for _ in range(6):
        rag.index(folder, state)
        assert held(state) == plants.facts()
        seen.append(plants.facts())
        plants.edit()
    assert len({tuple(sorted(facts.items())) for facts in seen}) > 3
    plants.change()
    assert held(state) != plants.facts(), "an edit that was not synced is not held"


def test_the_number_of_a_town_is_read_from_an_answer() -> None:
    text = "“The plant in Barby makes 12 cells a day.” The plant in Vikby makes 13 cells a day."
    assert said("Vikby", text) == 13
    assert said("Norby", text) is None
    assert "Vikby" in question("Vikby")


def test_a_library_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        held(tmp_path)


def test_only_what_grows_after_the_start_counts() -> None:
    prints = [Footprint(9 + n, 0, min(n, 2), 100.0 + 50 * (n == 19)) for n in range(30)]
    assert growth(prints) == {"handles": 24, "threads": 0, "deleted": 0, "memory": 0}


def test_a_process_holds_what_it_opened(tmp_path: Path) -> None:
    before = footprint()
    path = tmp_path / "x"
    with path.open("w"):
        path.unlink()
        during = footprint()
    assert (during.handles, during.deleted) == (before.handles + 1, before.deleted + 1)
    assert during.memory > 10
