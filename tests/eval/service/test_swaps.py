"""That a mix, an edition that can't be served and a failure are seen."""

import random

import pytest

from eval.service.swaps import Editions
from rag.errors import RagError

CHANCE = random.Random(0)


class Told:
    """Somebody who is told the same whatever is asked."""

    def __init__(self, *numbers: int) -> None:
        self.numbers = numbers

    def ask(self, question: str) -> str:
        if not self.numbers:
            raise RagError("the page said nothing")
        return " ".join(f"The plant in A makes {number} cells a day." for number in self.numbers)

    def close(self) -> None:
        """Nothing is open."""


def test_one_edition_that_may_be_served_is_right() -> None:
    editions = Editions(low=2, high=3)
    for edition in (2, 3):
        editions.work(Told(1_000 * edition, 1_000 * edition + 7), CHANCE)
    assert (editions.answers, editions.seen, editions.problems) == (2, {2, 3}, [])


@pytest.mark.parametrize(
    ("numbers", "problem"),
    [
        ((2_000, 3_001), "a mix of the editions [2, 3]"),
        ((1_000,), "edition {1}, where 2 to 3 may be served"),
        ((4_000,), "edition {4}, where 2 to 3 may be served"),
        ((), "failed: the page said nothing"),
    ],
)
def test_everything_else_is_a_problem(numbers: tuple[int, ...], problem: str) -> None:
    editions = Editions(low=2, high=3)
    editions.work(Told(*numbers), CHANCE)
    assert (editions.answers, editions.problems) == (0, [problem])
