"""What the trained confidence refuses; a new training or fit may change it."""

from pathlib import Path

from eval.suites import mtrag, multihop
from tests.eval.suites import test_mtrag, test_multihop
from tests.evaluation.samples import exact_values


def test_a_question_that_no_passage_answers_is_refused(tmp_path: Path) -> None:
    outcome = mtrag.run(test_mtrag.task_of(tmp_path, test_mtrag.QUERIES[:3:2]))
    values = exact_values(outcome.results)
    assert values["footnote", "refused: unanswerable"] == (1.0, 1)
    _, case = outcome.cases
    assert (case.score, case.verdict.split(",")[0]) == (1.0, "unanswerable: refused")


def test_a_question_over_facts_that_has_no_answer_is_refused(tmp_path: Path) -> None:
    task = test_multihop.task_of(tmp_path, [test_multihop.COMPANY, test_multihop.NULL])
    outcome = multihop.run(task)
    assert exact_values(outcome.results)["footnote", "unanswerable refused"] == (1.0, 1)
    assert outcome.cases[1].verdict.startswith("rightly refused")
