import pytest
from pydantic import ValidationError

from rag.errors import QuestionError
from rag.service.api.chat_sent import ChatSent, ResponsesSent


def test_the_last_message_of_the_user_is_the_question() -> None:
    messages = [
        {"role": "system", "content": "Be short."},
        {"role": "user", "content": "Who?"},
        {"role": "assistant", "content": None},
        {
            "role": "user",
            "content": [{"type": "text", "text": each} for each in ("And", "why?")],
        },
    ]
    asked = ChatSent(model="footnote", messages=messages, temperature=0).asked()
    assert asked.text == "And why?"
    assert asked.history == (("user", "Who?"), ("assistant", ""))


@pytest.mark.parametrize("role", ["system", "assistant"])
def test_without_a_question_there_is_nothing_to_answer(role: str) -> None:
    messages = [{"role": role, "content": "Hello."}]
    with pytest.raises(QuestionError, match="must be the user's"):
        ChatSent(model="footnote", messages=messages).asked()


def test_what_is_kept_by_nobody_can_not_be_gone_on_with() -> None:
    with pytest.raises(ValidationError, match="previous_response_id"):
        ResponsesSent(model="footnote", input="Who?", previous_response_id="resp_1")
