import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.harness.suite import Task
from eval.speed.sizes import Measured, Stored, copies
from eval.suites.speed import OURS, compare, costs, embedding, latency, sizes, write_sources
from rag.evaluation.measure.result import Result
from rag.settings import load_settings
from tests.eval.speed.samples import DOCUMENTS

TASK = Task(Path(), load_settings(), limit=2)


def values_of(results: Sequence[Result]) -> dict[tuple[str, str], object]:
    return {(result.system, result.metric): pytest.approx(result.value) for result in results}


def test_both_systems_get_the_same_characters(tmp_path: Path, stored: list[Stored]) -> None:
    write_sources(DOCUMENTS, tmp_path)
    assert sorted(path.name for path in (tmp_path / "articles").iterdir()) == ["1.md", "2.md"]
    texts = json.loads((tmp_path / "texts.json").read_text(encoding="utf-8"))
    ours = {f"{one.article.title}\n{one.article.text}" for one in stored}
    assert (
        ours
        == set(texts.values())
        == {f"{document.title}\n{document.text}" for document in DOCUMENTS}
    )


def test_a_single_run_of_one_system_stands_against_each_of_the_others() -> None:
    results = compare("indexing, characters/s", [300.0, 500.0], [100.0])
    metric = "indexing, characters/s"
    assert values_of(results) == {
        ("footnote", metric): 400,
        ("langchain-tutorial", metric): 100,
        ("ratio", metric): 4,
    }
    assert [result.n for result in results] == [2, 1, 2]
    assert (results[2].low, results[2].high) == (3, 5)


def test_latency_is_told_in_milliseconds() -> None:
    seconds = [0.001 * number for number in range(1, 102)]
    assert values_of(latency(OURS, "ask", seconds)) == {
        ("footnote", "ask p50, ms"): 51,
        ("footnote", "ask p95, ms"): 96,
    }


def test_costs_are_named_for_their_size() -> None:
    values = values_of(costs("1k chunks", Measured(1_002, 4.0, [0.01], [0.02], 700.0, 600.0, 30.0)))
    assert values == {
        ("footnote", "1k chunks: indexing without embedding, chunks/s"): 250.5,
        ("footnote", "1k chunks: search p50, ms"): 10,
        ("footnote", "1k chunks: search p95, ms"): 10,
        ("footnote", "1k chunks: ask p50, ms"): 20,
        ("footnote", "1k chunks: ask p95, ms"): 20,
        ("footnote", "1k chunks: peak memory indexing, MB"): 700,
        ("footnote", "1k chunks: peak memory asking, MB"): 600,
        ("footnote", "1k chunks: index on disk, MB"): 30,
    }


def test_sizes_above_the_limit_are_left_out(tmp_path: Path, stored: list[Stored]) -> None:
    assert sizes(TASK, stored, [], tmp_path) == []


def test_embedding_is_compared_with_the_peak(stored: list[Stored]) -> None:
    share, peak = embedding(TASK, list(copies(stored, 4)), side=256)
    assert (share.metric, share.n) == ("share of matmul peak while embedding", 3)
    assert 0 < share.value < 1 < peak.value
