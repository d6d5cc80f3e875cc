"""Damage, hostile input and attacks: a few of each, and that a failure is seen.

`make gate` tries more of each, and kills.
"""

from pathlib import Path

import pytest

from eval.faults import attacks, damage, halts, hostile, kills
from eval.faults.attacks import Attack
from eval.faults.hostile import Input
from eval.faults.journal import Tried


def test_there_are_sixty_damages_and_one_is_mended_as_told() -> None:
    assert len(damage.names()) >= 60
    chosen = ["catalog.db: garbage"]
    assert list(damage.damage(chosen)) == [Tried(name) for name in chosen]


def test_there_are_three_hundred_hostile_inputs_and_some_are_contained() -> None:
    names = [one.id for one in hostile.inputs()]
    assert len(set(names)) == len(names) >= 300
    chosen = ["text 3", "name 27", "front matter 9", "variable 9", "questions 3"]
    assert list(hostile.try_inputs(chosen)) == [Tried(name) for name in chosen]


def test_a_full_disk_and_a_sync_that_was_stopped_lose_nothing() -> None:
    assert len(halts.names()) == 2 * halts.EACH
    chosen = [halts.names()[0], halts.names()[-1]]
    tried = list(halts.halt(chosen))
    assert [(one.id, one.problem) for one in tried] == [(name, "") for name in chosen]
    assert tried[0].value == 1, "the disk was full"


def test_an_input_that_stops_the_sync_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = Input("bad", ("index", "nowhere", "--state", "new"), then=hostile.QUESTION)
    lost = Input("lost", ("index", "a", "--state", "new"), {"a/b.md": b"x"}, then=hostile.QUESTION)
    monkeypatch.setattr(hostile, "inputs", lambda: [bad, lost])
    first, second = hostile.try_inputs(["bad", "lost"])
    assert first.problem.startswith("one file stopped the sync: rag: no such file or folder")
    assert second.problem.startswith("not answered: ")


def test_attacks_are_kept_out_and_one_that_comes_through_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = attacks.attacks()
    assert len({one.id for one in many}) == len(many) >= 100
    chosen = [*many[:2], next(one for one in many if one.id.startswith("file"))]
    through = Attack("through", "GET", "/room/theme.js")
    monkeypatch.setattr(attacks, "attacks", lambda: [*chosen, through])
    names = [one.id for one in chosen]
    assert list(attacks.attack([*names, "through"])) == [
        *map(Tried, names),
        Tried("through", "it was done"),
    ]


def test_what_a_library_lost_is_seen(tmp_path: Path) -> None:
    assert kills.differs(tmp_path, {}).startswith("the library can't be read: no index in")
