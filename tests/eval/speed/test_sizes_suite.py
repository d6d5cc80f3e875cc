import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pytest

from eval.harness.suite import Task
from eval.speed.sizes import Measured, Stored
from eval.suites.sizes import chosen, costs, sizes
from rag.evaluation.measure.result import Result
from rag.settings import load_settings

MEASURED = Measured(
    1_024,
    4.0,
    1.5,
    0.5,
    [0.01],
    [0.02],
    indexing_memory=700.0,
    syncing_memory=650.0,
    asking_memory=600.0,
    disk=30.0,
)


def values_of(results: Sequence[Result]) -> dict[str, object]:
    assert {result.system for result in results} == {"footnote"}
    return {result.metric: pytest.approx(result.value) for result in results}


def test_costs_are_named_for_their_size() -> None:
    assert values_of(costs("1k chunks", MEASURED)) == {
        "1k chunks: search p50, ms": 10,
        "1k chunks: search p95, ms": 10,
        "1k chunks: ask p50, ms": 20,
        "1k chunks: ask p95, ms": 20,
        "1k chunks: indexing without embedding, chunks/s": 256,
        "1k chunks: sync of one edited article, s": 1.5,
        "1k chunks: sync without changes, s": 0.5,
        "1k chunks: peak memory indexing, MB": 700,
        "1k chunks: peak memory syncing, MB": 650,
        "1k chunks: peak memory asking, MB": 600,
        "1k chunks: index on disk, MB": 30,
        "1k chunks: on disk, bytes a chunk": 30 * 1_024,
    }


def test_a_million_has_to_be_asked_for() -> None:
    assert chosen(None) == [1_000, 10_000, 100_000]
    assert chosen(10_000) == [1_000, 10_000]
    assert chosen(1_000_000)[-1] == 1_000_000
    assert chosen(2) == []


def test_what_was_measured_of_a_size_is_kept_and_its_index_is_not(
    tmp_path: Path, stored: list[Stored]
) -> None:
    (tmp_path / "1000").mkdir()
    (tmp_path / "1000.json").write_text(json.dumps(asdict(MEASURED)))
    task = Task(Path(), load_settings(), limit=1_000)
    assert sizes(task, stored, [], tmp_path) == costs("1k chunks", MEASURED)
    assert not (tmp_path / "1000").exists()
