import pytest

from rag.answering.asking import MAX_QUESTION, Examined, check_question
from rag.answering.requests import Kind
from rag.errors import QuestionError
from rag.types import Answer


def test_a_question_is_normalised_to_one_line() -> None:
    assert check_question("  Where\n is\tit? ") == "Where is it?"
    assert len(check_question("w" * MAX_QUESTION)) == MAX_QUESTION


@pytest.mark.parametrize("text", ["", " \n", "?!", "w" * (MAX_QUESTION + 1)])
def test_what_is_no_question_is_refused(text: str) -> None:
    with pytest.raises(QuestionError):
        check_question(text)


def test_a_plain_answer_is_what_is_asked_for_unless_said() -> None:
    answer = Answer("Q?", "Q?")
    assert Examined(answer, answer).request.kind is Kind.ANSWER
