"""What is searched for a question: the whole with its context, and each thing that it asks."""

from rag.language.language import DEFAULT, language
from rag.language.parsed import parse

_LEAST_WORDS = 3
"""A part with fewer words is no question of its own."""
_MOST_PARTS = 4
_MOST_WORDS_OF_TIME = 4
"""A part of at most so many words that names a time asks the same of that time."""


def search_texts(question: str, standalone: str, code: str = DEFAULT) -> list[str]:
    """Return the texts to search: the question standing alone, then each thing that it asks.

    The first tells whether there is an answer, the others find its sentences. What is asked stands
    in front of its context, so that the context's words don't outweigh it. A question that asks one
    thing and stands alone is searched once.

    Args:
        question: as asked.
        standalone: the same with what it refers to.
        code: its language.

    >>> search_texts("And in Germany?", "How many plants are there in France? And in Germany?")[1]
    'And in Germany? How many plants are there in France? And in Germany?'
    """
    searched = parts(question, code)
    if not searched and standalone != question:
        searched = [question]
    return [standalone, *(f"{part} {standalone}" for part in searched)]


def parts(question: str, code: str = DEFAULT) -> list[str]:
    """Return what a question asks, one by one; nothing where it asks one thing.

    Parts are joined by "and why ..." and the like, or are asked of "A or B". At most four, since
    each is searched on its own.

    >>> parts("How much state aid does the plant get, and how is it split?")
    ['How much state aid does the plant get?', 'how is it split?']
    >>> parts("Which plant is larger, the one in Heide or the one in Bourbourg?")
    ['Which plant is larger, the one in Heide?', 'Which plant is larger, the one in Bourbourg?']
    >>> parts("What is black mass?")
    []
    """
    asking = language(code).asking
    text = question.rstrip("? ")
    joined = asking.next_part.split(text)
    opens = asking.interrogative.search(joined[0])
    if 1 < len(joined) <= _MOST_PARTS and opens and all(map(_is_whole, joined)):
        return [f"{_filled(part, joined[0])}?" for part in joined]
    either = asking.alternatives.fullmatch(text)
    if either and _is_whole(either["asked"]):
        return [f"{either['asked']}, {either[which]}?" for which in ("one", "other")]
    return []


def _filled(part: str, first: str) -> str:
    """Return a part that only names another time as the first part with that time.

    >>> _filled("what in 2023", "What were the costs put at in 2019")
    'What were the costs put at in 2023'
    """
    times, others = parse(part).days, parse(first).days
    if len(times) != 1 or len(others) != 1 or len(part.split()) > _MOST_WORDS_OF_TIME:
        return part
    time, other = times[0].span, others[0].span
    return first[: other.start] + time.slice(part) + first[other.end :]


def _is_whole(text: str) -> bool:
    return len(text.split()) >= _LEAST_WORDS
