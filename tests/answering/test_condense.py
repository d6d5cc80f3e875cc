import pytest

from rag.answering.condense import leans, standalone
from rag.types import Turn

HISTORY = [Turn("Which plants are in France?", "Two."), Turn("Who owned ACC in 2024?", "Three firms.")]


@pytest.mark.parametrize(
    "question",
    [
        "And in Germany?",
        "How high did it climb later?",
        "What about Italy?",
        "Why?",
        "When did they decide that?",
        "How many?",
    ],
)
def test_a_question_that_leans_gets_the_last_question(question: str) -> None:
    assert standalone(question, HISTORY) == f"Who owned ACC in 2024? {question}"


@pytest.mark.parametrize(
    "question",
    ["Who set up Basquevolt?", "What lithium recovery rate must recyclers reach by the end of 2027?", "What is Verkor?"],
)
def test_a_question_of_its_own_stays_as_it_is(question: str) -> None:
    assert not leans(question)
    assert standalone(question, HISTORY) == question


def test_without_history_there_is_nothing_to_lean_on() -> None:
    assert standalone("And in Germany?", []) == "And in Germany?"
    assert standalone("And in Germany?", [Turn(" ")]) == "And in Germany?"
