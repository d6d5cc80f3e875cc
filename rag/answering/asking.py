"""What a question must be, and everything that came of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rag.answering.requests import Kind, Request
from rag.errors import QuestionError
from rag.text import normalise
from rag.types import Answer, Evidence, Hit

MAX_QUESTION = 2_000
"""The most characters a question may have."""


@dataclass(frozen=True, slots=True, eq=False)
class Examined:
    """A question with everything that came of it.

    Attributes:
        served: what `ask` returns where no language model writes.
        always: the answer that would be given if nothing were refused.
        hits: the passages found, best first.
        evidence: the candidate sentences, best first.
        short: the few words that answer most likely, out of the best passage that was read; None where none was.
        signals: what the confidence was computed from.
        request: the question, understood.
    """

    served: Answer
    always: Answer
    hits: tuple[Hit, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    short: Evidence | None = None
    signals: Mapping[str, float] = field(default_factory=dict)
    request: Request = field(default_factory=lambda: Request(Kind.ANSWER, "", []))


def check_question(question: str) -> str:
    """Return the question, normalised.

    Raises:
        QuestionError: when it is empty, has more than 2,000 characters or no letter or digit.
    """
    text = " ".join(normalise(question).split())
    if not text:
        raise QuestionError("the question is empty: write what you want to know")
    if len(text) > MAX_QUESTION:
        raise QuestionError(f"the question has {len(text):,} characters, at most {MAX_QUESTION:,} are read: shorten it")
    if not any(map(str.isalnum, text)):
        raise QuestionError("the question has no word in it: write what you want to know")
    return text
