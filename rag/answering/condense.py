"""A question that leans on the conversation, made to stand alone, by rules."""

import re
from collections.abc import Sequence

from rag.types import Turn
from rag.words import FUNCTION_WORDS

POINTING = frozenset(
    """it its they them their theirs he him his she her hers this that these those there then here one ones former latter
    other others another same such both either neither first second third last later earlier own also else more
    """.split()
)
_OPENING = re.compile(r"(and|but|so|or|what about|how about|why|how so|since when|where exactly)\b", re.IGNORECASE)
_PRONOUNS = frozenset("it its they them their he him his she her this that these those there".split())
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
    words = re.findall(r"\w+", question.lower())
    content = [word for word in words if word not in FUNCTION_WORDS]
    return bool(
        _OPENING.match(question.strip())
        or not POINTING.isdisjoint(words)
        or len(content) < _FEW_WORDS
        and not _names(question)
    )


def points_nowhere(question: str) -> bool:
    """Tell whether a question that opens a conversation asks about something that it does not name.

    >>> points_nowhere("How much did it cost?"), points_nowhere("How much did it cost to build Heide?")
    (True, False)
    """
    words = re.findall(r"\w+", question.lower())
    content = [word for word in words if word not in FUNCTION_WORDS and word not in POINTING]
    return not _PRONOUNS.isdisjoint(words) and len(content) <= _SAYS_LITTLE and not _names(question)


def _names(question: str) -> list[str]:
    """Return the words inside the question that look like names: a capital or a digit, not at its start."""
    return [word for word in re.findall(r"\w+", question)[1:] if word[0].isupper() or word[0].isdigit()]
