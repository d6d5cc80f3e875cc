"""What the trained cross-encoder and its fits let through; a new training may change it."""

from pathlib import Path

import pytest

from eval.harness.suite import Task
from eval.suites import misplaced
from rag.settings import Settings
from tests.eval.sets import write_jsonl
from tests.eval.suites.test_misplaced import DOCUMENT


def test_misplaced_claims_are_seen_and_true_ones_let_through(tmp_path: Path) -> None:
    paragraph = {"id": DOCUMENT.id, "title": DOCUMENT.title, "text": DOCUMENT.text}
    write_jsonl(tmp_path / "xquad-en" / "corpus.jsonl", [paragraph])
    outcome = misplaced.run(Task(tmp_path, Settings()))
    values = {(result.system, result.metric): result.value for result in outcome.results}
    assert values["footnote", "misplaced date, let through"] == 0
    assert values["footnote", "misplaced name, let through"] == 0
    assert values["footnote", "true, let through: part of a sentence"] == 1
    assert values[misplaced.WORDS, "misplaced name, let through"] == pytest.approx(1)
    wrong = [case for case in outcome.cases if case.score < 1]
    assert all(case.verdict for case in outcome.cases)
    assert all(case.id.startswith("p0 two") for case in wrong)
