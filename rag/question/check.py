"""What a question must be."""

from rag.core.text import normalise, plain_letters
from rag.errors import QuestionError

MAX_QUESTION = 2_000
"""The most characters of a question."""


def check_question(question: str) -> str:
    """Return the question, normalised, on one line, its letters plain.

    Raises:
        QuestionError: when it is empty, has more than 2,000 characters or no letter or digit.
    """
    text = " ".join(plain_letters(normalise(question)).split())
    if not text:
        raise QuestionError("the question is empty: write what you want to know")
    if len(text) > MAX_QUESTION:
        raise QuestionError(
            f"the question has {len(text):,} characters, at most {MAX_QUESTION:,} are read: "
            "shorten it"
        )
    if not any(map(str.isalnum, text)):
        raise QuestionError("the question has no word in it: write what you want to know")
    return text
