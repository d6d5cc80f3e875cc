import random

from eval.harness.datasets import Document
from eval.suites import misplaced

TEXT = (
    "Northvolt cut 1,600 jobs in Sweden in 2024, because orders were missing. "
    "In 2021 a plant was planned by Volvo in Norway. The plant was to employ 3,000 people. "
    "Nobody works there today."
)
DOCUMENT = Document("p0", "Batteries", TEXT)


def test_claims_take_a_value_from_another_sentence_or_leave_something_out() -> None:
    claims = {claim.kind: [] for claim in misplaced.claims_of(DOCUMENT, random.Random(0))}
    for claim in misplaced.claims_of(DOCUMENT, random.Random(0)):
        claims[claim.kind].append(claim.text)
    assert list(claims) == ["name", "number", "date", misplaced.PART, misplaced.TWO]
    assert all(len(texts) <= misplaced.MOST for texts in claims.values())
    assert claims[misplaced.PART] == ["Northvolt cut 1,600 jobs in Sweden in 2024."]
    assert set(claims["date"]) == {
        "Northvolt cut 1,600 jobs in Sweden in 2021, because orders were missing.",
        "In 2024 a plant was planned by Volvo in Norway.",
    }
    for claim in (*claims["name"], *claims["number"], *claims["date"]):
        assert claim not in TEXT
        assert {word.strip(".,") for word in claim.split()} <= {
            word.strip(".,") for word in TEXT.split()
        }


def test_the_same_claims_are_made_each_time() -> None:
    first, second = ([*misplaced.claims_of(DOCUMENT, random.Random(0))] for _ in range(2))
    assert first == second
