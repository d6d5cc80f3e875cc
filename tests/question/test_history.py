from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from rag import Turn
from rag.errors import QuestionError
from rag.question.history import read_history

ASKED, SAID = "Who owns ACC?", "Three firms."


@pytest.mark.parametrize(
    "history",
    [
        [Turn(ASKED, SAID)],
        [(ASKED, SAID)],
        [[ASKED, SAID]],
        [{"question": ASKED, "answer": SAID}],
        [("user", ASKED), ("assistant", SAID)],
        [("human", ASKED), ("ai", SAID)],
        [{"role": "user", "content": ASKED}, {"role": "assistant", "content": SAID}],
        [SystemMessage("Be brief."), HumanMessage(ASKED), AIMessage(SAID)],
        [AIMessage("Ask me."), HumanMessage([{"type": "text", "text": ASKED}]), AIMessage(SAID)],
        [HumanMessage(ASKED), AIMessage("Three"), AIMessage(["firms."])],
        iter([HumanMessage(ASKED), AIMessage(SAID)]),
    ],
)
def test_a_conversation_is_taken_in_the_forms_that_programs_keep(history: Any) -> None:
    assert read_history(history) == [Turn(ASKED, SAID)]


@pytest.mark.parametrize(
    "past", [{"question": ASKED}, (ASKED, None), {"role": "user", "content": ASKED}]
)
def test_a_question_may_have_no_answer(past: Any) -> None:
    assert read_history([past]) == [Turn(ASKED)]


@pytest.mark.parametrize("question", ["ai", "user", "system"])
def test_a_turn_is_never_taken_for_a_message(question: str) -> None:
    assert read_history([Turn(question, SAID)]) == [Turn(question, SAID)]


@pytest.mark.parametrize(
    "past", [ASKED, 3, None, (), (ASKED,), (1, 2), {"role": "user"}, {"role": "x", "content": "y"}]
)
def test_anything_else_is_an_error_that_says_what_to_give(past: Any) -> None:
    with pytest.raises(QuestionError, match=r"history holds .*: give rag\.Turn"):
        read_history([past])
