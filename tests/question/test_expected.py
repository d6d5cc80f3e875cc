import pytest

from rag.core.request import Wants
from rag.language.parsed import parse
from rag.question.expected import has, wants


@pytest.mark.parametrize(
    ("question", "wanted", "good", "bad"),
    [
        ("In which year did it open?", Wants.TIME, "in May 2021", "with joy"),
        ("How many people came?", Wants.NUMBER, "twelve people", "people"),
        ("What share voted for it?", Wants.NUMBER, "61.3 percent", "the share"),
        ("Whose words are these?", Wants.NAME, "Ida Berg said it", "she said it"),
    ],
)
def test_a_question_says_what_its_answer_must_have(
    question: str, wanted: Wants, good: str, bad: str
) -> None:
    assert wants(question) is wanted
    assert (has(wanted, parse(good)), has(wanted, parse(bad))) == (True, False)


def test_most_questions_want_nothing_of_the_sort() -> None:
    assert wants("What is black mass?") is Wants.ANYTHING
    assert has(Wants.ANYTHING, parse("a powder"))
