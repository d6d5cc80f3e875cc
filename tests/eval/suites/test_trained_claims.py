"""Suites of claims, as the trained cross-encoder and its fit judge them."""

from pathlib import Path

from eval.harness.claim_sets import SUMMEDITS_DOMAINS
from eval.harness.datasets import TRAINING
from eval.harness.suite import Task
from eval.suites import summedits, wice
from rag.settings import Settings
from tests.eval.sets import SUMMEDITS, WICE, write_jsonl

SYSTEMS = ["word overlap", "cosine", "late interaction", "footnote"]


def test_wice_takes_only_full_support_as_supported(tmp_path: Path) -> None:
    for part in ("dev", "test"):
        write_jsonl(tmp_path / "wice" / f"{part}.jsonl", WICE)
    outcome = wice.run(Task(tmp_path, Settings()))
    assert [(r.suite, r.system, r.metric) for r in outcome.results] == [
        ("wice", system, metric) for system in SYSTEMS for metric in ("balanced accuracy", "AUC")
    ]
    assert {(r.value, r.n) for r in outcome.results} == {(1.0, 3)}
    assert [case.id for case in outcome.cases] == ["w0", "w1", "w2"]


def test_summedits_is_fitted_on_the_other_domains(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "benchmarks" / "summedits-news" / "claims.jsonl", SUMMEDITS * 2)
    for domain in SUMMEDITS_DOMAINS:
        write_jsonl(tmp_path / TRAINING / "summedits-other" / f"{domain}.jsonl", SUMMEDITS)
    outcome = summedits.run(Task(tmp_path / "benchmarks", Settings(), limit=3))
    assert {(r.suite, r.value, r.n) for r in outcome.results} == {("summedits", 1.0, 3)}
    assert [case.score for case in outcome.cases] == [1.0] * 3
