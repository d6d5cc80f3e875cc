"""What tests of scores share: answers without a search, and results by name."""

from collections.abc import Sequence
from typing import Any

import pytest

from rag.answering.quoting import Quoted
from rag.core.answer import Answer
from rag.evaluation.measure.result import Result
from rag.evaluation.questions import Question
from rag.evaluation.scoring import AskedQuestion
from rag.question.request import understand

Values = dict[tuple[str, str], Any]
"""The value and the number of cases, by system and metric."""
_REQUEST = understand("When?")


def quoted(answer: Answer, unrefused: Answer) -> Quoted:
    """Return an answer in quotes that rests on nothing."""
    return Quoted(_REQUEST, answer, unrefused)


def asked_question(question: Question, answer: Answer, unrefused: Answer) -> AskedQuestion:
    return AskedQuestion(question, quoted(answer, unrefused))


def values_of(results: Sequence[Result], tolerance: float = 1e-6) -> Values:
    """Return value and number of cases by system and metric, to compare with plain numbers."""
    return {
        (result.system, result.metric): (pytest.approx(result.value, abs=tolerance), result.n)
        for result in results
    }


def exact_values(results: Sequence[Result]) -> Values:
    """Return value and number of cases by system and metric."""
    return {(result.system, result.metric): (result.value, result.n) for result in results}
