from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given

from rag.core.answer import Answer
from rag.core.conversation import Mode, TurnState
from rag.core.corpus import Filter
from rag.library import conversation_rows
from rag.library.conversation_rows import (
    TOO_LONG,
    UNREADABLE,
    answered_values,
    asked_row,
    folded,
    new_id,
    now,
    stored_turn,
)
from tests.library.keeping import BOTH
from tests.render.answers import answers, filters


def row(**values: Any) -> Any:
    """Return the row of a turn."""
    asked = asked_row("", "Which?", Filter(), literal=False, mode=Mode.QUOTED, when=now())
    return SimpleNamespace(**asked | values)


@given(answers())
def test_an_answer_goes_through_its_row(answer: Answer) -> None:
    values = answered_values("Which?", TurnState.DONE, answer, "")
    assert stored_turn(row(**values)).answer == answer


@given(filters)
def test_a_filter_goes_through_its_row(where: Filter) -> None:
    asked = asked_row("parent", "Which? \ud800", where, literal=True, mode=Mode.WRITTEN, when=now())
    turn = stored_turn(SimpleNamespace(**asked))
    assert (turn.where, turn.literal, turn.parent) == (where, True, "parent")
    assert turn.mode is Mode.WRITTEN
    assert turn.question == "Which? ?"


def test_an_answer_of_a_question_with_half_a_letter() -> None:
    answer = replace(BOTH, question="Which \ud800")
    turn = stored_turn(row(**answered_values("Which \ud800", TurnState.DONE, answer, "")))
    assert turn.answer == replace(BOTH, question="Which ?")


def test_an_answer_that_can_not_be_read_is_told() -> None:
    turn = stored_turn(row(state="done", answer='{"of": "a later Footnote"}'))
    assert (turn.answer, turn.problem) == (None, UNREADABLE)


def test_an_answer_that_is_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation_rows, "LONGEST_ANSWER", 10)
    turn = stored_turn(row(**answered_values("Which?", TurnState.DONE, BOTH, "")))
    assert (turn.answer, turn.problem, turn.state) == (None, TOO_LONG, TurnState.DONE)


def test_names_are_long_and_differ() -> None:
    assert len({new_id() for _ in range(1_000)}) == 1_000
    assert len(new_id()) == 32, "128 bits"


def test_capitals_and_compositions_do_not_matter() -> None:
    assert folded("STRASSE cafe\u0301") == folded("straße CAFÉ")
