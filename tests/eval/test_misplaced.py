import json
import random

import pytest

from eval.datasets import Document
from eval.suites import misplaced
from eval.suites.suite import Task
from rag.settings import Settings

TEXT = (
    "Northvolt cut 1,600 jobs in Sweden in 2024, because orders were missing. "
    "In 2021 a plant was planned by Volvo in Norway. The plant was to employ 3,000 people. Nobody works there today."
)
DOCUMENT = Document("p0", "Batteries", TEXT)


def test_claims_take_a_value_from_another_sentence_or_leave_something_out():
    claims = {claim.kind: [] for claim in misplaced.claims_of(DOCUMENT, random.Random(0))}
    for claim in misplaced.claims_of(DOCUMENT, random.Random(0)):
        claims[claim.kind].append(claim.text)
    assert list(claims) == ["name", "number", "date", misplaced.PART, misplaced.TWO]
    assert all(len(some) <= misplaced.MOST for some in claims.values())
    assert claims[misplaced.PART] == ["Northvolt cut 1,600 jobs in Sweden in 2024."]
    assert set(claims["date"]) == {
        "Northvolt cut 1,600 jobs in Sweden in 2021, because orders were missing.",
        "In 2024 a plant was planned by Volvo in Norway.",
    }
    for claim in (*claims["name"], *claims["number"], *claims["date"]):
        assert claim not in TEXT
        assert {word.strip(".,") for word in claim.split()} <= {word.strip(".,") for word in TEXT.split()}


def test_the_same_claims_are_made_each_time():
    first, second = ([*misplaced.claims_of(DOCUMENT, random.Random(0))] for _ in range(2))
    assert first == second


def test_misplaced_claims_are_seen_and_true_ones_let_through(tmp_path):
    folder = tmp_path / "xquad-en"
    folder.mkdir()
    (folder / "corpus.jsonl").write_text(json.dumps({"id": "p0", "title": "Batteries", "text": TEXT}))
    outcome = misplaced.run(Task(tmp_path, Settings()))
    values = {(result.system, result.metric): result.value for result in outcome.results}
    assert values["footnote", "misplaced date, let through"] == 0
    assert values["footnote", "misplaced name, let through"] == 0
    assert values["footnote", "true, let through: part of a sentence"] == 1
    assert values[misplaced.WORDS, "misplaced name, let through"] == pytest.approx(1)
    wrong = [case for case in outcome.cases if case.score < 1]
    assert all(case.verdict for case in outcome.cases)
    assert all(case.id.startswith("p0 two") for case in wrong)
