from pathlib import Path

import rag
from eval.harness.suite import Task
from eval.suites.starter import measure
from rag.settings import Settings
from tests.evaluation.samples import exact_values


def test_footnote_and_the_baseline_answer_the_projects_questions(
    starter_bot: rag.Chatbot, tmp_path: Path
) -> None:
    outcome = measure(Task(tmp_path, Settings(), limit=3), starter_bot)
    values = exact_values(outcome.results)
    assert {system for system, _ in values} == {"footnote", "langchain-tutorial"}
    assert values["footnote", "verbatim quotes"][0] == 1.0
    assert values["footnote", "evidence recall, no abstention"][1] == 3
    assert values["langchain-tutorial", "evidence recall, 4 whole chunks"][1] == 3
    alone = measure(Task(tmp_path, Settings(), limit=3, alone=True), starter_bot)
    assert {result.system for result in alone.results} == {"footnote"}
    assert not any("AUC" in metric for _, metric in values), "three answerable questions have none"
