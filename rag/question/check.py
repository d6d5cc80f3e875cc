"""What a question must be."""

from rag.core.statement import Says, statement
from rag.core.text import normalise, plain_letters
from rag.errors import QuestionError
from rag.render.statements import say

MAX_QUESTION = 2_000
"""The most characters of a question."""


def check_question(question: object) -> str:
    """Return the question, normalised, on one line, its letters plain.

    Raises:
        QuestionError: when it is no text, is empty, has more than 2,000 characters or no letter or
            digit.
    """
    if not isinstance(question, str):
        raise _refused(Says.NO_TEXT)
    text = " ".join(plain_letters(normalise(question)).split())
    if not text:
        raise _refused(Says.EMPTY_QUESTION)
    if len(text) > MAX_QUESTION:
        raise _refused(Says.LONG_QUESTION, length=len(text), most=MAX_QUESTION)
    if not any(map(str.isalnum, text)):
        raise _refused(Says.NO_WORDS)
    return text


def _refused(says: Says, **values: int) -> QuestionError:
    why = statement(says, **values)
    return QuestionError(say(why), why)
