import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.harness.suite import Task
from eval.speed.sizes import Stored, copies
from eval.suites.speed import compare, embedding, write_sources
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


def test_embedding_is_compared_with_the_peak(stored: list[Stored]) -> None:
    share, peak = embedding(TASK, list(copies(stored, 4)), side=256)
    assert (share.metric, share.n) == ("share of matmul peak while embedding", 3)
    assert 0 < share.value < 1 < peak.value
