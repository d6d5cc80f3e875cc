"""The record of hours of use."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from eval.faults.served import Footprint
from eval.service.soak import Look, grown, last_of_each, looks
from rag.errors import DataError


def look(process: int, minute: int, memory: float = 700.0, handles: int = 40) -> Look:
    held = Footprint(handles, 0, 18, memory)
    return Look(process, 60.0 * minute, 30 * minute, int(minute == 7), held)


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    record = tmp_path / "soak.jsonl"
    assert looks(record) == ("", [])
    several = [look(0, 1), look(0, 2)]
    lines = [json.dumps({"commit": "c"}), *(json.dumps(asdict(one)) for one in several)]
    record.write_text("\n".join(lines) + "\n")
    assert looks(record) == ("c", several)


def test_what_grows_is_told_of_the_process_that_lived_longest() -> None:
    short = [look(0, minute, memory=100.0 * minute) for minute in (1, 2, 3)]
    long = [look(1, minute, memory=700.0 + minute, handles=40) for minute in range(1, 101)]
    assert last_of_each([*short, *long]) == [short[-1], long[-1]]
    tells = grown([*short, *long])
    assert tells["memory"] == pytest.approx(80.0)
    assert tells["handles"] == 0


@pytest.mark.parametrize("several", [[], [look(0, 1)]])
def test_a_soak_of_a_minute_tells_nothing(several: list[Look]) -> None:
    with pytest.raises(DataError, match="too short"):
        grown(several)
