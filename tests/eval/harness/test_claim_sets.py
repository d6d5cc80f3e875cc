from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from eval.harness.claim_sets import read_summedits, read_wice
from eval.harness.claims import Pair
from eval.harness.datasets import MissingData
from eval.harness.suite import Task
from eval.suites import summedits, wice
from rag.errors import DataError
from rag.settings import Settings
from tests.eval.sets import SUMMEDITS, WICE, Record, write_jsonl


@pytest.mark.parametrize(
    ("read", "record", "message"),
    [
        (
            read_wice,
            WICE[0] | {"label": "maybe"},
            "field 'label' is none of supported, partially_supported",
        ),
        (read_wice, WICE[0] | {"evidence": []}, "field 'evidence' holds no sentence"),
        (read_summedits, SUMMEDITS[0] | {"label": 2}, "field 'label' is neither 0 nor 1: 2"),
        (
            read_summedits,
            SUMMEDITS[0] | {"document": "..."},
            "field 'document' holds no sentence",
        ),
    ],
)
def test_a_broken_record_is_named(
    tmp_path: Path, read: Callable[[Path], Iterator[Pair]], record: Record, message: str
) -> None:
    with pytest.raises(DataError, match=rf"data\.jsonl, line 1: {message}"):
        list(read(write_jsonl(tmp_path / "data.jsonl", [record])))


@pytest.mark.parametrize(("suite", "source"), [(wice, "ryokamoi"), (summedits, "Salesforce")])
def test_a_missing_set_is_said(tmp_path: Path, suite: ModuleType, source: str) -> None:
    with pytest.raises(MissingData, match=rf"is missing: get it from .*{source}"):
        suite.run(Task(tmp_path, Settings()))
