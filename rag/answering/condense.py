"""A question that leans on the conversation, made to stand alone, by rules."""

from collections.abc import Sequence

from rag.language.language import language
from rag.language.words import WORD, content, words
from rag.types import Turn

_ASKING = language().asking
_FEW_WORDS, _SAYS_LITTLE = 4, 2
MOST = 2_000
"""The most characters of a question with its context; its beginning goes first."""


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it refers to: the last question of the conversation goes in front of it.

    Where that leans on an earlier one too, the nearest that stands alone goes in front of both, since it has the names. A
    question that stands alone comes back as it is.

    >>> standalone("And in Germany?", [Turn("How many plants are there in France?")])
    'How many plants are there in France? And in Germany?'
    >>> standalone("What is black mass?", [])
    'What is black mass?'
    """
    asked = [turn.question for turn in history if turn.question.strip()]
    if not asked or not leans(question):
        return question
    own = next((text for text in reversed(asked) if not leans(text)), asked[0])
    parts = dict.fromkeys([own.strip(), asked[-1].strip(), question])
    return " ".join(parts)[-MOST:]


def leans(question: str) -> bool:
    """Tell whether a question needs the conversation: it points back, opens like a continuation or says very little.

    >>> leans("How high did it climb later?"), leans("Who is the chief executive of InoBat in Slovakia today?")
    (True, False)
    """
    asked = words(question)
    return bool(
        _ASKING.continuation.match(question.strip())
        or not _ASKING.pointing.isdisjoint(word.lower for word in asked)
        or (len(content(asked)) < _FEW_WORDS and not _names(question))
    )


def points_nowhere(question: str) -> bool:
    """Tell whether a question that opens a conversation asks about something that it does not name.

    >>> points_nowhere("How much did it cost?"), points_nowhere("How much did it cost to build Heide?")
    (True, False)
    """
    asked = words(question)
    named = [word for word in content(asked) if word.lower not in _ASKING.pointing]
    points = not _ASKING.pronouns.isdisjoint(word.lower for word in asked)
    return points and len(named) <= _SAYS_LITTLE and not _names(question)


def _names(question: str) -> list[str]:
    """Return the words inside the question that look like names: a capital or a digit, not at its start."""
    later = WORD.findall(question)[1:]
    return [word for word in later if word[0].isupper() or word[0].isdigit()]
