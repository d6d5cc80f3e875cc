import pytest

from rag.errors import QuestionError
from rag.question.check import MAX_QUESTION, check_question


def test_a_question_is_normalised_to_one_line() -> None:
    assert check_question("  Where\n is\tit? ") == "Where is it?"
    assert len(check_question("w" * MAX_QUESTION)) == MAX_QUESTION


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "the question is no text: write what you want to know"),
        (["Where?"], "the question is no text"),
        ("", "the question is empty: write what you want to know"),
        (" \n\x00", "the question is empty"),
        ("?!", "the question has no word in it: write"),
        ("w" * (MAX_QUESTION + 1), "has 2,001 characters, at most 2,000 are read: shorten it"),
    ],
)
def test_what_can_not_be_searched_is_refused(text: object, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        check_question(text)
