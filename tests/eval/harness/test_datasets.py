from pathlib import Path

import pytest

from eval.harness.datasets import DEFAULT_DATA, MissingData, find_set

ROOT = Path(__file__).parents[3]


def test_the_sets_lie_beside_the_project() -> None:
    assert (ROOT / "pyproject.toml").is_file()
    assert ROOT.parent / "shared" / "benchmarks" == DEFAULT_DATA


def test_a_missing_set_is_named_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(MissingData, match=r"corpus\.jsonl is missing: get it from github\.com/"):
        find_set(tmp_path, "clapnq", "corpus.jsonl")
