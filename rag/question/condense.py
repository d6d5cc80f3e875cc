"""A follow-up made to stand alone by rules: what it refers to goes in front of it."""

from collections.abc import Sequence

from rag.core.answer import Turn
from rag.language.language import DEFAULT, language
from rag.language.words import WORD, content, words
from rag.question.check import MAX_QUESTION

_FEW_WORDS = 4
"""A question with fewer content words and no name needs the conversation."""
_VAGUE_WORDS = 2
"""An opening question with at most so many content words beside its pronouns names nothing."""


def standalone(question: str, history: Sequence[Turn], code: str = DEFAULT) -> str:
    """Return the question with the last question of the conversation in front of it.

    Where that is a follow-up too, the nearest question that stands alone goes in front of both,
    since it has the names. A question that stands alone comes back as it is. At most
    `MAX_QUESTION` characters; the beginning goes first.

    >>> standalone("And in Germany?", [Turn("How many plants are there in France?")])
    'How many plants are there in France? And in Germany?'
    >>> standalone("What is black mass?", [])
    'What is black mass?'
    """
    earlier = [turn.question for turn in history if turn.question.strip()]
    if not earlier or not is_follow_up(question, code):
        return question
    alone = (text for text in reversed(earlier) if not is_follow_up(text, code))
    named = next(alone, earlier[0])
    parts = dict.fromkeys([named.strip(), earlier[-1].strip(), question])
    return " ".join(parts)[-MAX_QUESTION:]


def is_follow_up(question: str, code: str = DEFAULT) -> bool:
    """Tell whether a question needs the conversation.

    It points back, opens like a continuation, or has few words and no name.

    >>> is_follow_up("How high did it climb later?")
    True
    >>> is_follow_up("Who is the chief executive of InoBat in Slovakia today?")
    False
    """
    asking = language(code).asking
    all_words = words(question)
    return bool(
        is_dependent(question, code)
        or not asking.pointing.isdisjoint(word.lower for word in all_words)
        or (len(content(all_words, code)) < _FEW_WORDS and not _names(question))
    )


def is_dependent(question: str, code: str = DEFAULT) -> bool:
    """Tell whether a question says nothing without the conversation.

    It opens like a continuation, or points at what it does not name. Any other follow-up may as
    well begin a new topic.

    >>> is_dependent("And what does the plant cost?"), is_dependent("When is the referendum?")
    (True, False)
    >>> is_dependent("Is there a café?"), is_dependent("What is this club?")
    (False, False)
    """
    asking = language(code).asking
    return bool(
        asking.continuation.match(question.strip())
        or asking.the_rest.search(question)
        or points_nowhere(question, code)
    )


def points_nowhere(question: str, code: str = DEFAULT) -> bool:
    """Tell whether a question asks about something that it does not name.

    >>> points_nowhere("How much did it cost?")
    True
    >>> points_nowhere("How much did it cost to build Heide?")
    False
    """
    asking = language(code).asking
    pointing = {word.lower for word in words(asking.pointless.sub(" ", question))}
    rest = [word for word in content(words(question), code) if word.lower not in asking.pointing]
    points = not asking.pronouns.isdisjoint(pointing)
    return points and len(rest) <= _VAGUE_WORDS and not _names(question)


def _names(question: str) -> list[str]:
    """Return the words inside the question that may be names: a capital or a digit, not first."""
    later = WORD.findall(question)[1:]
    return [word for word in later if word[0].isupper() or word[0].isdigit()]
